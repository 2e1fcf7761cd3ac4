// What the history table keeps of each run, and what it is good for.

#include <gtest/gtest.h>

#include <retort/engine/error.h>
#include <retort/migrate/checksum.h>
#include <retort/migrate/error.h>
#include <retort/migrate/runner.h>

#include "migrate/two_revisions.h"

namespace retort::migrate {
namespace {

using testing::sql_script;
using testing::two_revisions;

std::string summary(engine::Engine& engine) {
  engine::Connection connection = engine.connect();
  std::string text;
  for (const HistoryEntry& entry : HistoryTable("migrate_history").entries(connection)) {
    text += text.empty() ? "" : ", ";
    text += entry.direction + " " + entry.revision + " " + std::to_string(entry.steps);
    if (entry.finished.empty()) text += " unfinished";
  }
  return text;
}

TEST(RunnerHistory, HasAnEntryForEachRevision) {
  engine::Engine engine("sqlite://");
  const std::vector<Script> scripts = two_revisions();
  const Graph graph(scripts);
  Runner runner(engine, graph);
  runner.upgrade("head");
  runner.downgrade("-1");
  EXPECT_EQ(summary(engine), "upgrade aaaa 1, upgrade bbbb 1, downgrade bbbb 1");

  engine::Connection connection = engine.connect();
  const HistoryEntry first = HistoryTable("migrate_history").entries(connection).front();
  EXPECT_EQ(first.script, write_script(scripts.front()));
  EXPECT_EQ(first.checksum, checksum(first.script));
  EXPECT_EQ(first.file, "aaaa.toml");
  EXPECT_EQ(first.started.size(), 20u);
  EXPECT_LE(first.started, first.finished);
  EXPECT_NE(first.who.find('@'), std::string::npos);
  EXPECT_TRUE(first.tool.starts_with("retort "));
}

TEST(RunnerHistory, ARevisionThatFailsLeavesNoEntry) {
  engine::Engine engine("sqlite://");
  std::vector<Script> scripts = two_revisions();
  scripts[1].upgrade.push_back(Execute{"INSERT INTO nowhere VALUES (1)"});
  const Graph graph(scripts);
  EXPECT_THROW(Runner(engine, graph).upgrade("head"), RevisionFailed);
  EXPECT_EQ(summary(engine), "upgrade aaaa 1");
}

TEST(RunnerHistory, EndsOfLinesDoNotChangeAChecksum) {
  EXPECT_EQ(checksum("a\nb\n"), checksum("a\r\nb\r\n"));
  EXPECT_NE(checksum("a\nb\n"), checksum("a\nb"));
  EXPECT_EQ(checksum("").size(), 32u);
}

TEST(RunnerHistory, ARevisionWithoutAScriptIsUndoneByTheCopy) {
  engine::Engine engine("sqlite://");
  {
    const Graph both(two_revisions());
    Runner(engine, both).upgrade("head");
  }
  const Graph older(std::vector<Script>{two_revisions().front()});
  Runner runner(engine, older);
  EXPECT_THROW(runner.upgrade("head"), MigrateError);
  EXPECT_EQ(runner.downgrade("aaaa"), 1u);
  EXPECT_EQ(runner.current(), std::vector<std::string>{"aaaa"});
  EXPECT_FALSE(engine.connect().scalar("SELECT 1 FROM sqlite_schema WHERE name = 'b'"));
}

// A step outside of a transaction: what is before it stays, and a run goes on behind it.
class OutsideTest : public ::testing::Test {
 protected:
  OutsideTest() {
    script_.upgrade = {Execute{"CREATE TABLE a (x); INSERT INTO a VALUES (1)"},
                       Execute{"INSERT INTO made_by_hand VALUES (2)", false},
                       Execute{"INSERT INTO a VALUES (3)"}};
  }

  engine::Engine engine_{"sqlite://"};
  Script script_ = sql_script("aaaa", {}, "", "DROP TABLE a");
};

TEST_F(OutsideTest, ARunThatStoppedGoesOn) {
  const Graph graph(std::vector<Script>{script_});
  Runner runner(engine_, graph);
  EXPECT_THROW(runner.upgrade("head"), RevisionFailed);
  EXPECT_EQ(summary(engine_), "upgrade aaaa 1 unfinished");
  EXPECT_TRUE(runner.current().empty());
  engine_.connect().execute("CREATE TABLE made_by_hand (x)");
  EXPECT_EQ(runner.upgrade("head"), 1u);
  EXPECT_EQ(summary(engine_), "upgrade aaaa 3");
  engine::Connection connection = engine_.connect();
  EXPECT_EQ(connection.scalar("SELECT group_concat(x) FROM a"), engine::Value("1,3"));
  EXPECT_EQ(connection.scalar("SELECT count(*) FROM made_by_hand"), engine::Value(std::int64_t{1}));
}

TEST_F(OutsideTest, AnEditedScriptDoesNotGoOn) {
  {
    const Graph graph(std::vector<Script>{script_});
    EXPECT_THROW(Runner(engine_, graph).upgrade("head"), RevisionFailed);
  }
  script_.upgrade.erase(script_.upgrade.begin());
  const Graph edited(std::vector<Script>{script_});
  try {
    Runner(engine_, edited).upgrade("head");
    FAIL();
  } catch (const MigrateError& error) {
    EXPECT_NE(std::string(error.what()).find("edited since"), std::string::npos) << error.what();
  }
}

TEST_F(OutsideTest, IsNoPartOfALargerTransaction) {
  const Graph graph(std::vector<Script>{script_});
  EXPECT_THROW(Runner(engine_, graph).upgrade("head", {.one_transaction = true}), MigrateError);
  EXPECT_EQ(summary(engine_), "");
}

}  // namespace
}  // namespace retort::migrate
