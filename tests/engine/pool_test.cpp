// The pool of an engine's connections; databases in memory, which have a single one.

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <thread>

#include <retort/engine/engine.h>
#include <retort/engine/error.h>
#include <retort/engine/transaction.h>

#include "engine/temporary_folder.h"

namespace retort::engine {
namespace {

TEST(Pool, ReusesAConnectionWithItsStatements) {
  const tests::TemporaryFolder folder;
  Engine engine(folder.url("a.db"));
  for (int i = 0; i < 3; ++i) engine.connect().execute("SELECT 1");
  EXPECT_EQ(engine.connect().counters().prepared, 1);
  EXPECT_EQ(engine.connect().counters().run, 3);
}

TEST(Pool, OpensAsManyConnectionsAsAreInUse) {
  const tests::TemporaryFolder folder;
  Engine engine(folder.url("a.db"), {.pool_size = 1});
  {
    Connection a = engine.connect();
    Connection b = engine.connect();
    a.execute("SELECT 1");
    EXPECT_EQ(b.counters().run, 0);
    b.execute("SELECT 1");
  }
  // One of the two was kept, the other is closed.
  const Connection kept = engine.connect();
  const Connection opened = engine.connect();
  EXPECT_EQ(kept.counters().run, 1);
  EXPECT_EQ(opened.counters().run, 0);
}

TEST(Pool, RollsBackWhatWasLeftOpen) {
  const tests::TemporaryFolder folder;
  Engine engine(folder.url("a.db"));
  engine.connect().execute("CREATE TABLE t (a)");
  {
    Connection careless = engine.connect();
    careless.execute("BEGIN IMMEDIATE");
    careless.execute("INSERT INTO t VALUES (1)");
  }
  Connection next = engine.connect();
  EXPECT_FALSE(next.in_transaction());
  EXPECT_EQ(next.scalar("SELECT count(*) FROM t"), Value{0});
}

TEST(Pool, LendsConnectionsWithForeignKeysAsTheOptionsSay) {
  const tests::TemporaryFolder folder;
  Engine engine(folder.url("a.db"));
  engine.connect().execute("PRAGMA foreign_keys = OFF");
  EXPECT_EQ(engine.connect().scalar("PRAGMA foreign_keys"), Value{1});
}

TEST(Pool, LendsConnectionsThatWaitAsTheOptionsSay) {
  const tests::TemporaryFolder folder;
  Engine engine(folder.url("a.db"), {.busy_timeout = std::chrono::milliseconds(20)});
  engine.connect().rows("PRAGMA busy_timeout = 3600000");
  Connection waiting = engine.connect();
  Connection holding = engine.connect();
  const Transaction lock(holding, Mode::immediate);
  EXPECT_THROW(Transaction(waiting, Mode::immediate), BusyError);
}

TEST(Pool, MayGoBeforeItsConnections) {
  const tests::TemporaryFolder folder;
  std::optional<Engine> engine(folder.url("a.db"));
  Connection connection = engine->connect();
  engine.reset();
  connection.execute("CREATE TABLE t (a)");
  EXPECT_EQ(connection.execute("INSERT INTO t VALUES (1)"), 1);
}

TEST(Pool, ServesManyThreads) {
  const tests::TemporaryFolder folder;
  Engine engine(folder.url("a.db"), {.pool_size = 2});
  engine.connect().execute_script("PRAGMA journal_mode = WAL; CREATE TABLE t (a)");
  constexpr int threads = 6;
  constexpr int rounds = 20;
  std::atomic<int> failures = 0;
  std::vector<std::thread> workers;
  for (int worker = 0; worker < threads; ++worker)
    workers.emplace_back([&] {
      try {
        for (int i = 0; i < rounds; ++i) {
          Connection connection = engine.connect();
          Transaction transaction(connection, Mode::immediate);
          connection.execute("INSERT INTO t VALUES (?)", {i});
          transaction.commit();
        }
      } catch (const std::exception&) {
        ++failures;
      }
    });
  for (std::thread& worker : workers) worker.join();
  EXPECT_EQ(failures, 0);
  EXPECT_EQ(engine.connect().scalar("SELECT count(*) FROM t"), Value{threads * rounds});
}

TEST(Pool, HasNoMoreThanItMay) {
  const tests::TemporaryFolder folder;
  Engine engine(folder.url("a.db"),
                {.pool_size = 1, .max_overflow = 1, .pool_timeout = std::chrono::milliseconds(1)});
  const Connection a = engine.connect();
  std::optional<Connection> b = engine.connect();
  try {
    engine.connect();
    FAIL() << "a third connection";
  } catch (const PoolTimeout& error) {
    const std::string text = error.what();
    EXPECT_NE(text.find("all 2 connections are in use (pool_size 1, max_overflow 1)"),
              std::string::npos)
        << text;
    EXPECT_NE(text.find("1 ms (pool_timeout)"), std::string::npos) << text;
  }
  b.reset();
  EXPECT_EQ(engine.connect().scalar("SELECT 1"), Value{1});
  // One that cannot be opened takes no place.
  Engine none(folder.url("missing.db"), {.create = false,
                                         .pool_size = 1,
                                         .max_overflow = 0,
                                         .pool_timeout = std::chrono::milliseconds(1)});
  EXPECT_THROW(none.connect(), ConnectError);
  EXPECT_THROW(none.connect(), ConnectError);
}

TEST(Pool, HandsOverToTheThreadThatWaits) {
  const tests::TemporaryFolder folder;
  Engine engine(folder.url("a.db"), {.pool_size = 1, .max_overflow = 0});
  std::optional<Connection> held = engine.connect();
  held->execute("SELECT 1");
  std::optional<Connection::Counters> seen;
  std::thread other([&] { seen = engine.connect().counters(); });
  held.reset();
  other.join();
  ASSERT_TRUE(seen);
  EXPECT_EQ(seen->run, 1);
}

TEST(Pool, LendsOneConnectionTwiceWhereItIsShared) {
  const tests::TemporaryFolder folder;
  Engine engine(folder.url("a.db"));
  std::optional<Connection> first = engine.connect();
  Connection second = first->share();
  Transaction transaction(*first);
  EXPECT_TRUE(second.in_transaction());
  transaction.rollback();
  first.reset();
  EXPECT_EQ(second.scalar("SELECT 1"), Value{1});
}

class MemoryUrl : public testing::TestWithParam<const char*> {};

TEST_P(MemoryUrl, IsOneDatabaseForItsEngine) {
  Engine engine(GetParam());
  engine.connect().execute("CREATE TABLE t (a)");
  Connection a = engine.connect();
  a.execute("INSERT INTO t VALUES (1)");
  Connection b = engine.connect();
  EXPECT_EQ(b.scalar("SELECT count(*) FROM t"), Value{1});
  Engine other(GetParam());
  EXPECT_THROW(other.connect().execute("SELECT * FROM t"), DatabaseError);
}

TEST_P(MemoryUrl, LeavesNoFile) {
  Engine engine(GetParam());
  engine.connect().execute("CREATE TABLE t (a)");
  EXPECT_FALSE(std::filesystem::is_regular_file(engine.url().database));
}

INSTANTIATE_TEST_SUITE_P(, MemoryUrl,
                         testing::Values("sqlite://", "sqlite:///", "sqlite:///:memory:",
                                         "sqlite:///name?mode=memory", "sqlite://?mode=memory"));

TEST(InMemory, KeepsATransactionWhileSomeoneHoldsTheConnection) {
  Engine engine("sqlite://");
  Connection connection = engine.connect();
  Transaction transaction(connection);
  engine.connect().execute("CREATE TABLE t (a)");
  EXPECT_TRUE(transaction.active());
  transaction.commit();
  EXPECT_EQ(engine.connect().scalar("SELECT count(*) FROM t"), Value{0});
}

TEST(InMemory, RollsBackWhenTheLastOneLeaves) {
  Engine engine("sqlite://");
  engine.connect().execute("BEGIN");
  EXPECT_FALSE(engine.connect().in_transaction());
}

TEST(InMemory, OutlivesItsEngineWhileItIsHeld) {
  std::optional<Engine> engine("sqlite://");
  Connection connection = engine->connect();
  engine.reset();
  EXPECT_EQ(connection.scalar("SELECT 1"), Value{1});
}

TEST(InMemory, IsPassedBetweenThreads) {
  Engine engine("sqlite://");
  engine.connect().execute("CREATE TABLE t (a)");
  for (int i = 0; i < 4; ++i)
    std::thread([&] { engine.connect().execute("INSERT INTO t VALUES (1)"); }).join();
  EXPECT_EQ(engine.connect().scalar("SELECT count(*) FROM t"), Value{4});
}

}  // namespace
}  // namespace retort::engine
