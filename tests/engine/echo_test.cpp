// Echo: what a program sees of the statements it runs.

#include <gtest/gtest.h>

#include <limits>
#include <sstream>

#include <retort/engine/echo.h>
#include <retort/engine/engine.h>
#include <retort/engine/error.h>
#include <retort/engine/transaction.h>

namespace retort::engine {
namespace {

TEST(Echo, ShowsStatementsInOrderWithTheirParameters) {
  std::ostringstream log;
  Engine engine("sqlite://", {.echo = echo_to(log)});
  Connection connection = engine.connect();
  {
    Transaction transaction(connection);
    connection.execute_script("CREATE TABLE t (a, b);\nCREATE TABLE u (c)");
    connection.execute("INSERT INTO t VALUES (?, ?)", {1, "it's"});
    connection.rows("SELECT * FROM t");
    transaction.commit();
  }
  EXPECT_EQ(log.str(),
            "BEGIN\n"
            "CREATE TABLE t (a, b)\n"
            "CREATE TABLE u (c)\n"
            "INSERT INTO t VALUES (?, ?)\n(1, 'it''s')\n"
            "SELECT * FROM t\n"
            "COMMIT\n");
}

TEST(Echo, ShowsAStatementOnceHoweverManyRowsItHas) {
  int events = 0;
  Engine engine("sqlite://", {.echo = [&](const EchoEvent&) { ++events; }});
  Connection connection = engine.connect();
  Statement statement = connection.prepare("SELECT 1 UNION SELECT 2");
  EXPECT_EQ(events, 0);
  statement.run();
  EXPECT_EQ(events, 1);
  statement.run();
  EXPECT_EQ(events, 2);
}

TEST(Echo, ShowsAStatementThatFails) {
  std::ostringstream log;
  Engine engine("sqlite://", {.echo = echo_to(log)});
  Connection connection = engine.connect();
  EXPECT_ANY_THROW(connection.execute("SELECT abs(?)", {std::numeric_limits<std::int64_t>::min()}));
  EXPECT_EQ(log.str(), "SELECT abs(?)\n(-9223372036854775808)\n");
}

TEST(Echo, ShowsTheRollbackOfAConnectionThatWasLeftInATransaction) {
  std::ostringstream log;
  Engine engine("sqlite://", {.echo = echo_to(log)});
  engine.connect().execute("BEGIN");
  EXPECT_EQ(log.str(), "BEGIN\nROLLBACK\n");
}

TEST(Echo, AndErrorsMayBeKeptFromTheValues) {
  std::ostringstream log;
  Engine engine("sqlite://", {.echo = echo_to(log), .hide_parameters = true});
  Connection connection = engine.connect();
  connection.execute("CREATE TABLE t (secret UNIQUE)");
  connection.execute("INSERT INTO t VALUES (?)", {"xyzzy"});
  try {
    connection.execute("INSERT INTO t VALUES (?)", {"xyzzy"});
    FAIL() << "the value is there already";
  } catch (const UniqueViolation& error) {
    EXPECT_STREQ(
        error.what(),
        "UNIQUE constraint failed: t.secret (SQLITE_CONSTRAINT_UNIQUE) [SQL: INSERT INTO t "
        "VALUES (?)]");
    EXPECT_TRUE(error.parameters().empty());
  }
  EXPECT_EQ(log.str().find("xyzzy"), std::string::npos) << log.str();
}

TEST(Echo, ShowsTheTokenOfTheConnection) {
  std::ostringstream log;
  Engine engine("sqlite://", {.echo = echo_to(log)});
  Connection connection = engine.connect();
  connection.set_logging_token("job 7");
  connection.execute("SELECT ?", {1});
  EXPECT_EQ(log.str(), "[job 7] SELECT ?\n(1)\n");
}

TEST(Echo, LeavesScratchDatabasesOut) {
  std::ostringstream log;
  const Engine engine("sqlite://", {.echo = echo_to(log)});
  engine.scratch().execute("CREATE TABLE t (a)");
  EXPECT_EQ(log.str(), "");
}

}  // namespace
}  // namespace retort::engine
