// Indexes, views, triggers and virtual tables; and what is no part of a schema.

#include <gtest/gtest.h>

#include "introspect/database.h"

namespace retort {
namespace {

std::vector<std::string> names(const auto& objects) {
  std::vector<std::string> result;
  for (const auto& object : objects) result.push_back(object.name);
  return result;
}

using Names = std::vector<std::string>;

TEST(IntrospectIndex, Terms) {
  const schema::Table table = table_of(
      "CREATE TABLE t (a, b, \"c d\");"
      "CREATE UNIQUE INDEX i ON t (\"A\", b COLLATE nocase desc, lower( b ), a||b, (\"c d\"),"
      " abs(a) COLLATE \"rtrim\") WHERE (a is not null)");
  ASSERT_EQ(table.indexes.size(), 1u);
  const schema::Index& index = table.indexes[0];
  EXPECT_EQ(index.name, "i");
  EXPECT_TRUE(index.unique);
  EXPECT_EQ(index.where, "a IS NOT NULL");
  EXPECT_EQ(index.columns, (std::vector<schema::IndexedColumn>{
                               {.column = "a"},
                               {.column = "b", .collation = "NOCASE", .descending = true},
                               {.column = "", .expression = "lower(b)"},
                               {.column = "", .expression = "a || b"},
                               {.column = "c d"},
                               {.column = "", .expression = "abs(a)", .collation = "RTRIM"}}));
  EXPECT_TRUE(index.sql.starts_with("CREATE UNIQUE INDEX i ON t (\"A\""));
}

TEST(IntrospectIndex, AQuotedWordThatIsNoColumnIsAnExpression) {
  const schema::Table table = table_of("CREATE TABLE t (a); CREATE INDEX i ON t (\"nope\")");
  EXPECT_EQ(table.indexes[0].columns[0],
            (schema::IndexedColumn{.column = "", .expression = "\"nope\""}));
}

TEST(IntrospectIndex, ThoseThatConstraintsImplyAreNotListed) {
  EXPECT_TRUE(table_of("CREATE TABLE t (a TEXT PRIMARY KEY, b UNIQUE)").indexes.empty());
}

TEST(IntrospectObjects, InTheOrderOfTheirCreation) {
  const schema::Metadata metadata = schema_of(
      "CREATE TABLE z (a); CREATE TABLE a (a); CREATE VIEW w AS SELECT 1; CREATE VIEW b AS SELECT "
      "2;"
      "CREATE INDEX y ON z (a); CREATE INDEX c ON z (a)");
  EXPECT_EQ(names(metadata.tables), (Names{"z", "a"}));
  EXPECT_EQ(names(metadata.views), (Names{"w", "b"}));
  EXPECT_EQ(names(metadata.tables[0].indexes), (Names{"y", "c"}));
}

TEST(IntrospectObjects, ViewsAndTriggersAreTheirText) {
  const schema::Metadata metadata = schema_of(
      "CREATE TABLE t (a); CREATE VIEW v(x) AS SELECT  a FROM t;"
      "CREATE TRIGGER r INSTEAD OF INSERT ON v BEGIN INSERT INTO t VALUES (new.x); END");
  ASSERT_EQ(metadata.views.size(), 1u);
  EXPECT_EQ(metadata.views[0].sql, "CREATE VIEW v(x) AS SELECT  a FROM t");
  ASSERT_EQ(metadata.triggers.size(), 1u);
  EXPECT_EQ(metadata.triggers[0].table, "v");
  EXPECT_TRUE(metadata.triggers[0].sql.ends_with("VALUES (new.x); END"));
}

TEST(IntrospectObjects, ShadowTablesBelongToTheirVirtualTable) {
  const schema::Metadata metadata = schema_of(
      "CREATE TABLE fts_notes (a); CREATE VIRTUAL TABLE fts USING fts5(a, content='fts_notes');"
      "CREATE VIRTUAL TABLE IF NOT EXISTS box USING \"rtree\"(id, x, y); CREATE TABLE box_x (a)");
  EXPECT_EQ(names(metadata.tables), (Names{"fts_notes", "box_x"}));
  EXPECT_EQ(names(metadata.virtual_tables), (Names{"fts", "box"}));
  EXPECT_EQ(metadata.virtual_tables[0].module, "fts5");
  EXPECT_EQ(metadata.virtual_tables[1].module, "rtree");
}

TEST(IntrospectObjects, InternalTemporaryAndAttachedOnesAreLeftOut) {
  const schema::Metadata metadata = schema_of(
      "CREATE TABLE t (a INTEGER PRIMARY KEY AUTOINCREMENT); INSERT INTO t DEFAULT VALUES;"
      "CREATE INDEX i ON t (a); ANALYZE; CREATE TEMP TABLE x (a); CREATE TEMP VIEW y AS SELECT 1;"
      "CREATE TEMP TRIGGER z DELETE ON t BEGIN SELECT 1; END;"
      "ATTACH ':memory:' AS other; CREATE TABLE other.q (a); CREATE TABLE sqliteish (a)");
  EXPECT_EQ(names(metadata.tables), (Names{"t", "sqliteish"}));
  EXPECT_TRUE(metadata.views.empty());
  EXPECT_TRUE(metadata.triggers.empty());
}

TEST(IntrospectObjects, AnEmptyDatabaseIsAnEmptySchema) {
  EXPECT_EQ(schema_of(""), schema::Metadata{});
}

// A table that was copied and renamed stands behind the objects that refer to it.
TEST(IntrospectObjects, IndexesOfRebuiltTablesFindTheirTable) {
  const schema::Metadata metadata = schema_of(
      "CREATE TABLE old (a); CREATE INDEX i ON old (a); PRAGMA writable_schema = ON;"
      "UPDATE sqlite_schema SET rowid = rowid + 10 WHERE type = 'table'");
  ASSERT_EQ(metadata.tables.size(), 1u);
  EXPECT_EQ(names(metadata.tables[0].indexes), Names{"i"});
}

}  // namespace
}  // namespace retort
