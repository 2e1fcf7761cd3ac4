// The normal form: built in a scratch database and read back.

#include <gtest/gtest.h>

#include <retort/schema/error.h>

#include "introspect/database.h"

namespace retort {
namespace {

schema::Metadata normalised(const auto& schema) {
  engine::Connection scratch = empty_database();
  return introspect::normalise(scratch, schema);
}

std::string message(const auto& schema) {
  try {
    normalised(schema);
    return "no error";
  } catch (const Error& error) {
    return error.what();
  }
}

TEST(Normalise, AScriptAndItsSchemaAreTheSame) {
  const std::string_view ddl =
      "CREATE TABLE p (id INTEGER PRIMARY KEY AUTOINCREMENT, n TEXT COLLATE nocase UNIQUE);"
      "CREATE TABLE t (a INTEGER PRIMARY KEY DESC, b REFERENCES p ON DELETE CASCADE CHECK (b>0),"
      " c AS (a+b) STORED);"
      "CREATE UNIQUE INDEX i ON t (b DESC, lower(c)) WHERE a > 0;"
      "CREATE VIEW v AS SELECT * FROM t;"
      "CREATE TRIGGER r DELETE ON t BEGIN SELECT 1; END;"
      "CREATE VIRTUAL TABLE f USING fts5(a)";
  const schema::Metadata once = normalised(ddl);
  EXPECT_EQ(once.tables.size(), 2u);
  EXPECT_EQ(normalised(once), once);
}

TEST(Normalise, PortableTypesBecomeThoseOfTheDatabase) {
  const schema::Metadata metadata{
      .tables = {{.name = "t", .columns = {{.name = "a", .type = {"string(50)"}}}}}};
  EXPECT_EQ(normalised(metadata).tables[0].columns[0].type.text, "VARCHAR(50)");
}

TEST(Normalise, DanglingReferencesAreNoObstacle) {
  const schema::Metadata metadata = normalised(
      std::string_view("CREATE TABLE t (a REFERENCES gone); CREATE VIEW v AS SELECT * FROM gone;"));
  EXPECT_EQ(metadata.tables.size(), 1u);
  EXPECT_EQ(metadata.views.size(), 1u);
  EXPECT_EQ(normalised(metadata), metadata);
}

TEST(Normalise, AMistakeInAScriptIsToldWithItsLineAndObject) {
  EXPECT_EQ(message(std::string_view("CREATE TABLE t (a);\n-- next\nCREATE TABLE u\n(a, a);")),
            "the schema cannot be built: line 3: CREATE TABLE u: duplicate column name: a");
  const std::string syntax = message(std::string_view("CREATE TABLE t (a);\n\nCREATE TABEL u (b)"));
  EXPECT_NE(syntax.find("line 3: CREATE TABEL u: near \"TABEL\": syntax error"), std::string::npos)
      << syntax;
}

TEST(Normalise, TheSecondOfTwoEqualStatementsIsToldApart) {
  EXPECT_EQ(message(std::string_view("CREATE TABLE t (a);\nCREATE TABLE t (a);")),
            "the schema cannot be built: line 2: CREATE TABLE t: table t already exists");
}

TEST(Normalise, AMistakeInASchemaIsToldWithItsObject) {
  const schema::Metadata metadata{
      .tables = {{.name = "t", .columns = {{.name = "a"}, {.name = "A"}}}}};
  EXPECT_EQ(message(metadata),
            "the schema cannot be built: CREATE TABLE t: duplicate column name: A");
}

TEST(Normalise, AViewThatIsNoneIsRefused) {
  const schema::Metadata metadata{.views = {{.name = "v", .sql = "SELECT 1"}}};
  EXPECT_NE(message(metadata).find("view v"), std::string::npos) << message(metadata);
  const schema::Metadata table{
      .triggers = {{.name = "r", .table = "t", .sql = "CREATE TABLE x (a)"}}};
  EXPECT_NE(message(table).find("trigger r"), std::string::npos) << message(table);
}

TEST(Normalise, ADumpMayHoldTheTablesOfTheDatabaseItself) {
  const schema::Metadata metadata =
      normalised(std::string_view("CREATE TABLE t (a INTEGER PRIMARY KEY AUTOINCREMENT);\n"
                                  "CREATE TABLE sqlite_sequence(name,seq);\n"));
  ASSERT_EQ(metadata.tables.size(), 1u);
  EXPECT_EQ(metadata.tables[0].name, "t");
}

TEST(Normalise, AColumnMayHaveAnEmptyName) {
  const schema::Metadata once = normalised(
      std::string_view("CREATE TABLE t (\"\" INT, a TEXT, UNIQUE (\"\"));"
                       "CREATE INDEX i ON t (lower(a)); CREATE INDEX j ON t (\"\" DESC, a);"
                       "CREATE TABLE u (\"\" TEXT PRIMARY KEY);"
                       "CREATE TABLE w (\"\" INT REFERENCES u (\"\"));"
                       "CREATE TABLE x (\"\" INTEGER PRIMARY KEY)"));
  EXPECT_EQ(once.tables.at(0).indexes.at(0).columns.at(0).expression, "lower(a)");
  EXPECT_EQ(once.tables.at(2).foreign_keys.at(0).columns.at(0), "");
  EXPECT_EQ(normalised(once), once);
}

}  // namespace
}  // namespace retort
