// What a run looks at before and while it works: a stop flag, the room on the disk, a copy.

#include <gtest/gtest.h>

#include <atomic>

#include <retort/engine/error.h>
#include <retort/engine/transaction.h>
#include <retort/migrate/error.h>
#include <retort/migrate/runner.h>

#include "cli/command_line.h"
#include "migrate/scripts_for_tests.h"

namespace retort::migrate {
namespace {

using testing::sql_script;

class RunCare : public ::testing::Test {
 protected:
  void SetUp() override {
    connection().execute_script(
        "CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER); CREATE INDEX i ON t (a); WITH "
        "RECURSIVE "
        "n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 50000) INSERT INTO t SELECT i, "
        "i "
        "FROM n");
  }

  engine::Connection connection() { return engine.connect(); }
  engine::Value scalar(const std::string& sql) { return *connection().scalar(sql); }

  static Script rebuild(const std::string& id, const std::vector<std::string>& parents) {
    Script script = sql_script(id, parents, "SELECT 1");
    AlterColumn op{.table = "t", .before = {.name = "a"}, .after = {.name = "a", .type = {"TEXT"}}};
    op.type = true;
    script.upgrade = {op};
    return script;
  }

  std::string refusal(const Graph& graph, const RunOptions& options) {
    try {
      Runner(engine, graph).upgrade("head", options);
    } catch (const Error& error) {
      return error.what();
    }
    return "";
  }

  tests::Folder folder;
  engine::Engine engine{"sqlite:///" + (folder / "app.db").string()};
};

// One revision, which forbids NULLs in a column.
Graph no_nulls() {
  AlterColumn op{.table = "t",
                 .before = {.name = "a"},
                 .after = {.name = "a", .type = {"INTEGER"}, .nullable = false}};
  op.nullable = true;
  Script script = sql_script("aaaa", {}, "SELECT 1");
  script.upgrade = {op};
  return Graph(std::vector{script});
}

TEST_F(RunCare, FindsRowsInTheWayWhileAnotherHoldsTheLock) {
  connection().execute("UPDATE t SET a = NULL WHERE id = 7");
  engine::Connection other = connection();
  const engine::Transaction held(other, engine::Mode::immediate);
  for (const bool together : {false, true})
    EXPECT_NE(refusal(no_nulls(), {.one_transaction = together}).find("(id = 7"),
              std::string::npos);
}

TEST_F(RunCare, LooksAgainUnderTheLockOnlyWhereSomebodyWrote) {
  std::vector<std::string> checks;
  std::string to_write;
  RunOptions options;
  options.lifecycle.statements.after = [&](engine::Connection& own, const Step& step) {
    if (step.code.empty()) return;
    checks.push_back(own.in_transaction() ? "locked" : "free");
    if (!own.in_transaction() && !to_write.empty()) connection().execute(to_write);
  };
  to_write = "UPDATE t SET a = NULL WHERE id = 7";
  EXPECT_NE(refusal(no_nulls(), options).find("(id = 7"), std::string::npos);
  EXPECT_EQ(checks, std::vector<std::string>{"free"}) << "the second one stopped it";

  connection().execute("UPDATE t SET a = 1 WHERE id = 7");
  checks.clear();
  to_write = "UPDATE t SET a = 2 WHERE id = 7";
  EXPECT_EQ(refusal(no_nulls(), {.dry_run = true, .lifecycle = options.lifecycle}), "");
  EXPECT_EQ(checks, (std::vector<std::string>{"free", "locked"}));

  checks.clear();
  to_write.clear();
  EXPECT_EQ(refusal(no_nulls(), options), "");
  EXPECT_EQ(checks, std::vector<std::string>{"free"});
}

TEST_F(RunCare, StopsInTheMiddleOfACopy) {
  const Graph graph(
      std::vector{sql_script("aaaa", {}, "CREATE TABLE u (x)"), rebuild("bbbb", {"aaaa"})});
  std::atomic<bool> stop = false;
  RunOptions options{.stop = &stop};
  options.lifecycle.statements.before = [&](engine::Connection&, const Step& step) {
    if (step.kind == Step::Kind::copy) stop = true;
  };
  EXPECT_EQ(refusal(graph, options),
            "stopped: the upgrade to bbbb was rolled back; what was done before it stays: aaaa");
  EXPECT_EQ(scalar("SELECT typeof(a) FROM t"), engine::Value{std::string("integer")});
  EXPECT_EQ(scalar("PRAGMA foreign_keys"), engine::Value{std::int64_t{1}});
  EXPECT_EQ(Runner(engine, graph).upgrade("head"), 1U) << "and goes on when it is asked to";
}

TEST_F(RunCare, StopsBetweenTwoRevisions) {
  const Graph graph(std::vector{sql_script("aaaa", {}, "CREATE TABLE u (x)"),
                                sql_script("bbbb", {"aaaa"}, "CREATE TABLE v (x)")});
  std::atomic<bool> stop = false;
  RunOptions options{.stop = &stop};
  options.lifecycle.committed = [&](const Move&) { stop = true; };
  EXPECT_NE(refusal(graph, options).find("stays: aaaa"), std::string::npos);
  stop = true;
  options.one_transaction = true;
  EXPECT_NE(refusal(graph, options).find("nothing was changed"), std::string::npos);
}

TEST_F(RunCare, AsksForRoomBeforeARebuild) {
  const Graph graph(std::vector{rebuild("aaaa", {})});
  RunOptions options{.free_space = [](const std::filesystem::path&) { return 1000U; }};
  const std::string before = tests::read_file(folder / "app.db");
  const std::string refused = refusal(graph, options);
  EXPECT_NE(refused.find("there is too little room: to rebuild t takes up to "), std::string::npos)
      << refused;
  EXPECT_NE(refused.find(folder.path().string() + ", which has 1.0 kB left"), std::string::npos)
      << refused;
  EXPECT_EQ(tests::read_file(folder / "app.db"), before);
  options.space_check = false;
  EXPECT_EQ(refusal(graph, options), "");
}

TEST_F(RunCare, MeasuresATableWhereThereIsNoRoomForAllOfTheDatabase) {
  for (const char* other : {"t1", "t2", "t3", "t4", "t5", "t6"})
    connection().execute_script("CREATE TABLE " + std::string(other) + " AS SELECT * FROM t");
  const std::uintmax_t half = std::filesystem::file_size(folder / "app.db") / 2;
  const Graph graph(std::vector{rebuild("aaaa", {})});
  EXPECT_EQ(refusal(graph, {.free_space = [&](const auto&) { return half; }}), "");
}

TEST_F(RunCare, AsksForNoRoomWithoutARebuild) {
  const Graph graph(std::vector{sql_script("aaaa", {}, "CREATE TABLE u (x)")});
  EXPECT_EQ(refusal(graph, {.free_space = [](const auto&) { return 0U; }}), "");
}

TEST_F(RunCare, CopiesOnceBeforeTheFirstChange) {
  const Graph graph(std::vector{sql_script("aaaa", {}, "UPDATE t SET a = 0"),
                                sql_script("bbbb", {"aaaa"}, "DELETE FROM t"),
                                sql_script("cccc", {"bbbb"}, "DROP TABLE nothing")});
  std::vector<std::filesystem::path> copies;
  RunOptions options{.backup = BackupOptions{.made = [&](const std::filesystem::path& copy) {
                       copies.push_back(copy);
                     }}};
  const std::string failed = refusal(graph, options);
  ASSERT_EQ(copies.size(), 1U);
  EXPECT_NE(failed.find("the database as it was is in " + copies[0].string()), std::string::npos);
  EXPECT_EQ(scalar("SELECT count(*) FROM t"), engine::Value{std::int64_t{0}});
  restore(engine, copies[0]);
  EXPECT_EQ(scalar("SELECT count(*) FROM t WHERE a > 0"), engine::Value{std::int64_t{50000}});
}

}  // namespace
}  // namespace retort::migrate
