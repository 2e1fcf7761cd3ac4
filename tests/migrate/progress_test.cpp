// How far a long step has come, by a clock of the test's own.

#include <retort/migrate/progress.h>

#include <gtest/gtest.h>

#include <retort/migrate/runner.h>

#include "migrate/scripts_for_tests.h"

namespace retort::migrate {
namespace {

using testing::sql_script;

class ProgressTest : public ::testing::Test {
 protected:
  // Each look at the clock takes `step`.
  void upgrade(const std::vector<Script>& scripts, std::chrono::milliseconds step) {
    std::chrono::steady_clock::time_point now{};
    Progress progress([&](const std::string& line) { lines.push_back(line); },
                      [&now, step] { return now += step; });
    engine::Engine engine("sqlite://");
    const Graph graph(scripts);
    RunOptions options;
    progress.watch(options.lifecycle);
    Runner(engine, graph).upgrade("head", options);
  }

  std::string first_with(const std::string& words) const {
    for (const std::string& line : lines)
      if (line.find(words) != line.npos) return line;
    return "";
  }

  std::vector<std::string> lines;
};

std::vector<Script> rebuild() {
  Script second = sql_script("bbbb", {"aaaa"}, "SELECT 1");
  second.upgrade = {AlterColumn{.table = "t",
                                .before = {.name = "b", .type = {"TEXT"}},
                                .after = {.name = "b", .type = {"BLOB"}},
                                .type = true}};
  return {sql_script("aaaa", {},
                     "CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT); WITH RECURSIVE n(i) AS "
                     "(VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 20000) "
                     "INSERT INTO t SELECT i, 'x' FROM n"),
          second};
}

TEST_F(ProgressTest, CountsTheRowsOfARebuild) {
  upgrade(rebuild(), std::chrono::milliseconds(400));
  const std::string copy = first_with("copy the rows");
  EXPECT_NE(copy.find(" of 20000 rows, "), std::string::npos) << copy;
  EXPECT_NE(copy.find(" s left"), std::string::npos) << copy;
  EXPECT_EQ(lines.back(), "") << "the line is taken away";
}

TEST_F(ProgressTest, CountsTheRowsOfAnIndex) {
  std::vector<Script> scripts = rebuild();
  for (const bool unique : {false, true})
    scripts[1].upgrade.push_back(CreateIndex{
        "t",
        {.name = unique ? "u" : "i", .columns = schema::indexed({"b", "a"}), .unique = unique}});
  scripts[1].upgrade.erase(scripts[1].upgrade.begin());
  upgrade(scripts, std::chrono::milliseconds(400));
  for (const char* index : {"create index i", "create unique index u"}) {
    std::string last;
    for (const std::string& line : lines)
      if (line.starts_with(index)) last = line;
    EXPECT_NE(last.find(" of 20000 rows, "), std::string::npos) << index << last;
    const std::size_t percent = last.find(" %");
    ASSERT_NE(percent, std::string::npos) << index;
    EXPECT_GE(std::stoi(last.substr(last.rfind(' ', percent - 1))), 80)
        << "the estimate ends with the work";
  }
}

TEST_F(ProgressTest, CountsTheRowsOfAnInsert) {
  Script script = sql_script("aaaa", {}, "CREATE TABLE t (a)");
  BulkInsert insert{"t", {"a"}, {}};
  for (std::int64_t i = 0; i < 40; ++i) insert.rows.push_back({i});
  script.upgrade.push_back(insert);
  upgrade({script}, std::chrono::milliseconds(100));
  EXPECT_EQ(first_with("insert 40 rows"),
            "insert 40 rows into t: 25 %, 10 of 40 rows, 10 a second, 3 s left");
}

TEST_F(ProgressTest, SaysNothingInTheFirstSecond) {
  upgrade(rebuild(), std::chrono::milliseconds(0));
  EXPECT_EQ(lines, std::vector<std::string>{});
}

TEST_F(ProgressTest, SaysHowLongWhereNothingCanBeCounted) {
  upgrade(rebuild(), std::chrono::milliseconds(400));
  EXPECT_NE(first_with("execute CREATE TABLE t").find(": 1 s"), std::string::npos);
}

}  // namespace
}  // namespace retort::migrate
