// The planner for SQLite: rebuilds, and what has to survive them.

#include <gtest/gtest.h>

#include <algorithm>

#include <retort/engine/error.h>
#include <retort/migrate/detail/database_planner.h>

#include "trial.h"

namespace retort::migrate {
namespace {

// Changes the type of column a of table t, which only a rebuild can do.
std::vector<Operation> retype(const std::string& type) {
  return {AlterColumn{
      .table = "t", .before = {.name = "a"}, .after = {.name = "a", .type = {type}}, .type = true}};
}

TEST(Rebuild, ChangesOnlyWhatIsAsked) {
  const std::string rest =
      ", b TEXT COLLATE NOCASE NOT NULL DEFAULT 'x' CONSTRAINT len CHECK (length(b) < 50), "
      "g AS (b || a) VIRTUAL, s AS (a + 1) STORED, ts DEFAULT (datetime('now')), "
      "u UNIQUE ON CONFLICT IGNORE, "
      "p INTEGER REFERENCES t (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED); "
      "CREATE INDEX i1 ON t (a DESC, b COLLATE BINARY) WHERE a > 0; "
      "CREATE UNIQUE INDEX i2 ON t (lower(b)); CREATE VIEW v AS SELECT a, b FROM t; "
      "CREATE TABLE log (m); "
      "CREATE TRIGGER g1 AFTER INSERT ON t BEGIN INSERT INTO log VALUES (new.b); END; "
      "CREATE TRIGGER g2 AFTER INSERT ON log BEGIN UPDATE t SET a = a + 1; END; ";
  const std::string head = "CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, a ";
  Trial trial(head + "INTEGER" + rest +
              "INSERT INTO t (id, a, b) VALUES (1, 5, 'one'), (9, 6, 'two'); "
              "DELETE FROM t WHERE id = 9; DELETE FROM log; UPDATE t SET a = 5;");
  trial.run(retype("TEXT"));
  EXPECT_EQ(described(diff(trial.schema(), schema_of(head + "TEXT" + rest))), "");
  EXPECT_EQ(trial.rows("SELECT id, a, b, g, s, typeof(a) FROM t"),
            "(1, '5', 'one', 'one5', 6, 'text')");
  EXPECT_EQ(trial.rows("SELECT seq FROM sqlite_sequence WHERE name = 't'"), "(9)");
  EXPECT_EQ(trial.rows("SELECT count(*) FROM log"), "(0)") << "the copy fires no triggers";
  EXPECT_EQ(trial.rows("SELECT * FROM v"), "('5', 'one')");
  EXPECT_EQ(trial.rows("PRAGMA integrity_check"), "('ok')");
}

TEST(Rebuild, KeepsTheRowsOfOtherTables) {
  Trial trial(
      "CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER); "
      "CREATE TABLE cascading (t REFERENCES t ON DELETE CASCADE); "
      "CREATE TABLE nulled (t REFERENCES t ON DELETE SET NULL); "
      "CREATE TABLE restricting (t REFERENCES t ON DELETE RESTRICT); "
      "INSERT INTO t VALUES (1, 1), (2, 2); INSERT INTO cascading VALUES (1), (2); "
      "INSERT INTO nulled VALUES (1), (2); INSERT INTO restricting VALUES (1)");
  trial.run(retype("TEXT"));
  EXPECT_EQ(trial.rows("SELECT * FROM cascading"), "(1) (2)");
  EXPECT_EQ(trial.rows("SELECT * FROM nulled"), "(1) (2)");
  EXPECT_EQ(trial.rows("PRAGMA foreign_key_check"), "");
  EXPECT_EQ(trial.rows("PRAGMA foreign_keys"), "(1)") << "enforcement is on again";
  EXPECT_EQ(trial.rows("PRAGMA legacy_alter_table"), "(0)");
  trial.connection.execute("DELETE FROM t WHERE id = 2");
  EXPECT_EQ(trial.rows("SELECT * FROM cascading"), "(1)") << "and the actions work";
}

TEST(Rebuild, NeverRunsWithForeignKeysEnforced) {
  Trial trial(
      "CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER); "
      "CREATE TABLE c (t REFERENCES t ON DELETE CASCADE); INSERT INTO t VALUES (1, 1); "
      "INSERT INTO c VALUES (1)");
  const Plan plan = trial.plan(retype("TEXT"));
  engine::Transaction transaction(trial.connection);
  EXPECT_THROW(execute(trial.connection, plan), Error);
  transaction.rollback();
  EXPECT_EQ(trial.rows("SELECT * FROM c"), "(1)");
}

TEST(Rebuild, IsOneForAnyNumberOfChanges) {
  Trial trial("CREATE TABLE t (a INTEGER, b INTEGER, c INTEGER); INSERT INTO t VALUES (1, 2, 3)");
  const std::string after =
      "CREATE TABLE t (a TEXT NOT NULL, b INTEGER DEFAULT 7 CHECK (b > 0), e INTEGER DEFAULT (1 + "
      "1), "
      "UNIQUE (a, b)) STRICT";
  const std::string sql = statements(trial.plan(diff(trial.schema(), schema_of(after))));
  const auto count = [&](const std::string& what) {
    int n = 0;
    for (std::size_t at = sql.find(what); at != std::string::npos; at = sql.find(what, at + 1)) ++n;
    return n;
  };
  EXPECT_EQ(count("CREATE TABLE"), 1) << sql;
  EXPECT_EQ(count("ALTER TABLE"), 1) << sql;
  EXPECT_EQ(described(trial.change_to(after)), "");
  EXPECT_EQ(trial.rows("SELECT a, b, e FROM t"), "('1', 2, 2)");
}

TEST(Rebuild, KeepsRowids) {
  Trial trial(
      "CREATE TABLE t (a INTEGER, rowid TEXT); INSERT INTO t (_rowid_, a) VALUES (5, 1), (9, 2)");
  trial.run(retype("TEXT"));
  EXPECT_EQ(trial.rows("SELECT _rowid_, a FROM t"), "(5, '1') (9, '2')");
}

TEST(Rebuild, WorksWhereEveryNameOfTheRowidIsTaken) {
  Trial trial("CREATE TABLE t (a INTEGER, rowid, _rowid_, oid); INSERT INTO t VALUES (1, 2, 3, 4)");
  trial.run(retype("TEXT"));
  EXPECT_EQ(trial.rows("SELECT * FROM t"), "('1', 2, 3, 4)");
}

TEST(Rebuild, ANewIntegerPrimaryKeyTakesTheRowids) {
  Trial trial("CREATE TABLE t (a); INSERT INTO t (rowid, a) VALUES (5, 'x'), (9, 'y')");
  EXPECT_EQ(described(trial.change_to("CREATE TABLE t (a, id INTEGER PRIMARY KEY AUTOINCREMENT)")),
            "");
  EXPECT_EQ(trial.rows("SELECT id, a FROM t"), "(5, 'x') (9, 'y')");
}

TEST(Rebuild, OtherTablesMayReferToRowidsThatBecomeKeys) {
  Trial trial(
      "CREATE TABLE t (a); INSERT INTO t (rowid, a) VALUES (5, 'x'); "
      "CREATE TABLE c (t INTEGER); INSERT INTO c VALUES (5)");
  EXPECT_EQ(described(trial.change_to("CREATE TABLE t (a, id INTEGER PRIMARY KEY); "
                                      "CREATE TABLE c (t INTEGER REFERENCES t (id))")),
            "");
  EXPECT_EQ(trial.rows("SELECT a FROM c JOIN t ON c.t = t.id"), "('x')");
}

TEST(Rebuild, SwitchesTableOptions) {
  Trial trial(
      "CREATE TABLE t (a TEXT NOT NULL PRIMARY KEY, b INTEGER); INSERT INTO t VALUES ('x', 1)");
  EXPECT_EQ(described(trial.change_to("CREATE TABLE t (a TEXT NOT NULL PRIMARY KEY, b INTEGER) "
                                      "STRICT, WITHOUT ROWID")),
            "");
  EXPECT_EQ(described(trial.change_to("CREATE TABLE t (a TEXT NOT NULL PRIMARY KEY, b INTEGER)")),
            "");
  EXPECT_EQ(trial.rows("SELECT * FROM t"), "('x', 1)");
}

TEST(Rebuild, FillsNewAndMissingValues) {
  Trial trial("CREATE TABLE t (a TEXT, b INTEGER); INSERT INTO t VALUES ('x', 1), ('y', NULL)");
  EXPECT_EQ(described(trial.change_to(
                "CREATE TABLE t (a TEXT, b INTEGER NOT NULL, c TEXT NOT NULL UNIQUE)",
                {.fill = {{"t.b", "0"}, {"t.c", "upper(a)"}}})),
            "");
  EXPECT_EQ(trial.rows("SELECT * FROM t"), "('x', 1, 'X') ('y', 0, 'Y')");
}

TEST(Rebuild, FillsFromATableThatIsDropped) {
  Trial trial(
      "CREATE TABLE labels (id INTEGER PRIMARY KEY, name TEXT); "
      "CREATE TABLE t (id INTEGER PRIMARY KEY, label INTEGER REFERENCES labels (id)); "
      "INSERT INTO labels VALUES (3, 'Epic'); INSERT INTO t VALUES (1, 3)");
  EXPECT_EQ(described(trial.change_to(
                "CREATE TABLE t (id INTEGER PRIMARY KEY, label_name TEXT NOT NULL)",
                {.fill = {{"t.label_name", "(SELECT name FROM labels WHERE id = label)"}}})),
            "");
  EXPECT_EQ(trial.rows("SELECT * FROM t"), "(1, 'Epic')");
}

TEST(Rebuild, KeepsTheValuesOfAColumnThatWasGenerated) {
  Trial trial("CREATE TABLE t (a INTEGER, g AS (a * 2)); INSERT INTO t VALUES (3)");
  EXPECT_EQ(described(trial.change_to("CREATE TABLE t (a INTEGER, g)")), "");
  EXPECT_EQ(trial.rows("SELECT * FROM t"), "(3, 6)");
}

TEST(Rebuild, LeavesFullTextSearchWorking) {
  Trial trial(
      "CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER, b TEXT); "
      "CREATE VIRTUAL TABLE f USING fts5(b, content='t', content_rowid='id'); "
      "CREATE TRIGGER g AFTER INSERT ON t BEGIN "
      "INSERT INTO f (rowid, b) VALUES (new.id, new.b); END; "
      "INSERT INTO t VALUES (4, 1, 'alpha')");
  trial.run(retype("TEXT"));
  trial.connection.execute("INSERT INTO t VALUES (5, 1, 'beta')");
  EXPECT_EQ(trial.rows("SELECT rowid FROM f('alpha OR beta') ORDER BY 1"), "(4) (5)");
}

TEST(Rebuild, DropsNoRowOverAnOnConflictClause) {
  Trial trial("CREATE TABLE t (a); INSERT INTO t VALUES (1), (1)");
  EXPECT_THROW(trial.change_to("CREATE TABLE t (a UNIQUE ON CONFLICT IGNORE)"), Error);
  EXPECT_EQ(trial.rows("SELECT * FROM t"), "(1) (1)");
}

TEST(Rebuild, FollowsItsOwnNameInExpressions) {
  const std::string ddl =
      "CREATE TABLE t (id, a %, g AS (a + 1), CHECK (t.a > 0 AND \"t\".\"a\" < 9)); "
      "CREATE VIEW v AS SELECT a FROM t; ";
  const auto with_type = [&](const std::string& type) {
    return std::string(ddl).replace(ddl.find('%'), 1, type);
  };
  Trial trial(with_type("INTEGER") + "INSERT INTO t VALUES (1, 2)");
  EXPECT_EQ(described(trial.change_to(with_type("TEXT"))), "");
  EXPECT_EQ(trial.rows("SELECT * FROM t, v"), "(1, '2', 3, '2')");
  EXPECT_EQ(trial.rows("PRAGMA writable_schema"), "(0)");
}

TEST(Rebuild, KeepsWhatAnalyzeFound) {
  Trial trial(
      "CREATE TABLE t (a INTEGER, b, c, UNIQUE (b)); CREATE INDEX i ON t (b); CREATE INDEX j ON t "
      "(a); CREATE INDEX k ON t (c); INSERT INTO t VALUES (1, 2, 3), (1, 3, 4); ANALYZE");
  const std::string found = "SELECT idx, stat FROM sqlite_stat1 WHERE tbl = 't' ORDER BY idx";
  EXPECT_EQ(trial.rows(found),
            "('i', '2 1') ('j', '2 2') ('k', '2 1') ('sqlite_autoindex_t_1', '2 1')");
  std::vector<Operation> operations = retype("TEXT");
  operations.push_back(DropIndex{"t", {.name = "k"}});
  trial.run(operations);
  EXPECT_EQ(trial.rows(found), "('i', '2 1') ('j', '2 2') ('sqlite_autoindex_t_1', '2 1')");
  EXPECT_EQ(trial.rows("SELECT DISTINCT tbl FROM sqlite_stat1"), "('t')");
}

TEST(Rebuild, FindsANameThatNothingHas) {
  Trial trial(
      "CREATE TABLE t (a INTEGER); INSERT INTO t VALUES (1); CREATE TABLE _retort_new_t (x); "
      "CREATE VIEW _retort_new_t_ AS SELECT 1; CREATE INDEX _retort_new_t__ ON _retort_new_t (x); "
      "CREATE VIRTUAL TABLE _retort_new_t___ USING fts5(x)");
  trial.run(retype("TEXT"));
  EXPECT_EQ(trial.rows("SELECT a FROM t"), "('1')");
}

// SQLite 3.40 takes the values of such a table for NULL when it is asked to check it.
TEST(Rebuild, IsNotStoppedByKeysThatStandBehindOtherColumns) {
  for (const char* options : {"WITHOUT ROWID", "STRICT, WITHOUT ROWID"}) {
    const auto table = [&](const std::string& key) {
      return "CREATE TABLE t (a INTEGER NOT NULL, b TEXT NOT NULL, PRIMARY KEY (" + key + ")) " +
             options;
    };
    Trial trial(table("a") + "; INSERT INTO t VALUES (1, 'x'), (2, 'y')");
    EXPECT_EQ(described(trial.change_to(table("b, a"))), "");
    EXPECT_EQ(trial.rows("SELECT * FROM t"), "(1, 'x') (2, 'y')");
    const auto& planner = detail::planner_of(trial.connection);
    EXPECT_EQ(planner.problems(trial.connection), std::vector<std::string>());
    EXPECT_EQ(planner.damage(trial.connection), std::vector<std::string>());
  }
}

TEST(Rebuild, QuotesAllNames) {
  for (const std::string name : {"a\"b", "select", "Grün \xF0\x9F\x8E\xB5", "\"; DROP TABLE x; --",
                                 "it's", "with space", "rowid", "[x]", "`y`", "main.t"}) {
    std::string quoted = "\"";
    for (const char c : name) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
    quoted += '"';
    const auto ddl = [&](const std::string& type) {
      return "CREATE TABLE " + quoted + " (id INTEGER PRIMARY KEY AUTOINCREMENT, " + quoted + ' ' +
             type + " CONSTRAINT " + quoted + " CHECK (" + quoted + " <> 9)); CREATE INDEX \"i" +
             quoted.substr(1) + " ON " + quoted + " (" + quoted + "); CREATE TRIGGER " + quoted +
             " AFTER INSERT ON " + quoted + " BEGIN SELECT " + quoted + " FROM " + quoted +
             "; END; ";
    };
    Trial trial(ddl("INTEGER") + "INSERT INTO " + quoted + " VALUES (4, 5)");
    EXPECT_EQ(described(trial.change_to(ddl("TEXT NOT NULL"))), "") << name;
    EXPECT_EQ(trial.rows("SELECT * FROM " + quoted), "(4, '5')") << name;
    EXPECT_EQ(described(trial.change_to(
                  "CREATE TABLE zz (id INTEGER PRIMARY KEY AUTOINCREMENT, yy "
                  "TEXT NOT NULL)",
                  {.rename_table = {{name, "zz"}}, .rename_column = {{name + "." + name, "yy"}}})),
              "")
        << name;
    EXPECT_EQ(trial.rows("SELECT id, yy FROM zz"), "(4, '5')") << name;
  }
}

}  // namespace
}  // namespace retort::migrate
