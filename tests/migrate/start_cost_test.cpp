// What it costs to find out that there is nothing to do, or little: reads of files, statements, rows.

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>

#include <retort/migrate/faults.h>
#include <retort/migrate/open.h>

#include "cli/command_line.h"
#include "migrate/two_revisions.h"

namespace retort::migrate {
namespace {

using Texts = std::vector<std::string>;
using tests::Folder;
using tests::write_file;

std::string id(int number) { return "r" + std::to_string(1000 + number); }

void write_scripts(const Folder& folder, int count) {
  for (int i = 0; i < count; ++i)
    write_file(folder / ("migrations/" + id(i) + "_step.toml"),
               "revision = \"" + id(i) + "\"\n" +
                   (i == 0 ? "" : "down_revision = \"" + id(i - 1) + "\"\n") +
                   "message = \"number " + std::to_string(i) +
                   "\"\n\n[[upgrade]]\nop = \"execute\"\nsql = \"SELECT 1\"\n");
}

// How often this process has asked the system to read; nothing where the system does not tell.
std::optional<long> reads() {
  std::ifstream counters("/proc/self/io");
  std::string name;
  for (long value = 0; counters >> name >> value;)
    if (name == "syscr:") return value;
  return std::nullopt;
}

long reads_of_history(int scripts) {
  const Folder folder;
  write_scripts(folder, scripts);
  const long before = *reads();
  EXPECT_EQ(read_revisions(folder / "migrations").size(), static_cast<std::size_t>(scripts));
  return *reads() - before;
}

TEST(StartCost, AScriptIsReadOnce) {
  if (!reads()) GTEST_SKIP() << "this system does not count reads in /proc/self/io";
  EXPECT_EQ(reads_of_history(110) - reads_of_history(10), 100);
}

class StartCostAtHead : public ::testing::Test {
 protected:
  void SetUp() override {
    write_scripts(folder, 20);
    Runner(engine, graph()).upgrade("head");
  }
  const Graph& graph() {
    if (!graph_) graph_.emplace(read_revisions(folder / "migrations"));
    return *graph_;
  }
  engine::Connection::Counters counters() { return engine.connect().counters(); }

  Folder folder;
  engine::Engine engine{"sqlite:///" + (folder / "app.db").string()};

 private:
  std::optional<Graph> graph_;
};

TEST_F(StartCostAtHead, WhereADatabaseIsIsOneStatement) {
  const auto before = counters();
  EXPECT_EQ(Runner(engine, graph()).current(), Texts{id(19)});
  EXPECT_EQ(counters().run - before.run, 1);
  EXPECT_EQ(counters().rows - before.rows, 1);
}

TEST_F(StartCostAtHead, AnUpgradeWithNothingToDoIsOneStatement) {
  const auto before = counters();
  EXPECT_EQ(Runner(engine, graph()).upgrade("head"), 0);
  EXPECT_EQ(counters().run - before.run, 1);
  EXPECT_EQ(counters().rows - before.rows, 1);
}

TEST_F(StartCostAtHead, EditedScriptsAreLookedForByTheirChecksums) {
  const auto before = counters();
  engine::Connection connection = engine.connect();
  EXPECT_TRUE(edited_scripts(connection, graph().revisions(), {}).empty());
  EXPECT_EQ(connection.counters().run - before.run, 2) << "whether the table is there; its entries";
  EXPECT_EQ(connection.counters().rows - before.rows, 21);
}

TEST(StartCost, AnOldDatabaseThatIsOpenedIsReadAsLittleAsItCanBe) {
  const Folder folder;
  const std::string url = "sqlite:///" + (folder / "app.db").string();
  migrate::open(url, Graph(std::vector{testing::two_revisions()[0]}));
  Texts sent;
  OpenOptions options;
  options.engine.echo = [&](const engine::EchoEvent& event) { sent.emplace_back(event.sql); };
  migrate::open(url, Graph(testing::two_revisions()), options);
  const auto count = [&](std::string_view begin) {
    return std::ranges::count_if(sent,
                                 [&](const std::string& sql) { return sql.starts_with(begin); });
  };
  EXPECT_EQ(count("SELECT version_num"), 3) << "when it is opened, with the lock, and to write";
  const auto writing = std::ranges::find(sent, "BEGIN IMMEDIATE");
  ASSERT_NE(writing, sent.end());
  EXPECT_EQ(Texts(sent.begin(), writing).size(), 7)
      << "the rows; then in one transaction, so that the file is locked once: the rows, whether "
         "there "
         "is a history, what is unfinished, what is left of an online copy";
  EXPECT_EQ(sent[1], "BEGIN");
  EXPECT_EQ(*(writing - 1), "ROLLBACK");
}

}  // namespace
}  // namespace retort::migrate
