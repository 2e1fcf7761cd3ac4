// The planner for SQLite: rows that forbid a change are found before it, and named.

#include <gtest/gtest.h>

#include <retort/migrate/error.h>

#include "trial.h"

namespace retort::migrate {
namespace {

struct Case {
  const char* name;
  const char* before;
  const char* after;
  const char* message;
};

class Refusal : public testing::TestWithParam<Case> {};

TEST_P(Refusal, NamesTheRowsAndChangesNothing) {
  Trial trial(GetParam().before);
  const schema::Metadata was = trial.schema();
  std::string message;
  try {
    trial.change_to(GetParam().after);
  } catch (const DecisionNeeded& error) {
    message = error.what();
  }
  EXPECT_EQ(message, GetParam().message);
  EXPECT_EQ(described(diff(trial.schema(), was)), "");
  EXPECT_FALSE(trial.connection.in_transaction());
}

#define HOW "; give it a default or a fill expression, or fill the rows with an execute before it"

INSTANTIATE_TEST_SUITE_P(
    SqlitePlanner, Refusal,
    testing::Values(
        Case{"NotNull",
             "CREATE TABLE t (id INTEGER PRIMARY KEY, a); INSERT INTO t VALUES (1, 1), (2, NULL), "
             "(3, NULL)",
             "CREATE TABLE t (id INTEGER PRIMARY KEY, a NOT NULL)",
             "column t.a becomes NOT NULL, but rows have NULL there" HOW
             ": 2 rows (id = 2, a = NULL), (id = 3, a = NULL)"},
        Case{"NewNotNull", "CREATE TABLE t (id INTEGER PRIMARY KEY); INSERT INTO t VALUES (1), (2)",
             "CREATE TABLE t (id INTEGER PRIMARY KEY, a NOT NULL)",
             "the new column t.a is NOT NULL, but table t has rows and nothing says what to put "
             "there" HOW ": (rows = 2)"},
        Case{"Unique",
             "CREATE TABLE t (a, b); INSERT INTO t VALUES (1, 2), (1, 2), (1, 3), (NULL, 2)",
             "CREATE TABLE t (a, b, CONSTRAINT u UNIQUE (a, b))",
             "rows of table t have the same values, against unique constraint u on t (a, b); make "
             "them differ first: 1 key (a = 1, b = 2, rows = 2)"},
        Case{"UniqueIndex", "CREATE TABLE t (a); INSERT INTO t VALUES ('x'), ('X'), ('y'), ('y ')",
             "CREATE TABLE t (a); CREATE UNIQUE INDEX i ON t (a COLLATE NOCASE) WHERE a <> 'q'",
             "rows of table t have the same values, against unique index i (a COLLATE NOCASE); "
             "make them differ first: 1 key (a = 'x', rows = 2)"},
        Case{"PrimaryKey", "CREATE TABLE t (a, b); INSERT INTO t VALUES (1, 2), (1, 3)",
             "CREATE TABLE t (a, b, PRIMARY KEY (a))",
             "rows of table t have the same values, against primary key on t (a); make them differ "
             "first: 1 key (a = 1, rows = 2)"},
        Case{"IntegerPrimaryKey",
             "CREATE TABLE t (k TEXT, n INT); INSERT INTO t VALUES ('a', NULL), ('b', 1)",
             "CREATE TABLE t (k TEXT, n INTEGER PRIMARY KEY)",
             "column t.n becomes INTEGER PRIMARY KEY, but rows have NULL there; give it a fill "
             "expression, or fill the rows with an execute before it: 1 row (n = NULL, k = 'a')"},
        Case{"IntegerPrimaryKeyOfText",
             "CREATE TABLE t (k TEXT PRIMARY KEY, n TEXT, m); INSERT INTO t VALUES ('a', '1', 2), "
             "('b', 'x', 3)",
             "CREATE TABLE t (k TEXT, n INTEGER PRIMARY KEY, m)",
             "column t.n becomes INTEGER PRIMARY KEY, but rows have other values than integers "
             "there; change them first: 1 row (n = 'x', k = 'b')"},
        Case{"Check",
             "CREATE TABLE t (id PRIMARY KEY, a); INSERT INTO t VALUES ('k', -1), ('l', 1), ('m', "
             "NULL)",
             "CREATE TABLE t (id PRIMARY KEY, a CHECK (t.a > 0))",
             "rows of table t break check constraint on t: t.a > 0; change them first: 1 row (id = "
             "'k', "
             "a = -1)"},
        Case{"ForeignKey",
             "CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE t (p INTEGER); INSERT INTO p "
             "VALUES (1); INSERT INTO t VALUES (1), (2), (3), (4), (5), (NULL)",
             "CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE t (p INTEGER REFERENCES p)",
             "rows of table t refer to rows that table p does not have, against foreign key on t "
             "(p) to p; change or delete them first: 4 rows (p = 2), (p = 3), (p = 4), ..."},
        Case{"ForeignKeyToANewTable", "CREATE TABLE t (p); INSERT INTO t VALUES (1)",
             "CREATE TABLE p (id PRIMARY KEY); CREATE TABLE t (p REFERENCES p)",
             "rows of table t refer to rows that table p does not have, against foreign key on t "
             "(p) to p; change or delete them first: 1 row (p = 1)"}),
    [](const auto& info) { return std::string(info.param.name); });

TEST(SqliteChecks, LookAtTheValuesThatWillBeThere) {
  Trial trial("CREATE TABLE t (a, b); INSERT INTO t VALUES (NULL, 1), (NULL, 2)");
  EXPECT_EQ(described(trial.change_to("CREATE TABLE t (a NOT NULL UNIQUE CHECK (a > 10), b)",
                                      {.fill = {{"t.a", "b + 10"}}})),
            "");
  Trial same("CREATE TABLE t (a, b); INSERT INTO t VALUES (NULL, 1), (NULL, 2)");
  EXPECT_THROW(same.change_to("CREATE TABLE t (a NOT NULL UNIQUE, b)", {.fill = {{"t.a", "7"}}}),
               DecisionNeeded);
}

TEST(SqliteChecks, LeaveTheRestToTheCopy) {
  Trial trial("CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER); INSERT INTO t VALUES (1, 'x')");
  try {
    trial.change_to("CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER) STRICT");
    FAIL() << "STRICT takes no text for an integer";
  } catch (const DecisionNeeded& error) {
    EXPECT_STREQ(
        error.what(),
        "rebuild t: copy the rows: its rows do not fit the new form of the table: cannot store "
        "TEXT value in INTEGER column t.a");
  }
  EXPECT_EQ(trial.rows("SELECT * FROM t"), "(1, 'x')");
}

TEST(SqliteChecks, WhatTheCopyFindsHasTheTablesOwnName) {
  Trial trial("CREATE TABLE t (a INTEGER); INSERT INTO t VALUES (1), (2)");
  try {
    // Only the copy finds what a generated column breaks.
    trial.change_to("CREATE TABLE t (a INTEGER, g AS (a / 10) UNIQUE)");
    FAIL() << "g is 0 in both rows";
  } catch (const DecisionNeeded& error) {
    EXPECT_STREQ(error.what(),
                 "rebuild t: copy the rows: its rows do not fit the new form of the table: UNIQUE "
                 "constraint failed: t.g");
  }
}

TEST(SqliteChecks, APortableTypeMayMakeTheKeyTheRowid) {
  Trial trial("CREATE TABLE t (n INT, a); INSERT INTO t VALUES (NULL, 'x')");
  const std::vector<Operation> operations = {
      AlterColumn{.table = "t",
                  .before = {.name = "n"},
                  .after = {.name = "n", .type = {"int64"}},
                  .type = true},
      AddConstraint{"t", schema::PrimaryKey{.columns = {{.column = "n"}}}}};
  EXPECT_THROW(trial.run(operations), DecisionNeeded) << "SQLite would make up a key";
  trial.connection.execute("UPDATE t SET n = 7");
  trial.run(operations);
  EXPECT_EQ(trial.rows("SELECT rowid, n, a FROM t"), "(7, 7, 'x')");
}

TEST(SqliteChecks, AFillIsOneExpression) {
  const auto fill = [](const std::string& expression) {
    Trial trial("CREATE TABLE t (a); INSERT INTO t VALUES (NULL)");
    trial.run({AlterColumn{.table = "t",
                           .before = {.name = "a"},
                           .after = {.name = "a", .nullable = false},
                           .nullable = true,
                           .fill = expression}});
    return trial.rows("SELECT a FROM t");
  };
  for (const char* wrong : {"1, 2", "1) + (2", "1; 2", "(1", "'x", " -- nothing"})
    EXPECT_THROW(fill(wrong), MigrateError) << wrong;
  EXPECT_EQ(fill("7 -- the rest is a comment"), "(7)");
  EXPECT_EQ(fill("max(1, 2)"), "(2)");
  EXPECT_EQ(fill("SELECT y FROM (SELECT 1 AS x), (SELECT 3 AS y)"), "(3)");
}

TEST(SqliteChecks, LookAfterAPersonsOwnSql) {
  Trial trial("CREATE TABLE t (a); INSERT INTO t VALUES (NULL)");
  trial.run({Execute{"UPDATE t SET a = 1"}, AlterColumn{.table = "t",
                                                        .before = {.name = "a"},
                                                        .after = {.name = "a", .nullable = false},
                                                        .nullable = true}});
  EXPECT_EQ(trial.rows("SELECT * FROM t"), "(1)");
}

TEST(SqliteChecks, LeaveEmptyTablesAlone) {
  Trial trial("CREATE TABLE t (a)");
  EXPECT_EQ(
      described(trial.change_to("CREATE TABLE t (a, b NOT NULL, c DEFAULT CURRENT_TIMESTAMP)")),
      "");
}

TEST(SqliteForeignKeys, ThatWereBrokenBeforeDoNotBlock) {
  Trial trial(
      "PRAGMA foreign_keys = OFF; CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE t (a "
      "INTEGER, p REFERENCES p, q REFERENCES missing, r REFERENCES p (none));CREATE TABLE w (k "
      "PRIMARY KEY, p REFERENCES p) WITHOUT ROWID; INSERT INTO t VALUES (1, 5, 6, NULL); INSERT "
      "INTO w VALUES ('a', 8); PRAGMA foreign_keys = ON");
  EXPECT_EQ(described(trial.change_to(
                "CREATE TABLE p (id INTEGER PRIMARY KEY, n INTEGER DEFAULT (1 + 1)); CREATE TABLE "
                "t (a TEXT, p REFERENCES p, q REFERENCES missing, r REFERENCES p (none)); CREATE "
                "TABLE w (k TEXT PRIMARY KEY, p REFERENCES p) WITHOUT ROWID")),
            "");
}

TEST(SqliteForeignKeys, ThatAPlanWouldBreakStopIt) {
  Trial trial(
      "CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE t (a INTEGER, p REFERENCES p); INSERT "
      "INTO p VALUES (1); INSERT INTO t VALUES (1, 1)");
  const Operation rebuild = AlterColumn{.table = "t",
                                        .before = {.name = "a"},
                                        .after = {.name = "a", .type = {"TEXT"}},
                                        .type = true};
  try {
    trial.run({Execute{"DELETE FROM p"}, rebuild});
    FAIL() << "the row of t refers to nothing";
  } catch (const DecisionNeeded& error) {
    EXPECT_STREQ(
        error.what(),
        "rows would refer to rows that are not there (in a revision that rebuilds a table, "
        "foreign keys and their actions such as ON DELETE CASCADE are off; put what relies "
        "on them into a revision of its own): (table = 't', rowid = 1)");
  }
  EXPECT_EQ(trial.rows("SELECT * FROM p"), "(1)");
}

TEST(SqliteForeignKeys, DroppingAParentLeavesTheRowsOfItsChildren) {
  Trial trial(
      "CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE t (p REFERENCES p ON DELETE CASCADE); "
      "INSERT INTO p VALUES (1); INSERT INTO t VALUES (1)");
  EXPECT_EQ(described(trial.change_to("CREATE TABLE t (p REFERENCES p ON DELETE CASCADE)")), "");
  EXPECT_EQ(trial.rows("SELECT * FROM t"), "(1)");
}

}  // namespace
}  // namespace retort::migrate
