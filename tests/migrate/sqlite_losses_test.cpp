// The planner for SQLite: values that would be lost stop a run that nobody has allowed to lose any.

#include <gtest/gtest.h>

#include <retort/migrate/error.h>

#include "trial.h"

namespace retort::migrate {
namespace {

#define NOTHING                                                                                    \
  "; nothing was changed (allow it with --allow-destructive, or with allow_destructive = true in " \
  "the script)"

// What running the operations is refused with, or "" when it is not.
std::string refusal(Trial& trial, const std::vector<Operation>& operations) {
  try {
    trial.run(operations, Losses::refused);
  } catch (const DecisionNeeded& error) {
    return error.what();
  }
  return "";
}

Operation rename_column(const std::string& from, const std::string& to) {
  return AlterColumn{.table = "t", .before = {.name = from}, .after = {.name = to}, .rename = true};
}

struct Case {
  const char* name;
  std::vector<Operation> operations;
  const char* message;
};

class DroppedValues : public testing::TestWithParam<Case> {};

TEST_P(DroppedValues, NeedAWord) {
  Trial trial("CREATE TABLE t (a INTEGER, notes TEXT); INSERT INTO t VALUES (1, 'x'), (2, NULL)");
  const std::string before = trial.rows("SELECT sql FROM sqlite_schema");
  EXPECT_EQ(refusal(trial, GetParam().operations), GetParam().message);
  if (*GetParam().message == '\0') return;
  EXPECT_EQ(trial.rows("SELECT sql FROM sqlite_schema"), before);
  EXPECT_EQ(trial.rows("SELECT * FROM t"), "(1, 'x') (2, NULL)");
  trial.run(GetParam().operations, Losses::allowed);
}

INSTANTIATE_TEST_SUITE_P(
    SqliteLosses, DroppedValues,
    testing::Values(Case{"ATable",
                         {DropTable{{.name = "t"}}},
                         "it drops table t, which holds data: (rows = 2)" NOTHING},
                    Case{"ATableUnderANewName",
                         {RenameTable{"t", "u"}, DropTable{{.name = "u"}}},
                         "it drops table u, which holds data: (rows = 2)" NOTHING},
                    Case{"AColumn",
                         {DropColumn{"t", {.name = "notes"}}},
                         "it drops column t.notes, which holds data: (values = 1)" NOTHING},
                    Case{"AColumnOfATableUnderANewName",
                         {RenameTable{"t", "u"}, DropColumn{"u", {.name = "notes"}}},
                         "it drops column u.notes, which holds data: (values = 1)" NOTHING},
                    Case{"AColumnUnderANewName",
                         {rename_column("notes", "remarks"), DropColumn{"t", {.name = "remarks"}}},
                         "it drops column t.remarks, which holds data: (values = 1)" NOTHING},
                    Case{"AColumnWhoseNameAnotherTakes",
                         {rename_column("notes", "old"), rename_column("a", "notes"),
                          DropColumn{"t", {.name = "old"}}},
                         "it drops column t.old, which holds data: (values = 1)" NOTHING},
                    Case{"ATableThatAPersonsSqlRenamed",
                         {Execute{"ALTER TABLE t RENAME TO u"}, DropTable{{.name = "u"}}},
                         "it drops table u, which holds data: (rows = 2)" NOTHING},
                    Case{"AColumnThatIsAddedAgain",
                         {DropColumn{"t", {.name = "notes"}}, AddColumn{"t", {.name = "notes"}}},
                         "it drops column t.notes, which holds data: (values = 1)" NOTHING},
                    Case{"ATableMadeHere",
                         {CreateTable{{.name = "n", .columns = {{.name = "x"}}}},
                          Execute{"INSERT INTO n VALUES (1)"}, RenameTable{"n", "m"},
                          DropTable{{.name = "m"}}},
                         ""},
                    Case{"AColumnMadeHere",
                         {AddColumn{"t", {.name = "x"}}, Execute{"UPDATE t SET x = a"},
                          rename_column("x", "y"), DropColumn{"t", {.name = "y"}}},
                         ""},
                    Case{"NoValues",
                         {Execute{"UPDATE t SET notes = NULL"}, DropColumn{"t", {.name = "notes"}}},
                         ""}),
    [](const auto& info) { return std::string(info.param.name); });

struct Conversion {
  const char* name;
  const char* before;
  const char* after;
  const char* rows;
  const char* message;
};

class ConvertedValues : public testing::TestWithParam<Conversion> {};

TEST_P(ConvertedValues, NeedAWordWhereTheyChange) {
  const std::string key = "CREATE TABLE t (id INTEGER PRIMARY KEY, a ";
  Trial trial(key + GetParam().before + "); INSERT INTO t VALUES " + GetParam().rows);
  const std::vector<Operation> operations =
      diff(trial.schema(), schema_of(key + GetParam().after + ")"));
  EXPECT_EQ(refusal(trial, operations), GetParam().message);
  if (*GetParam().message == '\0') return;
  trial.run(operations, Losses::allowed);
  EXPECT_EQ(described(diff(trial.schema(), schema_of(key + GetParam().after + ")"))), "");
}

INSTANTIATE_TEST_SUITE_P(
    SqliteLosses, ConvertedValues,
    testing::Values(
        Conversion{
            "TextToInteger", "TEXT", "INTEGER",
            "(1, '00712'), (2, '99999999999999999999'), (3, '12'), (4, 'abc'), (5, NULL), "
            "(6, x'3030'), (7, '-5'), (8, '1.5')",
            "it changes values of column t.a, whose type becomes INTEGER: 2 values (id = 1, a = "
            "'00712', becomes = 712), (id = 2, a = '99999999999999999999', becomes "
            "= 1e+20)" NOTHING},
        Conversion{
            "CollatedTextToNumeric", "TEXT COLLATE NOCASE", "DECIMAL", "(1, '1E3'), (2, '1000')",
            "it changes values of column t.a, whose type becomes DECIMAL: 1 value (id = 1, a = "
            "'1E3', becomes = 1000)" NOTHING},
        Conversion{"TextToReal", "TEXT", "REAL", "(1, '12'), (2, '12.0'), (3, '12.00'), (4, 'x')",
                   "it changes values of column t.a, whose type becomes REAL: 1 value (id = 3, a = "
                   "'12.00', "
                   "becomes = 12.0)" NOTHING},
        Conversion{"IntegerToReal", "INTEGER", "REAL", "(1, 9007199254740993), (2, 5)",
                   "it changes values of column t.a, whose type becomes REAL: 1 value (id = 1, a = "
                   "9007199254740993, becomes = 9007199254740992.0)" NOTHING},
        Conversion{"RealToText", "REAL", "TEXT", "(1, 0.1 + 0.2), (2, 0.5)",
                   "it changes values of column t.a, whose type becomes TEXT: 1 value (id = 1, a = "
                   "0.30000000000000004, becomes = '0.3')" NOTHING},
        Conversion{"IntegerToText", "INTEGER", "TEXT", "(1, 7), (2, -9223372036854775808)", ""},
        Conversion{"TextToAnything", "TEXT", "BLOB", "(1, '007')", ""},
        Conversion{
            "ToBeGenerated", "INTEGER", "INTEGER AS (id * 2)", "(1, 777), (2, 4), (3, NULL)",
            "it changes values of column t.a, which becomes generated: 1 value (id = 1, a = 777, "
            "becomes = 2)" NOTHING},
        Conversion{"ToBeGeneratedAsTheyAre", "INTEGER", "INTEGER AS (id * 2)", "(1, 2), (2, 4)",
                   ""},
        Conversion{"ToBeGeneratedFromANewColumn", "INTEGER", "INTEGER AS (b), b", "(1, 2)",
                   "it changes values of column t.a, which becomes generated: 1 value (id = 1, a = "
                   "2)" NOTHING}),
    [](const auto& info) { return std::string(info.param.name); });

// ANY is no special type outside of STRICT tables.
TEST(SqliteLosses, AStrictTableThatIsNoLongerStrict) {
  Trial trial("CREATE TABLE t (a ANY) STRICT; INSERT INTO t VALUES ('007')");
  EXPECT_EQ(refusal(trial, diff(trial.schema(), schema_of("CREATE TABLE t (a ANY)"))),
            "it changes values of column t.a, whose type becomes ANY: 1 value (rowid = 1, a = "
            "'007', becomes "
            "= 7)" NOTHING);
}

TEST(SqliteLosses, AVirtualTableWithRows) {
  Trial trial("CREATE VIRTUAL TABLE f USING fts5(a); INSERT INTO f VALUES ('x')");
  EXPECT_EQ(refusal(trial, {DropVirtualTable{{.name = "f"}}}),
            "it drops virtual table f, which holds data: (rows = 1)" NOTHING);
}

}  // namespace
}  // namespace retort::migrate
