// Events: what an engine tells of connections, transactions, statements and errors.

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <retort/engine/engine.h>
#include <retort/engine/error.h>
#include <retort/engine/transaction.h>

#include "engine/temporary_folder.h"

namespace retort::engine {
namespace {

/// Everything that is told, as lines.
struct Log {
  std::vector<std::string> lines;

  Events events() {
    const auto say = [this](std::string word) {
      return [this, word](Connection&) { lines.push_back(word); };
    };
    const auto name = [this](std::string word) {
      return [this, word](Connection&, std::string_view savepoint) {
        lines.push_back(word + " " + std::string(savepoint));
      };
    };
    return {.checkout = say("checkout"),
            .checkin = say("checkin"),
            .begin = say("begin"),
            .commit = say("commit"),
            .rollback = say("rollback"),
            .savepoint = name("savepoint"),
            .release_savepoint = name("release"),
            .rollback_savepoint = name("rollback to")};
  }
  std::vector<std::string> take() { return std::exchange(lines, {}); }
};

using Lines = std::vector<std::string>;

TEST(Events, TellOfAConnectionThatIsLentAndComesBack) {
  const tests::TemporaryFolder folder;
  Log log;
  Engine engine(folder.url("a.db"), {.events = {log.events()}});
  {
    const Connection connection = engine.connect();
    EXPECT_EQ(log.take(), Lines{"checkout"});
    const Connection same = connection.share();
    const Connection other = engine.connect();
    EXPECT_EQ(log.take(), Lines{"checkout"});
  }
  EXPECT_EQ(log.take(), (Lines{"checkin", "checkin"}));
}

TEST(Events, TellOfTheConnectionOfADatabaseInMemoryOnce) {
  Log log;
  Engine engine("sqlite://", {.events = {log.events()}});
  {
    const Connection first = engine.connect();
    const Connection second = engine.connect();
  }
  EXPECT_EQ(log.take(), (Lines{"checkout", "checkin"}));
}

TEST(Events, CheckoutMayUseTheConnectionOrRefuseIt) {
  bool refuse = false;
  Engine engine("sqlite://", {.events = {{.checkout = [&](Connection& connection) {
                                if (refuse) throw std::runtime_error("closed on Sundays");
                                connection.execute("PRAGMA cache_size = 77");
                              }}}});
  EXPECT_EQ(engine.connect().scalar("PRAGMA cache_size"), Value{77});
  refuse = true;
  EXPECT_THROW(engine.connect(), std::runtime_error);
  refuse = false;
  EXPECT_EQ(engine.connect().scalar("SELECT 1"), Value{1});
}

TEST(Events, CheckinSeesNoTransactionAndCannotFail) {
  const tests::TemporaryFolder folder;
  bool open = true;
  Engine engine(folder.url("a.db"), {.events = {{.checkin = [&](Connection& connection) {
                                       open = connection.in_transaction();
                                       throw std::runtime_error("lost");
                                     }}}});
  engine.connect().execute("BEGIN");
  EXPECT_FALSE(open);
}

TEST(Events, TellOfTransactionsAndSavepoints) {
  Log log;
  Engine engine("sqlite://", {.events = {log.events()}});
  Connection connection = engine.connect();
  log.take();
  {
    Transaction transaction(connection);
    {
      Savepoint kept(connection);
      Savepoint undone(connection);
      undone.rollback();
      kept.release();
    }
    const Savepoint left(connection);
  }
  EXPECT_EQ(log.take(),
            (Lines{"begin", "savepoint retort_1", "savepoint retort_2", "rollback to retort_2",
                   "release retort_1", "savepoint retort_1", "rollback to retort_1", "rollback"}));
  Transaction transaction(connection);
  transaction.commit();
  EXPECT_EQ(log.take(), (Lines{"begin", "commit"}));
}

TEST(Events, TellOfTheRollbackOfWhatWasLeftOpen) {
  const tests::TemporaryFolder folder;
  Log log;
  Engine engine(folder.url("a.db"), {.events = {log.events()}});
  engine.connect().execute("BEGIN");
  EXPECT_EQ(log.take(), (Lines{"checkout", "rollback", "checkin"}));
}

TEST(Events, BeginAndCommitCanBeRefused) {
  bool refuse = true;
  const auto veto = [&](Connection&) {
    if (refuse) throw std::runtime_error("no");
  };
  Engine engine("sqlite://", {.events = {{.begin = veto, .commit = veto}}});
  Connection connection = engine.connect();
  EXPECT_THROW(Transaction{connection}, std::runtime_error);
  EXPECT_FALSE(connection.in_transaction());

  refuse = false;
  Transaction transaction(connection);
  refuse = true;
  EXPECT_THROW(transaction.commit(), std::runtime_error);
  EXPECT_TRUE(transaction.active());
  refuse = false;
  transaction.commit();
}

TEST(Events, NobodyKeepsARollbackFromHappening) {
  Engine engine("sqlite://",
                {.events = {{.rollback = [](Connection&) { throw 1; },
                             .rollback_savepoint = [](Connection&, std::string_view) { throw 1; },
                             .before_execute =
                                 [](const Executing& event) {
                                   if (event.sql.starts_with("ROLLBACK")) throw 1;
                                 }}}});
  Connection connection = engine.connect();
  connection.execute("CREATE TABLE t (a)");
  Transaction transaction(connection);
  {
    const Savepoint savepoint(connection);
    connection.execute("INSERT INTO t VALUES (1)");
  }
  EXPECT_EQ(connection.scalar("SELECT count(*) FROM t"), Value{0});
  transaction.rollback();
  EXPECT_FALSE(connection.in_transaction());
}

TEST(Events, TellOfAStatementBeforeAndAfterItRuns) {
  Lines lines;
  Engine engine("sqlite://", {.events = {{.before_execute =
                                              [&](const Executing& event) {
                                                lines.push_back("before " + std::string(event.sql) +
                                                                to_text(event.parameters));
                                              },
                                          .after_execute =
                                              [&](const Executed& event) {
                                                lines.push_back("after " + std::string(event.sql) +
                                                                to_text(event.parameters) + " " +
                                                                std::to_string(event.rows));
                                                EXPECT_GE(event.duration.count(), 0);
                                              }}}});
  Connection connection = engine.connect();
  connection.rows("SELECT ? UNION ALL SELECT 2", std::vector<Value>{1});
  EXPECT_EQ(lines, (Lines{"before SELECT ? UNION ALL SELECT 2(1)",
                          "after SELECT ? UNION ALL SELECT 2(1) 2"}));
}

TEST(Events, AStatementThatIsLeftHasRunToo) {
  std::vector<std::int64_t> rows;
  Engine engine(
      "sqlite://",
      {.events = {{.after_execute = [&](const Executed& event) { rows.push_back(event.rows); }}}});
  Connection connection = engine.connect();
  {
    Statement statement = connection.prepare("SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3");
    EXPECT_TRUE(statement.step());
    EXPECT_TRUE(statement.step());
    EXPECT_TRUE(rows.empty());
    statement.reset();
    EXPECT_EQ(rows, std::vector<std::int64_t>{2});
    EXPECT_TRUE(statement.step());
  }
  EXPECT_EQ(rows, (std::vector<std::int64_t>{2, 1}));
}

TEST(Events, WhatWasBoundMayBeGoneWhenTheStatementIsLeft) {
  std::string seen;
  Engine engine("sqlite://", {.events = {{.after_execute = [&](const Executed& event) {
                                seen = to_text(event.parameters);
                              }}}});
  Connection connection = engine.connect();
  {
    Statement statement = connection.prepare("SELECT ? UNION ALL SELECT 2");
    {
      const std::string text(100, 'x');
      statement.bind(1, text);
      statement.step();
    }
  }
  EXPECT_EQ(seen, "('" + std::string(100, 'x') + "')");
}

TEST(Events, AStatementCanBeRefusedBeforeItRuns) {
  Engine engine("sqlite://", {.events = {{.before_execute = [](const Executing& event) {
                                if (event.sql.starts_with("DROP"))
                                  throw std::runtime_error("keep it");
                              }}}});
  Connection connection = engine.connect();
  connection.execute("CREATE TABLE t (a)");
  EXPECT_THROW(connection.execute("DROP TABLE t"), std::runtime_error);
  EXPECT_EQ(connection.scalar("SELECT count(*) FROM t"), Value{0});
}

TEST(Events, ParametersMayBeKeptFromThem) {
  std::size_t most = 0;
  Engine engine("sqlite://", {.hide_parameters = true,
                              .events = {{.before_execute = [&](const Executing& event) {
                                most = std::max(most, event.parameters.size());
                              }}}});
  engine.connect().scalar("SELECT ?", std::vector<Value>{1});
  EXPECT_EQ(most, 0U);
}

TEST(Events, TellOfErrorsAndMayThrowOthers) {
  Lines lines;
  bool others = false;
  const tests::TemporaryFolder folder;
  Engine engine(folder.url("a.db"), {.events = {{.handle_error = [&](const DatabaseError& error) {
                                       lines.push_back(error.message() + " [" + error.sql() + "]");
                                       if (others) throw std::runtime_error("mine");
                                     }}}});
  Connection connection = engine.connect();
  EXPECT_THROW(connection.execute("SELECT missing"), DatabaseError);
  connection.execute("CREATE TABLE t (a UNIQUE)");
  connection.execute("INSERT INTO t VALUES (1)");
  EXPECT_THROW(connection.execute("INSERT INTO t VALUES (1)"), UniqueViolation);
  EXPECT_EQ(lines, (Lines{"no such column: missing [SELECT missing]",
                          "UNIQUE constraint failed: t.a [INSERT INTO t VALUES (1)]"}));
  others = true;
  EXPECT_THROW(connection.execute("INSERT INTO t VALUES (1)"), std::runtime_error);
}

TEST(Events, TellThatADatabaseCannotBeOpened) {
  const tests::TemporaryFolder folder;
  int errors = 0;
  Engine engine(folder.url("no/such/folder.db"),
                {.events = {{.handle_error = [&](const DatabaseError&) { ++errors; }}}});
  EXPECT_THROW(engine.connect(), ConnectError);
  EXPECT_EQ(errors, 1);
}

TEST(Events, SeveralAreToldInTheirOrder) {
  Lines lines;
  const auto say = [&](std::string word) {
    return Events{.before_execute = [&lines, word](const Executing&) { lines.push_back(word); }};
  };
  Engine engine("sqlite://", {.events = {say("first"), say("second")}});
  engine.connect().execute("SELECT 1");
  EXPECT_EQ(lines, (Lines{"first", "second"}));
}

TEST(Events, CarryTheTokenOfTheirConnection) {
  const tests::TemporaryFolder folder;
  Lines tokens;
  Engine engine(folder.url("a.db"), {.events = {{.before_execute = [&](const Executing& event) {
                                       tokens.push_back(std::string(event.token));
                                     }}}});
  {
    Connection connection = engine.connect();
    connection.set_logging_token("job 7");
    connection.execute("SELECT 1");
  }
  Connection again = engine.connect();
  EXPECT_EQ(again.logging_token(), "");
  again.execute("SELECT 1");
  EXPECT_EQ(tokens, (Lines{"job 7", ""}));
}

TEST(Events, OfSeveralThreadsAreToldOnThem) {
  const tests::TemporaryFolder folder;
  std::atomic<int> here = 0;
  thread_local int mine = 0;
  Engine engine(folder.url("a.db"), {.events = {{.before_execute = [&](const Executing&) {
                                       ++mine;
                                       ++here;
                                     }}}});
  const auto work = [&] {
    Connection connection = engine.connect();
    for (int i = 0; i < 50; ++i) connection.scalar("SELECT 1");
    EXPECT_EQ(mine, 50);
  };
  std::thread one(work);
  std::thread two(work);
  one.join();
  two.join();
  EXPECT_EQ(here, 100);
}

}  // namespace
}  // namespace retort::engine
