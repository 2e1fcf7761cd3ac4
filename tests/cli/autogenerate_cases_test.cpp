// The cases of Alembic's autogenerate, as far as SQLite has them, by their numbers: a schema with rows,
// then other models; what the new revision holds, that it runs there and back, and that check agrees.
//
// Not here, since SQLite has no such thing: A38 (native enums), A40 (identity), A43's sequences, A46
// (schemas).

#include <gtest/gtest.h>

#include <retort/engine/engine.h>

#include "cli/command_line.h"

namespace retort::tests {
namespace {

constexpr const char* base =
    "CREATE TABLE t (id INTEGER NOT NULL PRIMARY KEY, a VARCHAR(50), n INTEGER NOT NULL)";
constexpr const char* base_row = "INSERT INTO t VALUES (1, 'one', 10), (2, NULL, 20)";
constexpr const char* parent =
    "CREATE TABLE p (id INTEGER NOT NULL PRIMARY KEY, c INTEGER UNIQUE);";
constexpr const char* child_rows = "INSERT INTO p VALUES (1, 1); INSERT INTO t VALUES (1, 'x', 1)";

std::string table(const std::string& columns, const std::string& options = "") {
  return "CREATE TABLE t (" + columns + ")" + options;
}
const std::string id = "id INTEGER NOT NULL PRIMARY KEY, ";
const std::string idan = id + "a VARCHAR(50), n INTEGER NOT NULL";
const std::string an = "id INTEGER NOT NULL, a VARCHAR(50), n INTEGER NOT NULL";

struct Case {
  std::string name;
  std::string before;
  std::string rows;
  std::string after;
  /// Of `migrate revision --autogenerate`, beside that.
  std::string options;
  /// The operations, a line each; empty where nothing may differ.
  std::string wanted;
};

class AutogenerateCase : public testing::TestWithParam<Case> {
 protected:
  std::string ok(const std::string& command) {
    const Outcome outcome = folder.run(command);
    EXPECT_EQ(outcome.status, 0) << command << '\n' << outcome.out << outcome.err;
    return outcome.out;
  }

  std::string rows_of_t() {
    engine::Engine engine("sqlite:///" + (folder / "a.db").string());
    engine::Connection connection = engine.connect();
    const bool has = connection.scalar("SELECT 1 FROM sqlite_schema WHERE name = 't'").has_value();
    return has ? engine::to_text(connection.rows("SELECT count(*) FROM t")[0]) : "";
  }

  Folder folder;
};

std::string operations(const std::string& output) {
  std::istringstream lines(output);
  std::string text;
  for (std::string line; std::getline(lines, line);)
    if (line.starts_with("  ")) text += line.substr(2) + '\n';
  return text;
}

TEST_P(AutogenerateCase, GivesTheWantedOperationsAndRuns) {
  const Case& c = GetParam();
  write_file(folder / "models.sql", c.before);
  ok("migrate init --url sqlite:///a.db --models models.sql");
  ok("migrate revision --autogenerate --allow-empty --rev-id one && migrate upgrade head");
  engine::Engine("sqlite:///" + (folder / "a.db").string()).connect().execute_script(c.rows);
  const std::string rows = rows_of_t();

  write_file(folder / "models.sql", c.after);
  const std::string output = ok("migrate revision --autogenerate --rev-id two " + c.options);
  EXPECT_EQ(operations(output), c.wanted);
  if (c.wanted.empty()) {
    EXPECT_EQ(output, "nothing differs; no revision was written\n");
    return;
  }
  ok("migrate upgrade head --allow-destructive");
  EXPECT_EQ(ok("migrate check"), "nothing differs\n");
  EXPECT_EQ(ok("migrate revision --autogenerate"), "nothing differs; no revision was written\n");
  if (!rows_of_t().empty()) {
    EXPECT_EQ(rows_of_t(), rows);
  }
  ok("migrate downgrade one");
  write_file(folder / "models.sql", c.before);
  fs::remove(folder / "migrations/two.toml");
  EXPECT_EQ(ok("migrate check"), "nothing differs\n");
}

std::string name_of(const testing::TestParamInfo<Case>& info) { return info.param.name; }

INSTANTIATE_TEST_SUITE_P(
    TablesAndColumns, AutogenerateCase,
    testing::Values(
        Case{"A1_Same", base, base_row, base, "", ""},
        Case{"A2_NewTable", "", "",
             "CREATE TABLE u (id INTEGER NOT NULL PRIMARY KEY, x VARCHAR(10), y INTEGER UNIQUE);"
             "CREATE INDEX ix_u_x ON u (x)",
             "", "create table u\ncreate index ix_u_x on u (x)\n"},
        Case{"A4_TableRenamed", base, base_row,
             "CREATE TABLE t2 (id INTEGER NOT NULL PRIMARY KEY, a VARCHAR(50), n INTEGER NOT NULL)",
             "--rename t:t2", "rename table t to t2\n"},
        Case{"A4_TableDroppedAndAnotherMade", base, base_row,
             "CREATE TABLE t2 (id INTEGER NOT NULL PRIMARY KEY, a VARCHAR(50), n INTEGER NOT NULL)",
             "--drop t", "create table t2\ndrop table t\n"},
        Case{"A5_NewColumn", base, base_row, table(idan + ", c INT"), "", "add column t.c INT\n"},
        Case{"A5_NewColumnWithDefault", base, base_row, table(idan + ", c INT NOT NULL DEFAULT 5"),
             "", "add column t.c INT NOT NULL DEFAULT 5\n"},
        Case{"A7_NewColumnNotNull", base, base_row, table(idan + ", c INT NOT NULL"),
             "--fill 't.c=n * 2'", "add column t.c INT NOT NULL, filled with n * 2\n"},
        Case{"A7_ColumnBecomesNotNull", base, base_row,
             table(id + "a VARCHAR(50) NOT NULL, n INTEGER NOT NULL"), "--fill \"t.a='none'\"",
             "alter column t.a: NOT NULL, NULL filled with 'none'\n"},
        Case{"A7_ColumnBecomesNotNullWithDefault", base, base_row,
             table(id + "a VARCHAR(50) NOT NULL DEFAULT 'q', n INTEGER NOT NULL"), "",
             "alter column t.a: NOT NULL, default 'q', NULL filled with 'q'\n"},
        Case{"A8_ColumnRenamed", base, base_row, table(id + "b VARCHAR(50), n INTEGER NOT NULL"),
             "--rename t.a:b", "alter column t.a: rename to b\n"},
        Case{"A8_ColumnDroppedAndAnotherMade", base, base_row,
             table(id + "b VARCHAR(50), n INTEGER NOT NULL"), "--drop t.a",
             "add column t.b VARCHAR(50)\ndrop column t.a\n"},
        Case{"A8_CaseOnly", base, base_row, table(id + "A VARCHAR(50), n INTEGER NOT NULL"), "",
             "alter column t.a: rename to A\n"},
        Case{"A8_RenamedWithAnotherType", base, base_row, table(id + "b TEXT, n INTEGER NOT NULL"),
             "--rename t.a:b",
             "alter column t.a: rename to b\nalter column t.b: type VARCHAR(50) to TEXT\n"},
        Case{"A8_Swapped", table(id + "a TEXT, b TEXT"), "INSERT INTO t VALUES (1, 'x', 'y')",
             table(id + "a INTEGER, b TEXT"), "--rename t.a:b --rename t.b:a",
             "alter column t.b: rename to _retort_old_b\nalter column t.a: rename to b\n"
             "alter column t._retort_old_b: rename to a\nalter column t.a: type TEXT to INTEGER\n"},
        Case{"A8_TableAndColumn", base, base_row,
             "CREATE TABLE u (id INTEGER NOT NULL PRIMARY KEY, b VARCHAR(50), n INTEGER NOT NULL)",
             "--rename t:u --rename t.a:b", "rename table t to u\nalter column u.a: rename to b\n"},
        Case{"A10_TypeOfAnotherFamily", base, base_row, table(id + "a TEXT, n INTEGER NOT NULL"),
             "", "alter column t.a: type VARCHAR(50) to TEXT\n"},
        Case{"A11_LengthGone", base, base_row, table(id + "a VARCHAR, n INTEGER NOT NULL"), "",
             "alter column t.a: type VARCHAR(50) to VARCHAR\n"},
        Case{"A11_ScaleGone", table(id + "a NUMERIC(10, 2)"), "INSERT INTO t VALUES (1, 1.5)",
             table(id + "a NUMERIC(10)"), "",
             "alter column t.a: type NUMERIC(10, 2) to NUMERIC(10)\n"},
        Case{"A13_Bigint", base, base_row, table(id + "a VARCHAR(50), n BIGINT NOT NULL"), "",
             "alter column t.n: type INTEGER to BIGINT\n"},
        Case{"A13_Varchar", base, base_row, table(id + "a VARCHAR(50), n VARCHAR(5) NOT NULL"), "",
             "alter column t.n: type INTEGER to VARCHAR(5)\n"},
        Case{"A13_Boolean", base, base_row, table(id + "a VARCHAR(50), n BOOLEAN NOT NULL"), "",
             "alter column t.n: type INTEGER to BOOLEAN\n"},
        Case{"A14_SameTypeOtherSpelling", table(id + "a TIMESTAMP, b varchar( 5 )"), "",
             table(id + "a timestamp, b VARCHAR(5)"), "", ""},
        Case{"A16_TypeAndNullable", base, base_row, table(id + "a VARCHAR(50), n TEXT"), "",
             "alter column t.n: type INTEGER to TEXT, nullable\n"},
        Case{"A17_DefaultSet", base, base_row,
             table(id + "a VARCHAR(50), n INTEGER NOT NULL DEFAULT 5"), "",
             "alter column t.n: default 5\n"},
        Case{"A17_DefaultDropped", table(id + "n INTEGER DEFAULT 5"), "INSERT INTO t VALUES (1, 2)",
             table(id + "n INTEGER"), "", "alter column t.n: no default\n"},
        Case{"A17_DefaultChanged", table(id + "n TEXT DEFAULT 'x'"), "INSERT INTO t VALUES (1, 2)",
             table(id + "n TEXT DEFAULT 'y'"), "", "alter column t.n: default 'y'\n"},
        Case{"A17_DefaultSame", table(id + "n TEXT DEFAULT 'x'"), "",
             table(id + "n TEXT default  'x'"), "", ""},
        Case{
            "A17_DefaultsRespelled",
            table(
                id +
                "b DEFAULT CURRENT_TIMESTAMP, c DEFAULT (-5), d DEFAULT 0x1F, e DEFAULT NULL, "
                "f DEFAULT (datetime('now')), g DEFAULT TRUE, h DEFAULT -1.5e3, i DEFAULT x'00ff'"),
            "",
            table(id + "b DEFAULT current_timestamp, c DEFAULT ( -5 ), d DEFAULT 0x1f, e, "
                       "f DEFAULT (DateTime ( 'now' )), g DEFAULT true, h DEFAULT -1.5E3, i "
                       "DEFAULT X'00FF'"),
            "", ""},
        Case{"A47_Collation", base, base_row,
             table(id + "a VARCHAR(50) COLLATE NOCASE, n INTEGER NOT NULL"), "",
             "alter column t.a: collation NOCASE\n"},
        Case{"A47_CollationSame", table(id + "a TEXT COLLATE nocase, b TEXT COLLATE BINARY"), "",
             table(id + "a TEXT COLLATE NOCASE, b TEXT"), "", ""},
        Case{"A47_ColumnOrder", base, base_row,
             "CREATE TABLE t (n INTEGER NOT NULL, a VARCHAR(50), id INTEGER NOT NULL PRIMARY KEY)",
             "", ""},
        Case{"A47_GeneratedColumn", base, base_row, table(idan + ", g INTEGER AS (n * 2)"), "",
             "add column t.g INTEGER AS (n * 2)\n"},
        Case{"A47_GeneratedChanged", table(id + "n INTEGER, g AS (n * 2)"),
             "INSERT INTO t (id, n) VALUES (1, 2)", table(id + "n INTEGER, g AS (n * 3) STORED"),
             "", "alter column t.g: generated as n * 3\n"}),
    name_of);

INSTANTIATE_TEST_SUITE_P(
    ConstraintsAndIndexes, AutogenerateCase,
    testing::Values(
        Case{"A19_PrimaryKeyWider", table(an + ", PRIMARY KEY (id)"), base_row,
             table(an + ", PRIMARY KEY (id, n)"), "",
             "drop primary key on t (id)\nadd primary key on t (id, n)\n"},
        Case{"A19_PrimaryKeyRenamed", table(an + ", CONSTRAINT k PRIMARY KEY (id)"), base_row,
             table(an + ", CONSTRAINT pk_t PRIMARY KEY (id)"), "",
             "rename constraint k on t to pk_t\n"},
        Case{"A19_PrimaryKeyDropped", table(an + ", PRIMARY KEY (id)"), base_row, table(an), "",
             "drop primary key on t (id)\n"},
        Case{"A20_UniqueNamed", base, base_row, table(idan + ", CONSTRAINT u UNIQUE (a)"), "",
             "add unique constraint u on t (a)\n"},
        Case{"A20_UniqueUnnamed", base, base_row, table(idan + ", UNIQUE (a)"), "",
             "add unique constraint on t (a)\n"},
        Case{"A20_UniqueUnnamedDropped", table(idan + ", UNIQUE (a)"), base_row, base, "",
             "drop unique constraint on t (a)\n"},
        Case{"A22_UniqueWider", table(idan + ", CONSTRAINT u UNIQUE (a)"), base_row,
             table(idan + ", CONSTRAINT u UNIQUE (a, n)"), "",
             "drop unique constraint u on t (a)\nadd unique constraint u on t (a, n)\n"},
        Case{"A22_UniqueRenamed", table(idan + ", CONSTRAINT u UNIQUE (a)"), base_row,
             table(idan + ", CONSTRAINT v UNIQUE (a)"), "", "rename constraint u on t to v\n"},
        Case{"A22_UniqueReordered", table(idan + ", UNIQUE (a, n)"), base_row,
             table(idan + ", UNIQUE (n, a)"), "",
             "drop unique constraint on t (a, n)\nadd unique constraint on t (n, a)\n"},
        Case{"A23_UniqueOnConflict", table(idan + ", UNIQUE (a)"), base_row,
             table(idan + ", UNIQUE (a) ON CONFLICT IGNORE"), "",
             "drop unique constraint on t (a)\nadd unique constraint on t (a)\n"},
        Case{"A25_IndexAdded", base, base_row, std::string(base) + "; CREATE INDEX i ON t (a)", "",
             "create index i on t (a)\n"},
        Case{"A25_IndexDropped", std::string(base) + "; CREATE INDEX i ON t (a)", base_row, base,
             "", "drop index i\n"},
        Case{"A25_IndexRenamed", std::string(base) + "; CREATE INDEX i ON t (a)", base_row,
             std::string(base) + "; CREATE INDEX j ON t (a)", "", "rename index i to j\n"},
        Case{"A25_IndexUnique", std::string(base) + "; CREATE INDEX i ON t (a)", base_row,
             std::string(base) + "; CREATE UNIQUE INDEX i ON t (a)", "",
             "drop index i\ncreate unique index i on t (a)\n"},
        Case{"A25_IndexColumns", std::string(base) + "; CREATE INDEX i ON t (a)", base_row,
             std::string(base) + "; CREATE INDEX i ON t (a, n)", "",
             "drop index i\ncreate index i on t (a, n)\n"},
        Case{"A25_IndexOrder", std::string(base) + "; CREATE INDEX i ON t (a, n)", base_row,
             std::string(base) + "; CREATE INDEX i ON t (n, a)", "",
             "drop index i\ncreate index i on t (n, a)\n"},
        Case{"A25_PartialIndex", std::string(base) + "; CREATE INDEX i ON t (a) WHERE n > 1",
             base_row, std::string(base) + "; CREATE INDEX i ON t (a) WHERE n > 2", "",
             "drop index i\ncreate index i on t (a)\n"},
        Case{"A26_IndexDescending", std::string(base) + "; CREATE INDEX i ON t (a)", base_row,
             std::string(base) + "; CREATE INDEX i ON t (a DESC)", "",
             "drop index i\ncreate index i on t (a DESC)\n"},
        Case{"A28_ExpressionAdded", base, base_row,
             std::string(base) + "; CREATE INDEX i ON t (lower(a))", "",
             "create index i on t (lower(a))\n"},
        Case{"A28_ExpressionChanged", std::string(base) + "; CREATE INDEX i ON t (lower(a))",
             base_row, std::string(base) + "; CREATE INDEX i ON t (upper(a))", "",
             "drop index i\ncreate index i on t (upper(a))\n"},
        Case{"A28_ExpressionDropped", std::string(base) + "; CREATE INDEX i ON t (lower(a))",
             base_row, base, "", "drop index i\n"},
        Case{"A28_ExpressionSame", std::string(base) + "; CREATE INDEX i ON t (lower(a), n+1)", "",
             std::string(base) + "; create index i on t ( LOWER( \"a\" ), n + 1 )", "", ""},
        Case{"A29_IndexCollation", std::string(base) + "; CREATE INDEX i ON t (a COLLATE NOCASE)",
             base_row, std::string(base) + "; CREATE INDEX i ON t (a)", "",
             "drop index i\ncreate index i on t (a)\n"},
        Case{"A31_ForeignKeyNamed", parent + table(idan), child_rows,
             parent + table(idan + ", CONSTRAINT f FOREIGN KEY (n) REFERENCES p (id)"), "",
             "add foreign key f on t (n) to p (id)\n"},
        Case{"A31_ForeignKeyUnnamed", parent + table(idan), child_rows,
             parent + table(idan + ", FOREIGN KEY (n) REFERENCES p (id)"), "",
             "add foreign key on t (n) to p (id)\n"},
        Case{"A32_ForeignKeyNamedDropped",
             parent + table(idan + ", CONSTRAINT f FOREIGN KEY (n) REFERENCES p (id)"), child_rows,
             parent + table(idan), "", "drop foreign key f on t (n) to p (id)\n"},
        Case{"A32_ForeignKeyUnnamedDropped",
             parent + table(idan + ", FOREIGN KEY (n) REFERENCES p (id)"), child_rows,
             parent + table(idan), "", "drop foreign key on t (n) to p (id)\n"},
        Case{"A34_ForeignKeyTarget", parent + table(idan + ", FOREIGN KEY (n) REFERENCES p (id)"),
             child_rows, parent + table(idan + ", FOREIGN KEY (n) REFERENCES p (c)"), "",
             "drop foreign key on t (n) to p (id)\nadd foreign key on t (n) to p (c)\n"},
        Case{"A34_ForeignKeyRenamed",
             parent + table(idan + ", CONSTRAINT f FOREIGN KEY (n) REFERENCES p (id)"), child_rows,
             parent + table(idan + ", CONSTRAINT g FOREIGN KEY (n) REFERENCES p (id)"), "",
             "rename constraint f on t to g\n"},
        Case{"A34_ForeignKeyOnDelete", parent + table(idan + ", FOREIGN KEY (n) REFERENCES p (id)"),
             child_rows,
             parent + table(idan + ", FOREIGN KEY (n) REFERENCES p (id) ON DELETE CASCADE"), "",
             "drop foreign key on t (n) to p (id)\nadd foreign key on t (n) to p (id)\n"},
        Case{
            "A34_ForeignKeySame", parent + table(id + "n INTEGER REFERENCES p"), "",
            parent + table(id + "n INTEGER, FOREIGN KEY (n) REFERENCES p (id) ON DELETE NO ACTION"),
            "", ""},
        Case{"A35_CheckAdded", base, base_row, table(idan + ", CONSTRAINT c CHECK (n > 0)"), "",
             "add check constraint c on t: n > 0\n"},
        Case{"A35_CheckDropped", table(idan + ", CONSTRAINT c CHECK (n > 0)"), base_row, base, "",
             "drop check constraint c on t: n > 0\n"},
        Case{"A35_CheckRenamed", table(idan + ", CONSTRAINT c CHECK (n > 0)"), base_row,
             table(idan + ", CONSTRAINT d CHECK (n > 0)"), "", "rename constraint c on t to d\n"},
        Case{"A35_CheckChanged", table(idan + ", CONSTRAINT c CHECK (n > 0)"), base_row,
             table(idan + ", CONSTRAINT c CHECK (n > 1)"), "",
             "drop check constraint c on t: n > 0\nadd check constraint c on t: n > 1\n"},
        Case{"A35_CheckUnnamed", base, base_row, table(idan + ", CHECK (n > 0)"), "",
             "add check constraint on t: n > 0\n"},
        Case{"A35_CheckRespelled", table(idan + ", CHECK (lower(a) <> 'Q' AND n = 1)"), "",
             table(idan + ", CHECK ((LOWER(\"a\") != 'Q' and n == 1))"), "", ""},
        Case{"A35_CheckOfAnotherText", table(idan + ", CHECK (a <> 'Q')"), base_row,
             table(idan + ", CHECK (a <> 'q')"), "",
             "drop check constraint on t: a <> 'Q'\nadd check constraint on t: a <> 'q'\n"},
        Case{"A37_BooleanAndEnumUnchanged",
             table(id + "b BOOLEAN CHECK (b IN (0, 1)), "
                        "e VARCHAR(5) CONSTRAINT kind CHECK (e IN ('red', 'green'))"),
             "",
             table(id + "b BOOLEAN, e VARCHAR(5), CHECK (b in (0,1)), "
                        "CONSTRAINT kind CHECK (e IN ('red','green'))"),
             "", ""}),
    name_of);

INSTANTIATE_TEST_SUITE_P(
    WholeTables, AutogenerateCase,
    testing::Values(
        Case{"A41_Autoincrement", table("id INTEGER PRIMARY KEY, a TEXT"),
             "INSERT INTO t VALUES (1, 'x')", table("id INTEGER PRIMARY KEY AUTOINCREMENT, a TEXT"),
             "", "drop primary key on t (id)\nadd primary key on t (id)\n"},
        Case{"A41_Strict", table("id INTEGER PRIMARY KEY, a TEXT"), "INSERT INTO t VALUES (1, 'x')",
             table("id INTEGER PRIMARY KEY, a TEXT", " STRICT"), "",
             "alter table t: STRICT, with rowid\n"},
        Case{"A41_WithoutRowid", table("id INTEGER NOT NULL PRIMARY KEY, a TEXT"),
             "INSERT INTO t VALUES (1, 'x')",
             table("id INTEGER NOT NULL PRIMARY KEY, a TEXT", " WITHOUT ROWID"), "",
             "alter table t: not STRICT, WITHOUT ROWID\n"},
        Case{"A41_IntegerPrimaryKeySame", table("id INTEGER PRIMARY KEY, a TEXT"), "",
             table("id INTEGER, a TEXT, PRIMARY KEY (id)"), "", ""},
        Case{"A43_ViewAndTriggerOfOthers", base,
             "CREATE VIEW v AS SELECT a FROM t; CREATE TABLE log (x);"
             "CREATE TRIGGER r AFTER INSERT ON t BEGIN INSERT INTO log VALUES (new.id); END",
             base, "", ""},
        Case{"A44_MutualForeignKeys", "", "",
             "CREATE TABLE x (id INTEGER NOT NULL PRIMARY KEY, y INTEGER REFERENCES y (id));"
             "CREATE TABLE y (id INTEGER NOT NULL PRIMARY KEY, x INTEGER REFERENCES x (id))",
             "", "create table y\ncreate table x\nadd foreign key on y (x) to x (id)\n"},
        Case{"A44_SelfReference", "", "",
             "CREATE TABLE x (id INTEGER NOT NULL PRIMARY KEY, up INTEGER REFERENCES x (id))", "",
             "create table x\n"},
        Case{"A49_DroppedTableComesBackWhole",
             "CREATE TABLE w (id INTEGER PRIMARY KEY AUTOINCREMENT, k TEXT DEFAULT 'x' UNIQUE, n "
             "INT, "
             "CHECK (n > 0)) STRICT; CREATE INDEX iw ON w (k DESC) WHERE n > 5;"
             "CREATE TABLE t (a)",
             "INSERT INTO t VALUES (1)", "CREATE TABLE t (a)", "", "drop table w\n"}),
    name_of);

}  // namespace
}  // namespace retort::tests
