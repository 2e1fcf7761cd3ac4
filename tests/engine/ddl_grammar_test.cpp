// The corners of the grammar, each shown to be one by SQLite itself: what it takes the parser
// takes, and what it refuses for its grammar the parser refuses.

#include <gtest/gtest.h>

#include "engine/ddl_sqlite.h"

namespace retort::engine::sqlite::ddl {
namespace {

const char* const schema = "CREATE TABLE t (a, b, c, \"desc\"); CREATE VIEW v AS SELECT a FROM t;";

class DdlAccepted : public testing::TestWithParam<const char*> {};

TEST_P(DdlAccepted, BySqliteAndByTheParser) {
  const Judge judge(schema);
  ASSERT_TRUE(judge.accepts(GetParam())) << GetParam() << "\n" << judge.error();
  EXPECT_EQ(complaint(GetParam()), "") << GetParam();
}

INSTANTIATE_TEST_SUITE_P(
    Names, DdlAccepted,
    testing::Values("CREATE TABLE 'a string' ('x' 'y')", "CREATE TABLE \"\" (\"\")",
                    "CREATE TABLE [a \"b](c)", "CREATE TABLE `a``b` (`c``d`)",
                    "CREATE TABLE main . x (a)", "CREATE TABLE temp.x (a)",
                    "CREATE TEMPORARY TABLE IF NOT EXISTS x (a)", "CREATE TABLE größe (länge)",
                    "CREATE TABLE key (action, asc, desc, replace, text text, left left_type)",
                    "CREATE TABLE left (cross, full, indexed, window, over, filter)",
                    "CREATE TABLE x (generated, always, generated_ always)",
                    "CREATE TABLE x (a key action, b no restrict, c cascade)",
                    "/* before */ CREATE -- inside\n TABLE/**/x(a)/* after */;;"));

INSTANTIATE_TEST_SUITE_P(
    Types, DdlAccepted,
    testing::Values("CREATE TABLE x (a any number of words(1), b 'quoted', c [x] \"y\" `z`)",
                    "CREATE TABLE x (a int(-1), b dec(+1, - 2.5), c f(1e3), d g(0x10))",
                    "CREATE TABLE x (a int generated always)",
                    "CREATE TABLE x (a generated always)",
                    "CREATE TABLE x (a, b int generated AS (a))",
                    "CREATE TABLE x (a, b generated always(5) AS (a))"));

INSTANTIATE_TEST_SUITE_P(
    ColumnConstraints, DdlAccepted,
    testing::Values(
        "CREATE TABLE x (a NOT NULL NOT NULL NULL UNIQUE UNIQUE DEFAULT 1 DEFAULT 2)",
        "CREATE TABLE x (a CONSTRAINT y)", "CREATE TABLE x (a CONSTRAINT y CONSTRAINT z NOT NULL)",
        "CREATE TABLE x (a INTEGER CONSTRAINT \"pk\" PRIMARY KEY ASC ON CONFLICT FAIL "
        "AUTOINCREMENT)",
        "CREATE TABLE x (a NULL ON CONFLICT IGNORE, b NOT NULL ON CONFLICT ROLLBACK)",
        "CREATE TABLE x (a COLLATE 'nocase' COLLATE \"binary\" COLLATE [rtrim])",
        "CREATE TABLE x (a CHECK (a > ')' AND \"a\" <> ']') CHECK (1))",
        "CREATE TABLE x (a DEFAULT key, b DEFAULT \"x\", c DEFAULT [x], d DEFAULT 'x')",
        "CREATE TABLE x (a DEFAULT -5, b DEFAULT + 5, c DEFAULT -'x', d DEFAULT -NULL)",
        "CREATE TABLE x (a DEFAULT CURRENT_DATE, b DEFAULT (1 + (2)), c DEFAULT x'00')",
        "CREATE TABLE x (a DEFAULT 1 NOT NULL, b DEFAULT NULL NULL)",
        "CREATE TABLE x (a, b AS (a), c AS (a) STORED, d GENERATED ALWAYS AS (a) VIRTUAL NOT NULL)",
        "CREATE TABLE x (a, b NOT NULL GENERATED ALWAYS AS (a) stored)"));

INSTANTIATE_TEST_SUITE_P(
    References, DdlAccepted,
    testing::Values(
        "CREATE TABLE x (a REFERENCES nowhere)", "CREATE TABLE x (a REFERENCES t (a) REFERENCES t)",
        "CREATE TABLE x (a REFERENCES t ON DELETE CASCADE ON DELETE RESTRICT ON UPDATE SET "
        "DEFAULT)",
        "CREATE TABLE x (a REFERENCES t MATCH FULL MATCH whatever ON INSERT NO ACTION)",
        "CREATE TABLE x (a REFERENCES t NOT NULL DEFERRABLE, b DEFERRABLE INITIALLY DEFERRED)",
        "CREATE TABLE x (a NOT DEFERRABLE, b NOT DEFERRABLE INITIALLY IMMEDIATE)",
        "CREATE TABLE x (a, b, FOREIGN KEY (a, b) REFERENCES t (a, b) MATCH SIMPLE ON UPDATE SET"
        " NULL DEFERRABLE INITIALLY IMMEDIATE)"));

INSTANTIATE_TEST_SUITE_P(
    TableConstraints, DdlAccepted,
    testing::Values(
        "CREATE TABLE x (a, b, PRIMARY KEY (a) UNIQUE (b) CHECK (a) FOREIGN KEY (a) REFERENCES t)",
        "CREATE TABLE x (a, CONSTRAINT y)", "CREATE TABLE x (a, CONSTRAINT y CONSTRAINT z)",
        "CREATE TABLE x (a, CONSTRAINT y, CONSTRAINT z CHECK (a))",
        "CREATE TABLE x (a, UNIQUE ('a' COLLATE nocase DESC) ON CONFLICT REPLACE)",
        "CREATE TABLE x (a, CHECK (a) ON CONFLICT IGNORE)",
        "CREATE TABLE x (a integer, PRIMARY KEY (a AUTOINCREMENT) ON CONFLICT ABORT)",
        "CREATE TABLE x (a integer, PRIMARY KEY (\"a\" DESC AUTOINCREMENT))",
        "CREATE TABLE x (a PRIMARY KEY) WITHOUT ROWID", "CREATE TABLE x (a int) STRICT",
        "CREATE TABLE x (a int PRIMARY KEY) without Rowid, strict",
        "CREATE TABLE x (a int), STRICT", "CREATE TABLE x AS SELECT (1) AS a"));

INSTANTIATE_TEST_SUITE_P(
    Others, DdlAccepted,
    testing::Values(
        "CREATE INDEX i ON t (a)", "CREATE UNIQUE INDEX IF NOT EXISTS main.i ON t ('a', \"b\")",
        "CREATE INDEX i ON t (desc)", "CREATE INDEX i ON t (desc desc, a asc)",
        "CREATE INDEX i ON t (a COLLATE nocase COLLATE binary DESC)",
        "CREATE INDEX i ON t (a + b, lower(c), CASE WHEN a THEN b ELSE c END DESC)",
        "CREATE INDEX i ON t (a) WHERE (a > 0) AND b IS NOT NULL",
        "CREATE TEMP VIEW IF NOT EXISTS w (x, y) AS SELECT a, (b) FROM t",
        "CREATE TRIGGER x DELETE ON t BEGIN SELECT 1; END",
        "CREATE TRIGGER IF NOT EXISTS main.x BEFORE UPDATE OF a, \"b\" ON t FOR EACH ROW"
        " WHEN CASE new.a WHEN 1 THEN 2 END BEGIN SELECT CASE 1 WHEN 1 THEN 2 END; END;",
        "CREATE TEMP TRIGGER x INSTEAD OF INSERT ON v BEGIN DELETE FROM t; END",
        "CREATE TRIGGER before AFTER INSERT ON main.t BEGIN UPDATE t SET a = 1; END",
        "CREATE VIRTUAL TABLE f USING fts5(a, content=\"\", tokenize = 'porter (x)')",
        "CREATE VIRTUAL TABLE f USING fts5(a ; b, autoincrement)",
        "CREATE VIRTUAL TABLE IF NOT EXISTS main.f USING rtree(id, a, b)"));

class DdlRefused : public testing::TestWithParam<const char*> {};

TEST_P(DdlRefused, BySqliteAndByTheParser) {
  const Judge judge(schema);
  ASSERT_FALSE(judge.accepts(GetParam())) << GetParam();
  EXPECT_NE(complaint(GetParam()), "") << GetParam();
}

INSTANTIATE_TEST_SUITE_P(
    Ddl, DdlRefused,
    testing::Values(
        "CREATE TABLE x ()", "CREATE TABLE x (a,)", "CREATE TABLE x (a b(c))", "CREATE TABLE x",
        "CREATE TABLE x (PRIMARY KEY (a))", "CREATE TABLE x (a, PRIMARY KEY (a), b)",
        "CREATE TABLE x (a int FOREIGN KEY (a) REFERENCES t)", "CREATE TABLE x (a UNIQUE (a))",
        "CREATE TABLE x (a, UNIQUE (a),)", "CREATE TABLE x (a, UNIQUE ())",
        "CREATE TABLE x (a NOT)", "CREATE TABLE x (a DEFAULT)", "CREATE TABLE x (a DEFAULT ())",
        "CREATE TABLE x (a COLLATE left)", "CREATE TABLE x (a left)", "CREATE TABLE select (a)",
        "CREATE TABLE x (a) ROWID", "CREATE TABLE x (a) STRICT STRICT", "CREATE TABLE x (a",
        "CREATE TABLE x (a)) ", "CREATE TABLE x (a ON CONFLICT FAIL)",
        "CREATE TABLE x (a REFERENCES t ON DELETE)", "CREATE TABLE x (a INITIALLY DEFERRED,)",
        "CREATE INDEX i ON t ()", "CREATE INDEX i ON t (a) WHERE", "CREATE INDEX ON t (a)",
        "CREATE TEMP INDEX i ON t (a)", "CREATE VIEW w (a) SELECT 1", "CREATE VIEW w AS SELECT 1)",
        "CREATE TRIGGER x SELECT ON t BEGIN SELECT 1; END", "CREATE VIRTUAL TABLE f USING",
        "CREATE VIRTUAL TABLE f USING fts5(a", "CREATE TABLE x (a) # comment",
        "CREATE TABLE x (a ^ b)"));

class DdlKeyword : public testing::Test {
 protected:
  static std::vector<std::string> all() {
    std::vector<std::string> words;
    for (int i = 0; i < sqlite3_keyword_count(); ++i) {
      const char* word = nullptr;
      int size = 0;
      sqlite3_keyword_name(i, &word, &size);
      words.emplace_back(word, static_cast<std::size_t>(size));
    }
    return words;
  }
};

TEST_F(DdlKeyword, AllOfSqliteAreKnown) {
  for (const std::string& word : all()) EXPECT_NE(find_keyword(word), nullptr) << word;
}

TEST_F(DdlKeyword, AreNamesWhereSqliteTakesThemForNames) {
  const Judge judge(schema);
  for (const std::string& word : all()) {
    for (const std::string& sql :
         {"CREATE TABLE x (" + word + ")", "CREATE TABLE x (a AS_ " + word + ", b)",
          "CREATE TABLE x (a DEFAULT " + word + ")", "CREATE VIEW " + word + " AS SELECT 1",
          "CREATE TABLE x (a, CONSTRAINT " + word + " CHECK (a))",
          "CREATE TABLE x (a REFERENCES " + word + ")"}) {
      if (judge.accepts(sql)) {
        EXPECT_EQ(complaint(sql), "") << sql;
      }
    }
    // Where nothing but a name can stand, the two agree entirely.
    const std::string column = "CREATE TABLE x (" + word + ")";
    EXPECT_EQ(judge.accepts(column), complaint(column).empty()) << column;
  }
}

}  // namespace
}  // namespace retort::engine::sqlite::ddl
