// Connection: one statement, scripts, results, and what it reports about them.

#include <gtest/gtest.h>

#include <retort/engine/engine.h>
#include <retort/engine/error.h>

namespace retort::engine {
namespace {

class ConnectionTest : public testing::Test {
 protected:
  Engine engine{"sqlite://"};
  Connection connection = engine.connect();
};

TEST_F(ConnectionTest, ExecuteReturnsTheRowsChangedByThisStatement) {
  EXPECT_EQ(connection.execute("CREATE TABLE t (a)"), 0);
  EXPECT_EQ(connection.execute("INSERT INTO t VALUES (1), (2), (3)"), 3);
  EXPECT_EQ(connection.execute("SELECT * FROM t"), 0);
  EXPECT_EQ(connection.execute("UPDATE t SET a = a WHERE a > ?", {Value{std::int64_t{1}}}), 2);
  EXPECT_EQ(connection.execute("CREATE INDEX i ON t (a)"), 0);
  EXPECT_EQ(connection.execute("DELETE FROM t WHERE a = ?", {5}), 0);
  EXPECT_EQ(connection.execute("DELETE FROM t"), 3);
}

TEST_F(ConnectionTest, ChangesDoNotCountTriggers) {
  connection.execute_script(
      "CREATE TABLE t (a); CREATE TABLE log (a);"
      "CREATE TRIGGER r AFTER INSERT ON t BEGIN INSERT INTO log VALUES (1), (2); END");
  EXPECT_EQ(connection.execute("INSERT INTO t VALUES (1)"), 1);
  Statement insert = connection.prepare("INSERT INTO t SELECT a FROM log");
  insert.run();
  EXPECT_EQ(connection.changes(), 2);
}

TEST_F(ConnectionTest, TellsWhetherOtherRowsChangedAlong) {
  connection.execute_script(
      "CREATE TABLE parent (id INTEGER PRIMARY KEY);"
      "CREATE TABLE child (id INTEGER PRIMARY KEY, parent INTEGER REFERENCES parent ON DELETE "
      "CASCADE);"
      "CREATE TABLE log (a);"
      "CREATE TRIGGER r AFTER UPDATE ON child BEGIN INSERT INTO log VALUES (1); END;"
      "INSERT INTO parent VALUES (1), (2), (3); INSERT INTO child VALUES (1, 1), (2, 1), (3, 2)");
  connection.execute("DELETE FROM parent WHERE id = 3");
  EXPECT_FALSE(connection.changed_more());
  connection.execute("DELETE FROM parent WHERE id = 1");
  EXPECT_TRUE(connection.changed_more());
  connection.execute("UPDATE child SET parent = NULL");
  EXPECT_TRUE(connection.changed_more());
  connection.execute("SELECT 1");
  EXPECT_FALSE(connection.changed_more());
}

TEST_F(ConnectionTest, GivesTheLastInsertedKey) {
  connection.execute("CREATE TABLE t (id INTEGER PRIMARY KEY)");
  connection.execute("INSERT INTO t VALUES (41)");
  connection.execute("INSERT INTO t VALUES (NULL)");
  EXPECT_EQ(connection.last_insert_id(), 42);
}

TEST_F(ConnectionTest, ScalarIsNothingOnlyWithoutARow) {
  EXPECT_EQ(connection.scalar("SELECT 1 WHERE 0"), std::nullopt);
  EXPECT_EQ(connection.scalar("SELECT NULL"), Value{Null{}});
  const std::vector<Value> parameters = {"x"};
  EXPECT_EQ(connection.scalar("SELECT ?", parameters), Value{"x"});
}

TEST_F(ConnectionTest, RowsHasThemAll) {
  const auto rows = connection.rows("SELECT 1, 'a' UNION ALL SELECT 2, NULL ORDER BY 1");
  const std::vector<std::vector<Value>> expected = {{1, "a"}, {2, Null{}}};
  EXPECT_EQ(rows, expected);
}

TEST_F(ConnectionTest, TakesOneStatementAndItsComments) {
  connection.execute("-- before\nSELECT 1; -- after\n/* and more */ ;");
  for (const char* sql :
       {"SELECT 1; SELECT 2", "SELECT 1; DROP TABLE absent", "SELECT 1; nonsense"})
    EXPECT_THROW(connection.execute(sql), UsageError) << sql;
}

TEST_F(ConnectionTest, RefusesTextWithoutAStatement) {
  for (const char* sql : {"", "  \n", "-- nothing", ";"})
    EXPECT_THROW(connection.prepare(sql), UsageError) << sql;
}

TEST_F(ConnectionTest, RefusesANulByteInsteadOfCuttingTheTextThere) {
  using namespace std::string_view_literals;
  EXPECT_THROW(connection.execute("SELECT 1\0 nonsense"sv), UsageError);
  EXPECT_THROW(connection.execute_script("SELECT 1;\0 nonsense"sv), UsageError);
}

TEST_F(ConnectionTest, ScriptsRunToTheStatementThatFails) {
  const char* script =
      "CREATE TABLE t (a NOT NULL); -- a semicolon; in a comment\n"
      "CREATE TRIGGER r AFTER INSERT ON t BEGIN SELECT ';'; SELECT 2; END;\n"
      "INSERT INTO t VALUES ('a;b');\n"
      "INSERT INTO t VALUES (NULL);\n"
      "INSERT INTO t VALUES ('never')";
  try {
    connection.execute_script(script);
    FAIL();
  } catch (const NotNullViolation& error) {
    EXPECT_EQ(error.sql(), "INSERT INTO t VALUES (NULL)");
  }
  EXPECT_EQ(connection.scalar("SELECT group_concat(a) FROM t"), Value{"a;b"});
}

TEST_F(ConnectionTest, AScriptsErrorShowsOnlyTheStatementThatCannotBeRead) {
  try {
    connection.execute_script("SELECT 1;\nSELEC 2;\nSELECT 3");
    FAIL();
  } catch (const DatabaseError& error) {
    EXPECT_EQ(error.sql(), "SELEC 2");
    EXPECT_EQ(error.message(), "near \"SELEC\": syntax error");
  }
}

TEST_F(ConnectionTest, EmptyScriptsDoNothing) {
  connection.execute_script("");
  connection.execute_script(" ;; -- nothing\n;");
  EXPECT_EQ(connection.counters().run, 0);
}

TEST_F(ConnectionTest, EnforcesForeignKeysUnlessToldNotTo) {
  const char* script =
      "CREATE TABLE a (id INTEGER PRIMARY KEY); CREATE TABLE b (a REFERENCES a (id));"
      "INSERT INTO b VALUES (7)";
  EXPECT_THROW(connection.execute_script(script), ForeignKeyViolation);
  Engine lax("sqlite://", {.foreign_keys = false});
  lax.connect().execute_script(script);
}

}  // namespace
}  // namespace retort::engine
