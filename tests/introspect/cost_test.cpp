// What introspection costs: a number of statements that does not grow with the schema.

#include <gtest/gtest.h>

#include "introspect/database.h"

namespace retort {
namespace {

std::int64_t statements_for(int tables) {
  engine::Connection connection = empty_database();
  connection.execute("CREATE VIRTUAL TABLE f USING fts5(a)");
  for (int i = 0; i < tables; ++i) {
    const std::string n = std::to_string(i);
    connection.execute_script("CREATE TABLE t" + n + " (a UNIQUE, b REFERENCES t0);" +
                              "CREATE INDEX i" + n + " ON t" + n + " (a, b);");
  }
  const std::int64_t before = connection.counters().run;
  introspect::introspect(connection);
  return connection.counters().run - before;
}

TEST(IntrospectCost, TheNumberOfStatementsIsFixed) {
  EXPECT_EQ(statements_for(1), 2);
  EXPECT_EQ(statements_for(200), 2);
}

}  // namespace
}  // namespace retort
