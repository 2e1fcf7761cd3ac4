#include <retort/migrate/runner.h>

#include <gtest/gtest.h>

#include <retort/engine/error.h>
#include <retort/migrate/error.h>

#include "migrate/scripts_for_tests.h"

namespace retort::migrate {
namespace {

Graph history() {
  std::vector<Script> scripts;
  scripts.push_back(testing::sql_script("aaaa", {}, "CREATE TABLE a (x)", "DROP TABLE a"));
  scripts.push_back(testing::sql_script("bbbb", {"aaaa"}, "CREATE TABLE b (x)", "DROP TABLE b"));
  scripts.push_back(testing::sql_script("cccc", {"bbbb"}, "CREATE TABLE c (x)", "DROP TABLE c"));
  return Graph(std::move(scripts));
}

using Names = std::vector<std::string>;

Names tables(engine::Engine& engine) {
  engine::Connection connection = engine.connect();
  Names names;
  for (const auto& row : connection.rows("SELECT name FROM sqlite_schema WHERE type = 'table' AND "
                                         "name NOT LIKE 'migrate\\_%' ESCAPE '\\' "
                                         "ORDER BY name"))
    names.push_back(std::get<std::string>(row[0]));
  return names;
}

class RunnerTest : public ::testing::Test {
 protected:
  engine::Engine engine{"sqlite://"};
  Graph graph = history();
  Runner runner{engine, graph};
};

TEST_F(RunnerTest, CarriesADatabaseUpAndDown) {
  EXPECT_EQ(runner.current(), Names{});
  EXPECT_EQ(runner.upgrade("bbbb"), 2u);
  EXPECT_EQ(runner.current(), Names{"bbbb"});
  EXPECT_EQ(tables(engine), (Names{"a", "b"}));
  EXPECT_EQ(runner.upgrade("head"), 1u);
  EXPECT_EQ(runner.upgrade("head"), 0u);
  EXPECT_EQ(runner.downgrade("aaaa"), 2u);
  EXPECT_EQ(tables(engine), Names{"a"});
  EXPECT_EQ(runner.downgrade("base"), 1u);
  EXPECT_EQ(runner.current(), Names{});
}

TEST_F(RunnerTest, TellsWhatItDid) {
  Names done;
  RunOptions options;
  options.lifecycle.committed = [&](const Move& move) { done.push_back(move.revision->revision); };
  runner.upgrade("head", options);
  EXPECT_EQ(done, (Names{"aaaa", "bbbb", "cccc"}));
}

TEST_F(RunnerTest, ReadingTheVersionMakesNoTable) {
  runner.current();
  engine::Connection connection = engine.connect();
  EXPECT_FALSE(connection.scalar("SELECT name FROM sqlite_schema"));
}

TEST_F(RunnerTest, TheVersionTableIsAlembics) {
  runner.upgrade("head");
  engine::Connection connection = engine.connect();
  const auto sql =
      connection.scalar("SELECT sql FROM sqlite_schema WHERE name = 'migrate_version'");
  ASSERT_TRUE(sql);
  const std::string text = std::get<std::string>(*sql);
  EXPECT_NE(text.find("version_num VARCHAR(32) NOT NULL"), std::string::npos) << text;
  EXPECT_NE(text.find("CONSTRAINT migrate_version_pkc PRIMARY KEY (version_num)"),
            std::string::npos);
}

TEST(Runner, AFailedRevisionLeavesNothing) {
  engine::Engine engine("sqlite://");
  std::vector<Script> scripts;
  scripts.push_back(testing::sql_script("aaaa", {}, "CREATE TABLE a (x)"));
  scripts.push_back(
      testing::sql_script("bbbb", {"aaaa"}, "CREATE TABLE b (x); INSERT INTO nowhere VALUES (1)"));
  const Graph graph(std::move(scripts));
  Runner runner(engine, graph);
  try {
    runner.upgrade("head");
    FAIL() << "it did not throw";
  } catch (const RevisionFailed& error) {
    const std::string what = error.what();
    for (const char* word : {"bbbb", "nowhere", "rolled back"})
      EXPECT_NE(what.find(word), std::string::npos) << what;
  }
  EXPECT_EQ(runner.current(), Names{"aaaa"});
  EXPECT_EQ(tables(engine), Names{"a"});
}

TEST(Runner, ATableWithRowsIsNotDroppedUnasked) {
  engine::Engine engine("sqlite://");
  std::vector<Script> scripts;
  scripts.push_back(testing::sql_script("aaaa", {}, "CREATE TABLE a (x); CREATE TABLE b (x, y)"));
  Script drops = testing::sql_script("bbbb", {"aaaa"}, "SELECT 1");
  drops.upgrade.push_back(DropTable{{.name = "a"}});
  drops.upgrade.push_back(DropColumn{"b", {.name = "y"}});
  scripts.push_back(std::move(drops));
  const Graph graph(std::move(scripts));
  Runner runner(engine, graph);
  runner.upgrade("aaaa");
  engine.connect().execute_script("INSERT INTO a VALUES (1); INSERT INTO b VALUES (1, NULL)");
  EXPECT_THROW(runner.upgrade("head"), DecisionNeeded);
  EXPECT_EQ(tables(engine), (Names{"a", "b"}));
  engine.connect().execute("DELETE FROM a");
  EXPECT_EQ(runner.upgrade("head"), 1u) << "nothing is lost with an empty table and column";
}

TEST(Runner, AllowedDropsAreMade) {
  engine::Engine engine("sqlite://");
  std::vector<Script> scripts;
  scripts.push_back(
      testing::sql_script("aaaa", {}, "CREATE TABLE a (x); INSERT INTO a VALUES (1)"));
  Script drops = testing::sql_script("bbbb", {"aaaa"}, "SELECT 1");
  drops.upgrade.push_back(DropTable{{.name = "a"}});
  scripts.push_back(std::move(drops));
  const Graph graph(std::move(scripts));
  Runner(engine, graph).upgrade("head", {.allow_destructive = true});
  EXPECT_EQ(tables(engine), Names{});
}

TEST(Runner, ARebuildKeepsTheRowsOfChildren) {
  engine::Engine engine("sqlite://");
  std::vector<Script> scripts;
  scripts.push_back(
      testing::sql_script("aaaa", {},
                          "CREATE TABLE p (id INTEGER PRIMARY KEY, n INTEGER);"
                          "CREATE TABLE c (id INTEGER PRIMARY KEY, p INTEGER REFERENCES p (id) ON "
                          "DELETE CASCADE);"
                          "INSERT INTO p VALUES (1, 2); INSERT INTO c VALUES (1, 1)"));
  Script alter = testing::sql_script("bbbb", {"aaaa"}, "SELECT 1");
  alter.upgrade.push_back(AlterColumn{.table = "p",
                                      .before = {.name = "n"},
                                      .after = {.name = "n", .type = {"TEXT"}},
                                      .type = true});
  scripts.push_back(std::move(alter));
  const Graph graph(std::move(scripts));
  Runner(engine, graph).upgrade("head");
  engine::Connection connection = engine.connect();
  EXPECT_EQ(std::get<std::int64_t>(*connection.scalar("SELECT count(*) FROM c")), 1);
  EXPECT_EQ(std::get<std::string>(*connection.scalar("SELECT typeof(n) FROM p")), "text");
  EXPECT_EQ(std::get<std::int64_t>(*connection.scalar("PRAGMA foreign_keys")), 1)
      << "enforcement of foreign keys is on again";
}

TEST(Replay, BuildsWhatTheHistorySays) {
  engine::Engine engine("sqlite://");
  engine::Connection scratch = engine.scratch();
  const Graph graph = history();
  replay(scratch, graph);
  EXPECT_EQ(std::get<std::int64_t>(*scratch.scalar("SELECT count(*) FROM sqlite_schema")), 3);
  EXPECT_EQ(tables(engine), Names{});
}

}  // namespace
}  // namespace retort::migrate
