// Runs inside of a transaction that the caller has begun.

#include <gtest/gtest.h>

#include <retort/engine/transaction.h>
#include <retort/migrate/error.h>
#include <retort/migrate/runner.h>

#include "migrate/scripts_for_tests.h"

namespace retort::migrate {
namespace {

using testing::sql_script;

// Two tables with rows that hang together, and a history that rebuilds the one referred to.
class RunnerWithin : public ::testing::Test {
 protected:
  RunnerWithin() {
    connection_.execute_script(
        "CREATE TABLE a (id INTEGER PRIMARY KEY, x INTEGER); CREATE TABLE b (a INTEGER REFERENCES "
        "a "
        "ON DELETE CASCADE); INSERT INTO a VALUES (1, 10), (2, 20); INSERT INTO b VALUES (1), (2)");
    Script rebuild = sql_script("aaaa", {}, "SELECT 1");
    AlterColumn op{.table = "a", .before = {.name = "x"}, .after = {.name = "x", .type = {"TEXT"}}};
    op.type = true;
    rebuild.upgrade = {op};
    rebuild.downgrade = {op};
    std::get<AlterColumn>(rebuild.downgrade.front()).after.type = {"INTEGER"};
    graph_.emplace(std::vector<Script>{
        rebuild, sql_script("bbbb", {"aaaa"}, "CREATE TABLE c (x)", "DROP TABLE c")});
    runner_.emplace(engine_, *graph_);
  }

  std::string rows(const std::string& sql) {
    std::string text;
    for (const auto& row : connection_.rows(sql)) text += engine::to_text(row);
    return text;
  }
  std::string everything() {
    return rows("SELECT id, x, typeof(x) FROM a") + rows("SELECT * FROM b") + " at " +
           rows("SELECT * FROM migrate_version");
  }

  engine::Engine engine_{"sqlite://"};
  engine::Connection connection_ = engine_.connect();
  std::optional<Graph> graph_;
  std::optional<Runner> runner_;
};

TEST_F(RunnerWithin, IsPartOfTheTransaction) {
  {
    engine::Transaction transaction(connection_, engine::Mode::immediate);
    connection_.execute("INSERT INTO a VALUES (3, 30)");
    EXPECT_EQ(runner_->upgrade_within(connection_, "head"), 2u);
    EXPECT_TRUE(connection_.in_transaction());
    EXPECT_EQ(everything(),
              "(1, '10', 'text')(2, '20', 'text')(3, '30', 'text')(1)(2) at ('bbbb')");
    transaction.rollback();
  }
  EXPECT_EQ(rows("SELECT * FROM a"), "(1, 10)(2, 20)");
  EXPECT_EQ(rows("SELECT name FROM sqlite_schema ORDER BY name"), "('a')('b')");
  {
    engine::Transaction transaction(connection_, engine::Mode::immediate);
    runner_->upgrade_within(connection_, "head");
    transaction.commit();
  }
  EXPECT_EQ(everything(), "(1, '10', 'text')(2, '20', 'text')(1)(2) at ('bbbb')");
  {
    engine::Transaction transaction(connection_, engine::Mode::immediate);
    EXPECT_EQ(runner_->downgrade_within(connection_, "base"), 2u);
    transaction.commit();
  }
  EXPECT_EQ(everything(), "(1, 10, 'integer')(2, 20, 'integer')(1)(2) at ");
  EXPECT_EQ(rows("PRAGMA foreign_keys"), "(1)");
}

TEST_F(RunnerWithin, LeavesWhatWasDoneBeforeAloneWhereItFails) {
  const Graph graph(std::vector{sql_script("aaaa", {}, "CREATE TABLE c (x)"),
                                sql_script("bbbb", {"aaaa"}, "INSERT INTO nothing VALUES (1)")});
  engine::Transaction transaction(connection_, engine::Mode::immediate);
  connection_.execute("INSERT INTO a VALUES (3, 30)");
  EXPECT_THROW(Runner(engine_, graph).upgrade_within(connection_, "head"), Error);
  EXPECT_TRUE(connection_.in_transaction());
  transaction.commit();
  EXPECT_EQ(rows("SELECT * FROM a"), "(1, 10)(2, 20)(3, 30)");
  EXPECT_EQ(rows("SELECT name FROM sqlite_schema ORDER BY name"), "('a')('b')");
}

TEST_F(RunnerWithin, TellsNobodyThatItIsCommitted) {
  std::string heard;
  RunOptions options;
  options.lifecycle.after_revision = [&](engine::Connection&, const Move& move) {
    heard += move.revision->revision + ' ';
  };
  options.lifecycle.committed = [&](const Move&) { heard += "committed"; };
  engine::Transaction transaction(connection_, engine::Mode::immediate);
  runner_->upgrade_within(connection_, "head", options);
  EXPECT_EQ(heard, "aaaa bbbb ");
}

TEST_F(RunnerWithin, RefusesWhatNeedsATransactionOfItsOwn) {
  EXPECT_THROW(runner_->upgrade_within(connection_, "head"), MigrateError) << "there is none";
  Script outside = sql_script("aaaa", {}, "VACUUM");
  std::get<Execute>(outside.upgrade.front()).transaction = false;
  const Graph graph(std::vector{outside});
  engine::Transaction transaction(connection_, engine::Mode::immediate);
  EXPECT_THROW(Runner(engine_, graph).upgrade_within(connection_, "head"), MigrateError);
  EXPECT_THROW(runner_->upgrade_within(connection_, "head", {.backup = BackupOptions{}}),
               MigrateError);
  EXPECT_THROW(runner_->upgrade_within(connection_, "head", {.online = OnlineOptions{}}),
               MigrateError);
  transaction.commit();
  EXPECT_EQ(rows("SELECT name FROM sqlite_schema ORDER BY name"), "('a')('b')");
}

}  // namespace
}  // namespace retort::migrate
