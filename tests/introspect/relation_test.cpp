// What the rows of a relation look like.

#include <gtest/gtest.h>

#include <retort/engine/error.h>
#include <retort/introspect/relation.h>

#include "introspect/database.h"

namespace retort {
namespace {

using introspect::Holds;
using introspect::Relation;

Relation relation_of(std::string_view script, std::string_view name = "t") {
  engine::Connection connection = empty_database();
  connection.execute_script(script);
  return introspect::read_relation(connection, name);
}

/// Of a column `x` with that type and these values.
Holds holds(const std::string& type, const std::string& values) {
  std::string script = "CREATE TABLE t (x " + type + ");";
  if (!values.empty()) script += "INSERT INTO t VALUES " + values;
  return relation_of(script).columns.at(0).holds;
}

TEST(Relation, ADeclaredTypeSaysWhatAnEmptyColumnHolds) {
  EXPECT_EQ(holds("INTEGER", ""), Holds::integer);
  EXPECT_EQ(holds("UNSIGNED BIG INT", ""), Holds::integer);
  EXPECT_EQ(holds("VARCHAR(20)", ""), Holds::text);
  EXPECT_EQ(holds("DOUBLE PRECISION", ""), Holds::real);
  EXPECT_EQ(holds("decimal(10, 2)", ""), Holds::real);
  EXPECT_EQ(holds("BLOB", ""), Holds::bytes);
  EXPECT_EQ(holds("bool", ""), Holds::boolean);
  EXPECT_EQ(holds("DATE", ""), Holds::date);
  EXPECT_EQ(holds("DATETIME", ""), Holds::date_time);
  EXPECT_EQ(holds("TIME", ""), Holds::time);
  EXPECT_EQ(holds("json", ""), Holds::text);
  EXPECT_EQ(holds("", ""), Holds::any);
}

TEST(Relation, RowsSayMoreThanTheType) {
  EXPECT_EQ(holds("INTEGER", "(1), (NULL)"), Holds::integer);
  EXPECT_EQ(holds("INTEGER", "(1), (1.5)"), Holds::real);
  EXPECT_EQ(holds("INTEGER", "('x')"), Holds::text);
  EXPECT_EQ(holds("INTEGER", "(1), ('x')"), Holds::any);
  EXPECT_EQ(holds("TEXT", "('x'), (x'00')"), Holds::any);
  EXPECT_EQ(holds("BLOB", "('x')"), Holds::text);
  EXPECT_EQ(holds("", "(x'00')"), Holds::bytes);
  EXPECT_EQ(holds("DECIMAL", "(1), (2)"), Holds::real);
  EXPECT_EQ(holds("BOOLEAN", "(0), (1), (NULL)"), Holds::boolean);
  EXPECT_EQ(holds("BOOLEAN", "(2)"), Holds::integer);
  EXPECT_EQ(holds("BOOLEAN", "('true')"), Holds::text);
}

TEST(Relation, DatesAndTimesAreThoseThatModelsRead) {
  EXPECT_EQ(holds("DATE", "('2020-02-29'), (NULL)"), Holds::date);
  for (const char* no : {"('2020-02-30')", "('0000-01-01')", "('2020-1-1')", "('2020-01-01 ')"})
    EXPECT_EQ(holds("DATE", no), Holds::text) << no;
  EXPECT_EQ(holds("DATE", "(20200101)"), Holds::integer);
  EXPECT_EQ(holds("DATETIME",
                  "('2020-01-02'), ('2020-01-02 03:04'), ('2020-01-02T03:04:05'), "
                  "('2020-01-02 03:04:05.123456')"),
            Holds::date_time);
  for (const char* no : {"('2020-01-02 03:04:05Z')", "('2020-01-02 24:00:00')", "('now')",
                         "('2020-01-02 03:04:05+01:00')", "('2020-01-02 03:04:05.1234567')"})
    EXPECT_EQ(holds("DATETIME", no), Holds::text) << no;
  EXPECT_EQ(holds("TIME", "('03:04'), ('03:04:05.5')"), Holds::time);
  EXPECT_EQ(holds("TIME", "('3:04')"), Holds::text);
}

TEST(Relation, TellsWhichColumnsAreNotWhatTheirTypeSays) {
  const Relation t = relation_of(
      "CREATE TABLE t (a INTEGER NOT NULL, b DATE, c, d AS (a + 1)); "
      "INSERT INTO t VALUES (1, 'soon', 5)");
  ASSERT_EQ(t.columns.size(), 4u);
  EXPECT_FALSE(t.columns[0].nullable);
  EXPECT_FALSE(t.columns[0].unlike_type);
  EXPECT_TRUE(t.columns[1].unlike_type);
  EXPECT_FALSE(t.columns[2].unlike_type);
  EXPECT_EQ(t.columns[3].holds, Holds::integer);
}

TEST(Relation, ViewsAndVirtualTablesHaveColumns) {
  const std::string script =
      "CREATE TABLE t (a INTEGER NOT NULL); INSERT INTO t VALUES (1);"
      "CREATE VIEW v (x, y) AS SELECT a, 'text' FROM t; CREATE VIEW broken AS SELECT * FROM gone;"
      "CREATE VIEW fails AS SELECT abs(-9223372036854775807 - a) AS n FROM t;"
      "CREATE VIRTUAL TABLE f USING fts5(body)";
  const Relation v = relation_of(script, "v");
  EXPECT_EQ(v.columns.at(0).holds, Holds::integer);
  EXPECT_TRUE(v.columns.at(0).nullable);
  EXPECT_EQ(v.columns.at(1).holds, Holds::text);
  EXPECT_EQ(relation_of(script, "f").columns.size(), 1u);
  EXPECT_EQ(relation_of(script, "fails").columns.at(0).holds, Holds::any);
  EXPECT_THROW(relation_of(script, "broken"), engine::DatabaseError);
}

TEST(Relation, OfManyColumnsAllAreAsked) {
  std::string columns, values;
  for (int i = 0; i < 130; ++i) {
    columns += (i ? ", \"c@" : "\"c@") + std::to_string(i) + "\" INTEGER";
    values += i ? ", 'x'" : "1";
  }
  const Relation t =
      relation_of("CREATE TABLE t (" + columns + "); INSERT INTO t VALUES (" + values + ")");
  ASSERT_EQ(t.columns.size(), 130u);
  EXPECT_EQ(t.columns[0].holds, Holds::integer);
  for (std::size_t i = 1; i < 130; ++i) EXPECT_EQ(t.columns[i].holds, Holds::text) << i;
}

}  // namespace
}  // namespace retort
