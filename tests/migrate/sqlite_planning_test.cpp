// The planner for SQLite: each part of a list of operations is planned on the schema that is there
// when its turn has come.

#include <gtest/gtest.h>

#include <retort/migrate/error.h>

#include "trial.h"

namespace retort::migrate {
namespace {

Operation not_null(const std::string& table, const std::string& column) {
  return AlterColumn{.table = table,
                     .before = {.name = column},
                     .after = {.name = column, .nullable = false},
                     .nullable = true};
}

Operation rename_column(const std::string& table, const std::string& from, const std::string& to) {
  return AlterColumn{
      .table = table, .before = {.name = from}, .after = {.name = to}, .rename = true};
}

// Its last statement works on these rows alone: in a database without rows max(z) is NULL.
constexpr auto tables_with_rows =
    "CREATE TABLE w (z INTEGER, k INTEGER); CREATE TABLE log (m INTEGER NOT NULL); "
    "INSERT INTO w VALUES (1, 2); ";
const Operation needs_rows = Execute{"INSERT INTO log SELECT max(z) FROM w"};

TEST(SqlitePlanning, ARebuildKeepsWhatAPersonsOwnSqlHasMade) {
  Trial trial(tables_with_rows);
  trial.run(
      {Execute{"ALTER TABLE w ADD COLUMN extra; UPDATE w SET extra = 77; CREATE INDEX wi ON w "
               "(extra); CREATE TRIGGER tg AFTER INSERT ON w BEGIN SELECT new.extra; END"},
       needs_rows, not_null("w", "z")});
  EXPECT_EQ(trial.rows("SELECT z, extra FROM w"), "(1, 77)");
  EXPECT_EQ(trial.rows("SELECT name FROM sqlite_schema WHERE tbl_name = 'w' ORDER BY name"),
            "('tg') ('w') ('wi')");
}

TEST(SqlitePlanning, ATableOfAPersonsOwnSqlCanBeChanged) {
  Trial trial(tables_with_rows);
  trial.run({Execute{"CREATE TABLE cfg (a); INSERT INTO cfg VALUES (1)"}, needs_rows,
             AddColumn{"cfg", {.name = "b"}}});
  EXPECT_EQ(trial.rows("SELECT a, b FROM cfg"), "(1, NULL)");
}

TEST(SqlitePlanning, ATriggerFollowsTheRenamesBeforeARebuild) {
  const std::string trigger =
      "CREATE TRIGGER tg AFTER INSERT ON w BEGIN INSERT INTO log VALUES (new.z); END";
  Trial column(tables_with_rows + trigger);
  column.run({needs_rows, rename_column("w", "z", "zz"), not_null("w", "zz")});
  column.connection.execute("INSERT INTO w VALUES (3, 4)");
  EXPECT_EQ(column.rows("SELECT m FROM log"), "(1) (3)");

  Trial table(tables_with_rows + trigger);
  table.run({needs_rows, RenameTable{"w", "v"}, not_null("v", "z")});
  table.connection.execute("INSERT INTO v VALUES (3, 4)");
  EXPECT_EQ(table.rows("SELECT m FROM log"), "(1) (3)");
}

TEST(SqlitePlanning, ACollationThatOnlyTheApplicationHasStopsNothing) {
  Trial trial(std::string(tables_with_rows) +
              "CREATE TABLE other (a TEXT COLLATE NOCASE PRIMARY KEY); "
              "CREATE TRIGGER tg AFTER INSERT ON w BEGIN INSERT INTO log VALUES (new.z); END; "
              "PRAGMA writable_schema = ON; "
              "UPDATE sqlite_schema SET sql = replace(sql, 'NOCASE', 'its_own'); "
              "PRAGMA writable_schema = RESET");
  trial.run({rename_column("w", "z", "zz"), not_null("w", "zz")});
  trial.connection.execute("INSERT INTO w VALUES (3, 4)");
  EXPECT_EQ(trial.rows("SELECT m FROM log"), "(3)");
}

// A person's SQL is not run for nothing where a rebuild is sure to come.
TEST(SqlitePlanning, AsksForTheEnvelopeBeforeAPersonsOwnSql) {
  Trial trial(tables_with_rows);
  const auto asks = [&](const std::vector<Operation>& operations) {
    return begin_plan(trial.connection, operations)->next()->suspend_foreign_keys;
  };
  const Operation sql = Execute{"UPDATE w SET k = 1"};
  EXPECT_TRUE(asks({sql, AddColumn{"w", {.name = "n", .nullable = false}, "1"}}));
  EXPECT_TRUE(asks({sql, AddConstraint{"w", schema::Unique{.columns = {{.column = "k"}}}}}));
  EXPECT_FALSE(asks({sql, not_null("w", "k")})) << "an edit of the schema drops nothing";
  EXPECT_FALSE(asks({sql, AddConstraint{"w", schema::Check{.expression = "k > 0"}}}));
  EXPECT_FALSE(asks({sql, AddColumn{"w", {.name = "n"}}}));
  EXPECT_FALSE(asks({not_null("w", "k"), sql}) && asks({sql}));
  EXPECT_FALSE(
      asks({sql, CreateTable{{.name = "n", .columns = {{.name = "a"}}}}, not_null("n", "a")}))
      << "a table that is made is made in its last form";
}

TEST(SqlitePlanning, BeginsAgainWhereTheEnvelopeTurnsOutToBeNeeded) {
  Trial trial(
      "CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE c (p REFERENCES p ON DELETE CASCADE); "
      "INSERT INTO p VALUES (1); INSERT INTO c VALUES (1); CREATE TABLE log (n)");
  trial.run({Execute{"INSERT INTO log VALUES (1)"}, DropTable{{.name = "p"}},
             CreateTable{{.name = "p",
                          .columns = {{.name = "id", .type = {"INTEGER"}}},
                          .primary_key = schema::PrimaryKey{.columns = {{.column = "id"}}}}},
             Execute{"INSERT INTO p VALUES (1)"}});
  EXPECT_EQ(trial.rows("SELECT p FROM c"), "(1)") << "dropping p deleted no row of c";
  EXPECT_EQ(trial.rows("SELECT n FROM log"), "(1)") << "what ran before is there once";
  EXPECT_EQ(trial.rows("PRAGMA foreign_keys"), "(1)");
}

// A table that comes to refer to a new one was not affected before. What is broken in it already is
// no fault of this run.
TEST(SqlitePlanning, RowsThatReferToNothingAlreadyMayStaySo) {
  const std::string before =
      "CREATE TABLE r (a TEXT NOT NULL); CREATE TABLE p (id INTEGER PRIMARY KEY); "
      "CREATE TABLE c (k PRIMARY KEY, p REFERENCES p) WITHOUT ROWID; ";
  Trial trial(before +
              "PRAGMA foreign_keys = OFF; INSERT INTO c VALUES (1, 7), (2, 8); "
              "PRAGMA foreign_keys = ON");
  EXPECT_EQ(described(trial.change_to(
                "CREATE TABLE r (a TEXT); CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE n "
                "(id INTEGER PRIMARY KEY); CREATE TABLE c (k PRIMARY KEY, p REFERENCES p, n "
                "REFERENCES n) WITHOUT ROWID")),
            "");
  EXPECT_EQ(trial.rows("SELECT * FROM c"), "(1, 7, NULL) (2, 8, NULL)");
}

// A person's script may say the same in other words than SQLite does.
TEST(SqlitePlanning, ADefaultThatIsAnExpressionNeedsNoParentheses) {
  Trial trial("CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT); INSERT INTO t VALUES (1, 'a')");
  trial.run(
      {AlterColumn{.table = "t",
                   .before = {.name = "a", .type = {"TEXT"}},
                   .after = {.name = "a", .type = {"TEXT"}, .server_default = "lower('X')"},
                   .server_default = true},
       AddColumn{
           "t",
           {.name = "b", .type = {"varchar"}, .nullable = false, .server_default = "lower('Y')"},
           ""}});
  trial.connection.execute("INSERT INTO t (id) VALUES (2)");
  EXPECT_EQ(trial.rows("SELECT * FROM t"), "(1, 'a', 'y') (2, 'x', 'y')");
}

TEST(SqlitePlanning, SetsTheConnectionBackAfterAFailure) {
  Trial trial(
      "CREATE TABLE t (a, b); CREATE VIRTUAL TABLE f USING fts5(x); CREATE VIEW bad AS SELECT lost "
      "FROM nowhere; INSERT INTO t VALUES "
      "(NULL, 1)");
  EXPECT_THROW(trial.run({RenameTable{"t", "t2"}, rename_column("t2", "a", "b")}), Error);
  EXPECT_THROW(trial.run({RenameTable{"t", "f_data"}}), Error);
  EXPECT_THROW(trial.run({not_null("t", "a")}), Error);
  EXPECT_EQ(trial.rows("PRAGMA writable_schema"), "(0)");
  EXPECT_EQ(trial.rows("PRAGMA legacy_alter_table"), "(0)");
  EXPECT_EQ(trial.rows("PRAGMA foreign_keys"), "(1)");
  EXPECT_EQ(trial.rows("SELECT * FROM t"), "(NULL, 1)");
}

struct Forbidden {
  const char* sql;
  const char* message;
};

class ForbiddenSql : public testing::TestWithParam<Forbidden> {};

TEST_P(ForbiddenSql, IsRefusedBeforeAnythingRuns) {
  Trial trial("");
  std::string message;
  try {
    trial.run({Execute{GetParam().sql}});
  } catch (const MigrateError& error) {
    message = error.what();
  }
  EXPECT_EQ(message, GetParam().message);
  EXPECT_EQ(trial.rows("SELECT name FROM sqlite_schema"), "");
}

#define ONE \
  ", but a revision is one transaction that is begun and ended for it; leave that statement out"

INSTANTIATE_TEST_SUITE_P(
    SqlitePlanning, ForbiddenSql,
    testing::Values(
        Forbidden{"CREATE TABLE t (a);\n/* now */ COMMIT; SELECT 1",
                  "cannot execute CREATE TABLE t (a);: line 2 of its SQL is COMMIT" ONE},
        Forbidden{"begin immediate",
                  "cannot execute begin immediate: line 1 of its SQL is begin" ONE},
        Forbidden{"End;", "cannot execute End;: line 1 of its SQL is End" ONE},
        Forbidden{"ROLLBACK", "cannot execute ROLLBACK: line 1 of its SQL is ROLLBACK" ONE},
        Forbidden{"SAVEPOINT s", "cannot execute SAVEPOINT s: line 1 of its SQL is SAVEPOINT" ONE},
        Forbidden{"RELEASE s", "cannot execute RELEASE s: line 1 of its SQL is RELEASE" ONE},
        Forbidden{
            "PRAGMA main.foreign_keys = OFF",
            "cannot execute PRAGMA main.foreign_keys = OFF: line 1 of its SQL switches foreign "
            "keys, which SQLite ignores inside a transaction; leave it out (a revision that "
            "rebuilds a table has them off, and PRAGMA defer_foreign_keys = ON puts off the "
            "check to the end of the revision)"},
        Forbidden{"SELECT :x",
                  "cannot execute SELECT :x: line 1 of its SQL has the parameter :x, to which "
                  "nothing gives a value; write the value"}));

TEST(SqlitePlanning, WordsOfTransactionsInsideOtherStatementsAreFine) {
  Trial trial("CREATE TABLE t (a)");
  trial.run(
      {Execute{"CREATE TRIGGER g AFTER INSERT ON t BEGIN SELECT CASE 1 WHEN 1 THEN 2 END; END; "
               "INSERT INTO t VALUES ('COMMIT; END'); PRAGMA foreign_keys"}});
  EXPECT_EQ(trial.rows("SELECT a FROM t"), "('COMMIT; END')");
}

TEST(SqlitePlanning, AFunctionIsCalledInItsPlace) {
  Trial trial(tables_with_rows);
  const std::vector<Operation> operations = {AddColumn{"w", {.name = "n"}}, Call{"fill"},
                                             not_null("w", "n")};
  int calls = 0;
  const Functions functions = {{"fill", [&](engine::Connection& connection) {
                                  ++calls;
                                  connection.execute("UPDATE w SET n = 5");
                                }}};
  const auto run = [&](const Functions* with) {
    run_operations(trial.connection, operations, Losses::refused, with);
  };
  const Functions none;
  EXPECT_THROW(run(&none), MigrateError) << "it is not registered";
  EXPECT_THROW(run(nullptr), DecisionNeeded) << "it is not called, and n stays NULL";
  run(&functions);
  EXPECT_EQ(calls, 1) << "a rebuild is sure to come: it is not called once for nothing";
  EXPECT_EQ(trial.rows("SELECT n FROM w"), "(5)");
}

TEST(SqlitePlanning, ASecondStatementWhereOneBelongsIsAMistakeOfTheScript) {
  Trial trial("");
  EXPECT_THROW(trial.run({CreateView{{.name = "v", .sql = "CREATE VIEW v AS SELECT 1; SELECT 2"}}}),
               MigrateError);
}

TEST(SqlitePlanning, InsertsARowOfDefaults) {
  Trial trial("CREATE TABLE t (a DEFAULT 5)");
  trial.run({BulkInsert{"t", {}, {{}}}});
  EXPECT_EQ(trial.rows("SELECT a FROM t"), "(5)");
}

// Rows that were copied once for each row took ten minutes.
TEST(SqlitePlanning, InsertsManyRows) {
  Trial trial("CREATE TABLE t (a INTEGER, b TEXT)");
  BulkInsert insert{"t", {"a", "b"}, {}};
  for (std::int64_t i = 0; i < 30000; ++i) insert.rows.push_back({i, std::string("text")});
  trial.run({insert});
  EXPECT_EQ(trial.rows("SELECT count(*) FROM t"), "(30000)");
}

}  // namespace
}  // namespace retort::migrate
