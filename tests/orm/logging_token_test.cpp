// The token that echo and events show beside the statements of a session.

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include <retort/engine/engine.h>
#include <retort/engine/transaction.h>
#include <retort/orm/session.h>

namespace retort::orm {
namespace {

using Lines = std::vector<std::string>;

class LoggingToken : public testing::Test {
 protected:
  Lines lines;
  engine::Engine engine{"sqlite://", {.echo = [this](const engine::EchoEvent& event) {
                          lines.push_back(std::string(event.token) + ": " + std::string(event.sql));
                        }}};
  Lines take() { return std::exchange(lines, {}); }
};

TEST_F(LoggingToken, IsShownWithAllThatTheSessionSends) {
  Session session(engine, {.logging_token = "job 7"});
  session.sql("SELECT 1").execute();
  session.rollback();
  EXPECT_EQ(take(), (Lines{"job 7: BEGIN", "job 7: SELECT 1", "job 7: ROLLBACK"}));
}

TEST_F(LoggingToken, EndsWithTheTransaction) {
  auto connection = engine.connect();
  connection.set_logging_token("mine");
  Session session(connection, {.logging_token = "its"});
  session.sql("SELECT 1").execute();
  session.commit();
  connection.execute("SELECT 2");
  EXPECT_EQ(take(), (Lines{"its: BEGIN", "its: SELECT 1", "its: COMMIT", "mine: SELECT 2"}));
}

TEST_F(LoggingToken, OfTheConnectionStaysWhereTheSessionHasNone) {
  auto connection = engine.connect();
  connection.set_logging_token("mine");
  Session session(connection);
  session.sql("SELECT 1").execute();
  session.commit();
  EXPECT_EQ(take(), (Lines{"mine: BEGIN", "mine: SELECT 1", "mine: COMMIT"}));
}

}  // namespace
}  // namespace retort::orm
