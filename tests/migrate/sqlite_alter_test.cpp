// The planner for SQLite: what it leaves to ALTER TABLE, and what that gives.

#include <gtest/gtest.h>

#include <filesystem>

#include <retort/engine/dialect.h>
#include <retort/engine/error.h>
#include <retort/migrate/sqlite/alter.h>
#include <retort/migrate/sqlite/table_change.h>

#include "trial.h"

namespace retort::migrate {
namespace {

struct Case {
  const char* name;
  const char* before;
  const char* after;
  const char* plan;
};

class NativeChange : public testing::TestWithParam<Case> {};

TEST_P(NativeChange, TakesOneStatement) {
  Trial trial(GetParam().before);
  const std::vector<Operation> operations = diff(trial.schema(), schema_of(GetParam().after));
  std::string run;
  for (const Step& step : trial.plan(operations).steps)
    if (step.kind == Step::Kind::run) run += step.sql + '\n';
  EXPECT_EQ(run, std::string(GetParam().plan) + '\n');
  EXPECT_EQ(described(trial.change_to(GetParam().after)), "");
}

INSTANTIATE_TEST_SUITE_P(
    SqlitePlanner, NativeChange,
    testing::Values(
        Case{"AddColumn", "CREATE TABLE t (a)", "CREATE TABLE t (a, b TEXT)",
             "ALTER TABLE t ADD COLUMN b TEXT"},
        Case{"AddColumnWithDefault", "CREATE TABLE t (a)",
             "CREATE TABLE t (a, b INTEGER DEFAULT -5 NOT NULL)",
             "ALTER TABLE t ADD COLUMN b INTEGER DEFAULT -5 NOT NULL"},
        Case{"AddColumnWithCollation", "CREATE TABLE t (a)",
             "CREATE TABLE t (a, b TEXT COLLATE NOCASE)",
             "ALTER TABLE t ADD COLUMN b TEXT COLLATE \"NOCASE\""},
        Case{"AddGeneratedColumn", "CREATE TABLE t (a)", "CREATE TABLE t (a, b AS (a + 1))",
             "ALTER TABLE t ADD COLUMN b GENERATED ALWAYS AS (a + 1) VIRTUAL"},
        Case{"AddColumnThatRefers", "CREATE TABLE p (id PRIMARY KEY); CREATE TABLE t (a)",
             "CREATE TABLE p (id PRIMARY KEY); CREATE TABLE t (a, b CONSTRAINT f REFERENCES p "
             "ON DELETE CASCADE)",
             "ALTER TABLE t ADD COLUMN b CONSTRAINT f REFERENCES p ON DELETE CASCADE"},
        Case{"AddColumnWithCheck", "CREATE TABLE t (a)", "CREATE TABLE t (a, b CHECK (b > 0))",
             "ALTER TABLE t ADD COLUMN b CHECK (b > 0)"},
        Case{"DropColumn", "CREATE TABLE t (a, b)", "CREATE TABLE t (a)",
             "ALTER TABLE t DROP COLUMN b"},
        Case{"CreateIndex", "CREATE TABLE t (a)", "CREATE TABLE t (a); CREATE INDEX i ON t (a)",
             "CREATE INDEX i ON t (a)"},
        Case{"DropIndex", "CREATE TABLE t (a); CREATE INDEX i ON t (a)", "CREATE TABLE t (a)",
             "DROP INDEX i"},
        Case{"DropView", "CREATE VIEW v AS SELECT 1", "", "DROP VIEW v"},
        Case{"DropTrigger",
             "CREATE TABLE t (a); CREATE TRIGGER g AFTER INSERT ON t BEGIN SELECT 1; END",
             "CREATE TABLE t (a)", "DROP TRIGGER g"},
        Case{"DropVirtualTable", "CREATE VIRTUAL TABLE f USING fts5(a)", "", "DROP TABLE f"},
        Case{"DropTable", "CREATE TABLE t (a)", "", "DROP TABLE t"}),
    [](const auto& info) { return std::string(info.param.name); });

// No such version is here to run it on, so these are its words alone. What is near a comment would go.
TEST(SqlitePlanner, HasTheWordsOfNewerVersions) {
  const auto words = [](const std::string& ddl) {
    Trial trial(ddl);
    schema::Metadata metadata = trial.schema();
    const std::vector<Operation> operations = {
        AlterColumn{.table = "t",
                    .before = {.name = "a"},
                    .after = {.name = "a", .nullable = false},
                    .nullable = true},
        AlterColumn{
            .table = "t", .before = {.name = "b"}, .after = {.name = "b"}, .nullable = true},
        DropConstraint{"t", schema::Check{.name = "ck", .expression = "a > 0"}},
        AddConstraint{"t", schema::Check{.expression = "a < 9"}}};
    const engine::Dialect& dialect = trial.connection.dialect();
    const auto changes = sqlite::collect_changes(operations, metadata, dialect);
    std::string text;
    if (const auto steps = sqlite::alter(changes.front(), dialect, {.constraints = true}))
      for (const auto& [position, step] : *steps) text += step.sql + '\n';
    return text;
  };
  EXPECT_EQ(words("CREATE TABLE t (a, b NOT NULL, CONSTRAINT ck CHECK (a > 0))"),
            "ALTER TABLE t ALTER COLUMN a SET NOT NULL\n"
            "ALTER TABLE t ALTER COLUMN b DROP NOT NULL\n"
            "ALTER TABLE t DROP CONSTRAINT ck\n"
            "ALTER TABLE t ADD CHECK (a < 9)\n");
  EXPECT_EQ(words("CREATE TABLE t (a, /* mine */ b NOT NULL, CONSTRAINT ck CHECK (a > 0))"), "");
}

TEST(SqlitePlanner, ANewTableIsMadeInItsLastForm) {
  Trial trial("");
  const std::vector<Operation> operations =
      diff(trial.schema(), schema_of("CREATE TABLE a (id PRIMARY KEY, b REFERENCES b); "
                                     "CREATE TABLE b (id PRIMARY KEY, a REFERENCES a); "
                                     "CREATE INDEX i ON a (b)"));
  EXPECT_EQ(trial.plan(operations).steps.size(), 3u) << statements(trial.plan(operations));
  trial.run(operations);
  EXPECT_EQ(
      described(diff(trial.schema(), schema_of("CREATE TABLE a (id PRIMARY KEY, b REFERENCES b);"
                                               "CREATE TABLE b (id PRIMARY KEY, a REFERENCES a);"
                                               "CREATE INDEX i ON a (b)"))),
      "");
}

TEST(SqlitePlanner, RenamesAreNativeAndFollowedEverywhere) {
  Trial trial(
      "CREATE TABLE t (a INTEGER PRIMARY KEY, b CHECK (b > 0)); "
      "CREATE TABLE c (t REFERENCES t (a)); CREATE INDEX i ON t (b) WHERE b > 1; "
      "CREATE VIEW v AS SELECT b FROM t; "
      "CREATE TRIGGER g AFTER INSERT ON c BEGIN UPDATE t SET b = b + 1; END; "
      "INSERT INTO t VALUES (1, 2); INSERT INTO c VALUES (1)");
  const Plan plan = trial.plan(
      {RenameTable{"t", "T"},
       AlterColumn{
           .table = "T", .before = {.name = "b"}, .after = {.name = "b \"c\""}, .rename = true}});
  EXPECT_EQ(plan.steps.size(), 3u) << statements(plan);
  trial.run(
      {RenameTable{"t", "T"},
       AlterColumn{
           .table = "T", .before = {.name = "b"}, .after = {.name = "b \"c\""}, .rename = true}});
  trial.connection.execute("INSERT INTO c VALUES (1)");
  EXPECT_EQ(trial.rows("SELECT * FROM v"), "(4)") << "both insertions fired the trigger";
  EXPECT_EQ(trial.schema().find_table("c")->foreign_keys[0].referred_table, "T");
}

TEST(SqlitePlanner, ARenameAndARebuildInOneRevisionKnowEachOther) {
  Trial trial(
      "CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER CHECK (a > 0)); "
      "CREATE TRIGGER g AFTER INSERT ON t BEGIN UPDATE t SET a = new.a + 1 WHERE id = new.id; "
      "END; INSERT INTO t VALUES (7, 1)");
  trial.run({AlterColumn{.table = "t",
                         .before = {.name = "a", .type = {"INTEGER"}},
                         .after = {.name = "z", .type = {"TEXT"}},
                         .rename = true,
                         .type = true}});
  trial.connection.execute("INSERT INTO t VALUES (8, 1)");
  EXPECT_EQ(trial.rows("SELECT id, z FROM t"), "(7, '2') (8, '2')");
  EXPECT_EQ(trial.schema().find_table("t")->checks[0].expression, "z > 0");
}

TEST(SqlitePlanner, SeesWhatAPersonsOwnSqlDidToTheSchema) {
  Trial trial("CREATE TABLE t (a)");
  trial.run({Execute{"ALTER TABLE t ADD COLUMN b; CREATE TRIGGER g AFTER INSERT ON t BEGIN "
                     "UPDATE t SET b = 1; END; INSERT INTO t (a) VALUES (5);"},
             AlterColumn{.table = "t",
                         .before = {.name = "b"},
                         .after = {.name = "b", .type = {"TEXT"}},
                         .type = true}});
  EXPECT_EQ(trial.rows("SELECT a, b FROM t"), "(5, '1')");
  EXPECT_NE(trial.schema().find_trigger("g"), nullptr);
}

TEST(SqlitePlanner, IsNotStoppedByABrokenView) {
  const std::string broken =
      "CREATE VIEW bad AS SELECT lost FROM nowhere; "
      "CREATE VIEW good AS SELECT 1 FROM u; ";
  Trial trial("CREATE TABLE t (a, b, c); CREATE TABLE u (z); INSERT INTO t VALUES (1, 2, 3); " +
              broken);
  trial.run(
      {RenameTable{"t", "s"},
       AlterColumn{.table = "s", .before = {.name = "a"}, .after = {.name = "d"}, .rename = true},
       DropColumn{"s", {.name = "b"}}});
  EXPECT_EQ(described(diff(trial.schema(),
                           schema_of("CREATE TABLE s (d, c); CREATE TABLE u (z); " + broken))),
            "");
  EXPECT_EQ(trial.rows("SELECT * FROM s"), "(1, 3)");
  EXPECT_EQ(trial.rows("PRAGMA writable_schema"), "(0)");
}

TEST(SqlitePlanner, LetsSqliteRefuseToDropAColumnThatAViewUses) {
  Trial trial("CREATE TABLE t (a, b); CREATE VIEW v AS SELECT b FROM t");
  EXPECT_THROW(trial.run({DropColumn{"t", {.name = "b"}}}), engine::DatabaseError);
}

TEST(SqlitePlanner, TouchesNothingOutsideWhileItPlans) {
  const std::filesystem::path file =
      std::filesystem::path(testing::TempDir()) / "retort_never_attached.db";
  std::filesystem::remove(file);
  Trial trial("CREATE TABLE t (a)");
  const std::vector<Operation> operations = {
      Execute{"ATTACH '" + file.string() + "' AS other; CREATE TABLE other.x (a)"},
      AddColumn{"t", {.name = "b"}}};
  EXPECT_EQ(begin_plan(trial.connection, operations)->next()->steps.size(), 2u);
  EXPECT_FALSE(std::filesystem::exists(file));
}

TEST(SqlitePlanner, InsertsRows) {
  Trial trial("CREATE TABLE t (a, \"b c\")");
  trial.run({BulkInsert{
      "t", {"a", "b c"}, {{std::int64_t{1}, std::string("x")}, {engine::Null{}, 2.5}}}});
  EXPECT_EQ(trial.rows("SELECT * FROM t"), "(1, 'x') (NULL, 2.5)");
}

TEST(SqlitePlanner, EveryStepSaysWhy) {
  Trial trial(
      "CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, a INTEGER); CREATE INDEX i ON t "
      "(a); CREATE TRIGGER g AFTER INSERT ON t BEGIN SELECT 1; END");
  const schema::Metadata wanted = schema_of(
      "CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, a TEXT NOT NULL UNIQUE CHECK (a > "
      "'')); "
      "CREATE INDEX i ON t (a)");
  const Plan plan = trial.plan(diff(trial.schema(), wanted));
  EXPECT_GT(plan.steps.size(), 10u);
  for (const Step& step : plan.steps) EXPECT_FALSE(step.reason.empty()) << step.sql;
}

}  // namespace
}  // namespace retort::migrate
