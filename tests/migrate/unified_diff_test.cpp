// unified_diff: two schemas as a person compares them.

#include <gtest/gtest.h>

#include <retort/migrate/diff.h>

#include "trial.h"

namespace retort::migrate {
namespace {

const char* const before = "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b TEXT)";
const char* const after = "CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER, b TEXT)";

TEST(UnifiedDiff, IsEmptyForEqualSchemas) {
  EXPECT_EQ(unified_diff(schema_of(before), schema_of(before)), "");
}

TEST(UnifiedDiff, ShowsLinesWithTheirSurroundings) {
  EXPECT_EQ(unified_diff(schema_of(before), schema_of(after)),
            "--- database\n+++ models\n@@ -1,6 +1,6 @@\n CREATE TABLE t (\n   id INTEGER,\n"
            "-  a TEXT,\n+  a INTEGER,\n   b TEXT,\n   PRIMARY KEY (id)\n );\n");
}

TEST(UnifiedDiff, ShowsEveryKindOfObject) {
  const std::string text = unified_diff(
      schema_of(""),
      schema_of("CREATE TABLE t (a TEXT NOT NULL DEFAULT 'x' COLLATE NOCASE, g TEXT AS (a || 'y') "
                "STORED, "
                "CONSTRAINT k PRIMARY KEY (a), FOREIGN KEY (a) REFERENCES t (a) ON DELETE CASCADE "
                "DEFERRABLE INITIALLY DEFERRED, CHECK (a > '')) STRICT, WITHOUT ROWID; "
                "CREATE UNIQUE INDEX i ON t (a DESC) WHERE a > 'b'; CREATE VIEW v AS SELECT 1; "
                "CREATE TRIGGER r AFTER INSERT ON t BEGIN SELECT 1; END; "
                "CREATE VIRTUAL TABLE f USING fts5(a)"));
  for (const char* line :
       {"+  a TEXT NOT NULL DEFAULT 'x' COLLATE NOCASE,", "+  CONSTRAINT k PRIMARY KEY (a),",
        "+  FOREIGN KEY (a) REFERENCES t (a) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,",
        "+  CHECK (a > '')", "+) STRICT, WITHOUT ROWID;",
        "+CREATE UNIQUE INDEX i ON t (a DESC) WHERE a > 'b';", "+CREATE VIEW v AS SELECT 1;",
        "+CREATE TRIGGER r AFTER INSERT ON t BEGIN SELECT 1; END;",
        "+CREATE VIRTUAL TABLE f USING fts5(a);"})
    EXPECT_NE(text.find(std::string(line) + '\n'), std::string::npos) << line << "\n in \n" << text;
}

TEST(UnifiedDiff, QuotesNamesThatAreNotPlain) {
  const std::string text = unified_diff(
      schema_of(""), schema_of("CREATE TABLE \"a b\" (\"q\"\"q\" TEXT, \"é\" TEXT, \"1st\" TEXT, "
                               "CONSTRAINT \"; --\" UNIQUE (\"q\"\"q\")); "
                               "CREATE INDEX \"i i\" ON \"a b\" (\"1st\")"));
  for (const char* line : {"+CREATE TABLE \"a b\" (", "+  \"q\"\"q\" TEXT,", "+  \"é\" TEXT,",
                           "+  CONSTRAINT \"; --\" UNIQUE (\"q\"\"q\")",
                           "+CREATE INDEX \"i i\" ON \"a b\" (\"1st\");"})
    EXPECT_NE(text.find(std::string(line) + '\n'), std::string::npos) << line << "\n in \n" << text;
}

TEST(UnifiedDiff, IsColouredWhenAsked) {
  const std::string text = unified_diff(schema_of(before), schema_of(after), true);
  EXPECT_NE(text.find("\033[31m-  a TEXT,\033[0m\n"), std::string::npos) << text;
  EXPECT_NE(text.find("\033[32m+  a INTEGER,\033[0m\n"), std::string::npos) << text;
  EXPECT_NE(text.find("\033[36m@@ -1,6 +1,6 @@\033[0m\n"), std::string::npos) << text;
}

}  // namespace
}  // namespace retort::migrate
