// What a script says of rows that break what it adds: they are deleted or filled, and nothing else is.

#include <gtest/gtest.h>

#include <retort/migrate/error.h>

#include "trial.h"

namespace retort::migrate {
namespace {

schema::ForeignKey to_parents() {
  return {.columns = {"p"}, .referred_table = "p", .referred_columns = {"id"}};
}

constexpr const char* family =
    "CREATE TABLE p (id INTEGER PRIMARY KEY); INSERT INTO p VALUES (1); CREATE TABLE t (id INTEGER "
    "PRIMARY KEY, p INTEGER); INSERT INTO t VALUES (1, 1), (2, 7), (3, NULL), (4, 9)";

std::string refusal(Trial& trial, const std::vector<Operation>& operations,
                    Losses losses = Losses::refused) {
  try {
    trial.run(operations, losses);
  } catch (const DecisionNeeded& error) {
    return error.what();
  }
  return "";
}

TEST(SqliteViolations, AreALossThatIsCountedFirst) {
  Trial trial(family);
  const std::vector<Operation> operations = {
      AddConstraint{"t", to_parents(), Violations::remove, ""}};
  EXPECT_EQ(
      refusal(trial, operations),
      "it deletes rows of table t that break foreign key on t (p) to p (id): 2 rows (id = 2, p = "
      "7), (id = 4, p = 9); nothing was changed (allow it with --allow-destructive, or with "
      "allow_destructive = true in the script)");
  EXPECT_EQ(trial.rows("SELECT id FROM t"), "(1) (2) (3) (4)");
  trial.run(operations);
  EXPECT_EQ(trial.rows("SELECT id, p FROM t"), "(1, 1) (3, NULL)");
  EXPECT_EQ(trial.schema().find_table("t")->foreign_keys.size(), 1U);
}

TEST(SqliteViolations, NobodyInTheWayNeedsNoWord) {
  Trial trial(family);
  trial.connection.execute("DELETE FROM t WHERE id IN (2, 4)");
  EXPECT_EQ(refusal(trial, {AddConstraint{"t", to_parents(), Violations::remove, ""}}), "");
}

TEST(SqliteViolations, AFillTakesTheirPlace) {
  Trial trial(family);
  trial.run({AddConstraint{"t", to_parents(), Violations::stop, "NULL"}});
  EXPECT_EQ(trial.rows("SELECT id, p FROM t"), "(1, 1) (2, NULL) (3, NULL) (4, NULL)");
}

TEST(SqliteViolations, AFillThatDoesNotHelpStops) {
  Trial trial(family);
  EXPECT_NE(
      refusal(trial, {AddConstraint{"t", to_parents(), Violations::stop, "5"}}, Losses::allowed)
          .find("refer to rows that table p does not have"),
      std::string::npos);
  EXPECT_EQ(trial.rows("SELECT p FROM t"), "(1) (7) (NULL) (9)");
}

TEST(SqliteViolations, OfACheck) {
  Trial trial(
      "CREATE TABLE t (k TEXT PRIMARY KEY, a) WITHOUT ROWID; INSERT INTO t VALUES ('a', 1), "
      "('b', -1), ('c', NULL)");
  trial.run({AddConstraint{"t", schema::Check{.expression = "a > 0"}, Violations::remove, ""}});
  EXPECT_EQ(trial.rows("SELECT k FROM t"), "('a') ('c')");
  Trial filled("CREATE TABLE t (a, b); INSERT INTO t VALUES (1, 1), (-1, 2)");
  filled.run(
      {AddConstraint{"t", schema::Check{.expression = "a > 0"}, Violations::stop, "b * 10"}});
  EXPECT_EQ(filled.rows("SELECT a, b FROM t"), "(1, 1) (20, 2)");
}

TEST(SqliteViolations, OfAKeyAllButTheFirstGo) {
  Trial trial(
      "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT COLLATE NOCASE, b); INSERT INTO t "
      "VALUES (1, 'x', 1), (2, 'X', 1), (3, NULL, 1), (4, NULL, 1), (5, 'y', 1), (6, 'x', 1)");
  trial.run({AddConstraint{"t", schema::Unique{"", schema::indexed({"a", "b"})}, Violations::remove,
                           ""}});
  EXPECT_EQ(trial.rows("SELECT id FROM t"), "(1) (3) (4) (5)") << "NULLs differ from one another";
}

TEST(SqliteViolations, OfAUniqueIndex) {
  Trial trial(
      "CREATE TABLE c (t REFERENCES t ON DELETE CASCADE); CREATE TABLE t (id INTEGER PRIMARY "
      "KEY, a); INSERT INTO t VALUES (1, 'x'), (2, 'x'), (3, 'q'), (4, 'q')");
  const Operation index = CreateIndex{
      "t",
      {.name = "i", .columns = schema::indexed({"a"}), .unique = true, .where = "a <> 'q'"},
      Violations::remove};
  trial.connection.execute("INSERT INTO c VALUES (2)");
  EXPECT_NE(refusal(trial, {index}, Losses::allowed), "") << "a row of c would go along";
  EXPECT_EQ(trial.rows("SELECT id FROM t"), "(1) (2) (3) (4)");
  EXPECT_EQ(trial.rows("SELECT t FROM c"), "(2)");
  trial.connection.execute("UPDATE c SET t = 1");
  trial.run({index});
  EXPECT_EQ(trial.rows("SELECT id FROM t"), "(1) (3) (4)");
  EXPECT_EQ(trial.rows("SELECT t FROM c"), "(1)");
}

TEST(SqliteViolations, OfNotNull) {
  Trial trial(
      "CREATE TABLE t (rowid, a); CREATE TABLE log (a); CREATE TRIGGER gone AFTER DELETE ON t "
      "BEGIN INSERT INTO log VALUES (OLD.rowid); END; INSERT INTO t VALUES (1, NULL), (2, 5)");
  trial.run({AlterColumn{.table = "t",
                         .before = {.name = "a"},
                         .after = {.name = "a", .nullable = false},
                         .nullable = true,
                         .violations = Violations::remove}});
  EXPECT_EQ(trial.rows("SELECT rowid, a FROM t"), "(2, 5)");
  EXPECT_EQ(trial.rows("SELECT a FROM log"), "(1)") << "triggers see them go";
}

TEST(SqliteViolations, AFillNeedsOneColumn) {
  Trial trial("CREATE TABLE t (a, b)");
  EXPECT_THROW(
      trial.run({AddConstraint{"t", schema::Check{.expression = "a > b"}, Violations::stop, "1"}}),
      MigrateError);
}

}  // namespace
}  // namespace retort::migrate
