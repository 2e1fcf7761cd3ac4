// What an application hears of a run, the functions that it lends, and runs in one transaction.

#include <gtest/gtest.h>

#include <retort/engine/error.h>
#include <retort/migrate/error.h>
#include <retort/migrate/runner.h>

#include "engine/temporary_folder.h"
#include "migrate/two_revisions.h"

namespace retort::migrate {
namespace {

using testing::sql_script;
using testing::two_revisions;

bool exists(engine::Engine& engine, const std::string& table) {
  const engine::Value name = table;
  return engine.connect()
      .scalar("SELECT 1 FROM sqlite_schema WHERE name = ?", {&name, 1})
      .has_value();
}

TEST(Lifecycle, IsToldWhatWasSaidAboutTheRun) {
  engine::Engine engine("sqlite://");
  std::vector<Script> scripts = two_revisions();
  scripts.back().upgrade.push_back(Call{"fill"});
  const Graph graph(scripts);
  std::string heard;
  RunOptions options;
  options.context = {.tag = "release 7", .arguments = {{"tenant", "acme"}}};
  options.lifecycle.before_revision = [&](engine::Connection&, const Move& move,
                                          const RunContext& run) {
    heard += move.revision->revision + " " + run.tag + "; ";
  };
  options.functions["fill"] = [&](engine::Connection&, const RunContext& run) {
    heard += "fill " + run.arguments.at("tenant");
  };
  Runner(engine, graph).upgrade("head", options);
  EXPECT_EQ(heard, "aaaa release 7; bbbb release 7; fill acme");
  engine::Connection connection = engine.connect();
  for (const HistoryEntry& entry : HistoryTable("migrate_history").entries(connection))
    EXPECT_EQ(entry.tag, "release 7");
}

TEST(DryRun, LeavesNoFileWhereThereWasNone) {
  const tests::TemporaryFolder folder;
  engine::Engine engine(folder.url("app.db"));
  const Graph graph(two_revisions());
  EXPECT_EQ(Runner(engine, graph).upgrade("head", {.dry_run = true}), 2u);
  EXPECT_TRUE(
      std::filesystem::is_empty(std::filesystem::path(folder.file("app.db")).parent_path()));
}

TEST(Lifecycle, IsCalledInOrder) {
  engine::Engine engine("sqlite://");
  const Graph graph(two_revisions());
  std::string heard;
  RunOptions options;
  options.lifecycle = {
      .before_run =
          [&](auto&, const auto& moves) { heard += "run " + std::to_string(moves.size()) + "\n"; },
      .after_run =
          [&](auto&, const auto& moves) { heard += "ran " + std::to_string(moves.size()) + "\n"; },
      .before_revision =
          [&](engine::Connection& connection, const Move& move) {
            EXPECT_TRUE(connection.in_transaction());
            heard += "before " + move.revision->revision + "\n";
          },
      .after_revision =
          [&](auto&, const Move& move) { heard += "after " + move.revision->revision + "\n"; },
      .committed = [&](const Move& move) { heard += "done " + move.revision->revision + "\n"; },
      .statements = {.before = [&](auto&, const Step& step) { heard += "> " + step.sql + "\n"; },
                     .after = [&](auto&, const Step& step) { heard += "< " + step.sql + "\n"; }}};
  Runner(engine, graph).upgrade("head", options);
  EXPECT_EQ(heard,
            "run 2\n"
            "before aaaa\n> CREATE TABLE a (x)\n< CREATE TABLE a (x)\nafter aaaa\ndone aaaa\n"
            "before bbbb\n> CREATE TABLE b (x)\n< CREATE TABLE b (x)\nafter bbbb\ndone bbbb\n"
            "ran 2\n");
}

TEST(Lifecycle, WhatItThrowsRollsTheRevisionBack) {
  engine::Engine engine("sqlite://");
  const Graph graph(two_revisions());
  RunOptions options;
  std::size_t made = 99;
  options.lifecycle.after_revision = [](auto&, const Move& move) {
    if (move.revision->revision == "bbbb") throw std::runtime_error("the application says no");
  };
  options.lifecycle.after_run = [&](auto&, const auto& moves) { made = moves.size(); };
  Runner runner(engine, graph);
  EXPECT_THROW(runner.upgrade("head", options), std::runtime_error);
  EXPECT_EQ(runner.current(), std::vector<std::string>{"aaaa"});
  EXPECT_FALSE(exists(engine, "b"));
  EXPECT_EQ(made, 1u);
}

TEST(Functions, RunWhereTheScriptCallsThem) {
  engine::Engine engine("sqlite://");
  Script script = sql_script("aaaa", {}, "CREATE TABLE a (x)");
  script.upgrade.push_back(Call{"fill"});
  script.upgrade.push_back(Execute{"UPDATE a SET x = x + 1"});
  const Graph graph(std::vector<Script>{script});
  Runner runner(engine, graph);
  RunOptions options;
  options.functions["fil"] = [](engine::Connection&) {};
  try {
    runner.upgrade("head", options);
    FAIL();
  } catch (const MigrateError& error) {
    const std::string what = error.what();
    EXPECT_NE(what.find("aaaa"), std::string::npos) << what;
    EXPECT_NE(what.find("fill"), std::string::npos) << what;
    EXPECT_NE(what.find("did you mean \"fil\""), std::string::npos) << what;
  }
  EXPECT_FALSE(exists(engine, "a")) << "a missing function stops a run before it begins";

  options.functions["fill"] = [](engine::Connection& connection) {
    EXPECT_TRUE(connection.in_transaction());
    connection.execute("INSERT INTO a VALUES (41)");
  };
  EXPECT_EQ(runner.upgrade("head", options), 1u);
  EXPECT_EQ(engine.connect().scalar("SELECT x FROM a"), engine::Value(std::int64_t{42}));
}

TEST(OneTransaction, IsAllRevisionsOrNone) {
  engine::Engine engine("sqlite://");
  std::vector<Script> scripts = two_revisions();
  scripts.push_back(sql_script("cccc", {"bbbb"}, "INSERT INTO nowhere VALUES (1)"));
  const Graph graph(scripts);
  Runner runner(engine, graph);
  try {
    runner.upgrade("head", {.one_transaction = true});
    FAIL();
  } catch (const RevisionFailed& error) {
    EXPECT_NE(std::string(error.what()).find("cccc"), std::string::npos) << error.what();
  }
  EXPECT_TRUE(runner.current().empty());
  EXPECT_FALSE(exists(engine, "a"));
  EXPECT_EQ(runner.upgrade("bbbb", {.one_transaction = true}), 2u);
  EXPECT_TRUE(exists(engine, "b"));
}

TEST(DryRun, ChangesNothing) {
  engine::Engine engine("sqlite://");
  std::vector<Script> scripts = two_revisions();
  // A rebuild, which begins the transaction a second time.
  scripts[1].upgrade = {AlterColumn{.table = "a",
                                    .before = {.name = "x"},
                                    .after = {.name = "x", .nullable = false},
                                    .nullable = true}};
  const Graph graph(scripts);
  Runner runner(engine, graph);
  std::vector<std::string> tried;
  RunOptions options{.dry_run = true};
  options.lifecycle.committed = [&](const Move& move) { tried.push_back(move.revision->revision); };
  EXPECT_EQ(runner.upgrade("head", options), 2u);
  EXPECT_EQ(tried, (std::vector<std::string>{"aaaa", "bbbb"}));
  EXPECT_FALSE(engine.connect().scalar("SELECT 1 FROM sqlite_schema"));
  EXPECT_EQ(engine.connect().scalar("PRAGMA foreign_keys"), engine::Value(std::int64_t{1}));
}

TEST(RunnerLock, WaitsForAnotherRunnerAndGivesUp) {
  const tests::TemporaryFolder folder;
  engine::Engine engine(folder.url("a.db"));
  const Graph graph(two_revisions());
  Runner runner(engine, graph);
  const RunOptions at_once{.lock_timeout = std::chrono::milliseconds(0)};
  {
    const engine::AdvisoryLock other = engine.lock("migrate", std::chrono::milliseconds(0));
    EXPECT_THROW(runner.upgrade("head", at_once), engine::BusyError);
    EXPECT_FALSE(exists(engine, "a"));
  }
  EXPECT_EQ(runner.upgrade("head", at_once), 2u);
  // Nothing to do takes no lock.
  const engine::AdvisoryLock other = engine.lock("migrate", std::chrono::milliseconds(0));
  EXPECT_EQ(runner.upgrade("head", at_once), 0u);
}

}  // namespace
}  // namespace retort::migrate
