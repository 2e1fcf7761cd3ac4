// `kill -9` at 1,000 random moments of an upgrade through 20 revisions with data: after each the database
// is exactly at a revision, and the next upgrade finishes.
//
// The process that upgrades kills itself at the n-th call that writes, syncs, truncates, makes or deletes a
// file, or it is killed from outside right behind that. Moments are counted, not timed.

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <numeric>
#include <random>
#include <set>
#include <string>

#include <retort/engine/dialect.h>
#include <retort/migrate/runner.h>

#include "migrate/fault_vfs.h"
#include "migrate/scripts_for_tests.h"

namespace retort::migrate {
namespace {

namespace fs = std::filesystem;
using testing::sql_script;
using tests::FaultVfs;

constexpr int revisions = 20;

std::string id(int number) { return (number < 10 ? "r00" : "r0") + std::to_string(number); }

// Tables with rows, rebuilds of a table that others refer to, filled columns, indexes and updates.
Script script(int number) {
  const std::string n = std::to_string(number);
  Script script = sql_script(id(number), {}, "SELECT 1");
  if (number > 1) script.down_revisions = {id(number - 1)};
  switch (number % 4) {
    case 1:
      script.upgrade = {Execute{"CREATE TABLE t" + n +
                                " (id INTEGER PRIMARY KEY, v TEXT, item "
                                "REFERENCES items ON DELETE CASCADE);"
                                "INSERT INTO t" +
                                n + " SELECT id, name, id FROM items"}};
      break;
    case 2:
      script.upgrade = {AlterColumn{.table = "items",
                                    .before = {.name = "name"},
                                    .after = {.name = "name", .nullable = number % 8 == 6},
                                    .nullable = true}};
      break;
    case 3:
      script.upgrade = {AddColumn{.table = "items",
                                  .column = {.name = "c" + n, .type = {"TEXT"}, .nullable = false},
                                  .fill = "name || '-' || " + n},
                        CreateIndex{"items", {.name = "ix" + n, .columns = {{.column = "c" + n}}}}};
      break;
    default:
      script.upgrade = {Execute{"UPDATE items SET n = n + " + n},
                        Execute{"DELETE FROM items WHERE id = " + n}};
  }
  if (number == 1)
    script.upgrade.insert(
        script.upgrade.begin(),
        Execute{"CREATE TABLE items (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT, n INTEGER);"
                "WITH RECURSIVE k(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM k WHERE i < 30) "
                "INSERT INTO items (name, n) SELECT 'item ' || i, i FROM k"});
  return script;
}

Graph history() {
  std::vector<Script> scripts;
  for (int number = 1; number <= revisions; ++number) scripts.push_back(script(number));
  return Graph(scripts);
}

// Everything in the database but the times in the history table.
std::string contents(engine::Engine& engine) {
  engine::Connection connection = engine.connect();
  std::string text;
  const auto add = [&](const std::string& sql) {
    for (const auto& row : connection.rows(sql)) {
      for (const engine::Value& value : row) text += connection.dialect().literal(value) + '|';
      text += '\n';
    }
  };
  add("SELECT type, name, sql FROM sqlite_schema ORDER BY type, name");
  for (const auto& row : connection.rows(
           "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'migrate%' "
           "AND name NOT LIKE 'sqlite%' ORDER BY name"))
    add("SELECT * FROM " + std::get<std::string>(row.front()) + " ORDER BY 1");
  add("SELECT version_num FROM migrate_version");
  add("SELECT id, revision, direction, finished IS NULL, steps, checksum FROM migrate_history "
      "ORDER BY id");
  add("PRAGMA integrity_check");
  add("PRAGMA foreign_key_check");
  return text;
}

// The kills are in four parts, so that they can run at once.
constexpr int parts = 4;
constexpr int kills = 1000 / parts;

class Killed : public ::testing::TestWithParam<unsigned> {
 protected:
  Killed() {
    // Nothing is lost with the machine here, so memory will do where there is some.
    const fs::path memory = "/dev/shm";
    std::string pattern =
        ((::access(memory.c_str(), W_OK) == 0 ? memory : fs::temp_directory_path()) /
         "retort-killed-XXXXXX")
            .string();
    folder_ = ::mkdtemp(pattern.data());
    for (int number = 1; number <= revisions; ++number) {
      int moments = 0;
      FaultVfs::instance().on_call = [&] { ++moments; };
      {
        engine::Engine engine(url() + "?vfs=retort-faults");
        Runner(engine, graph_).upgrade(id(number));
      }
      FaultVfs::instance().on_call = nullptr;
      engine::Engine engine(url());
      expected_.push_back(contents(engine));
      moments_.push_back(moments);
      fs::copy_file(file(), copy_at(number));
    }
  }
  ~Killed() override { fs::remove_all(folder_); }

  fs::path file() const { return folder_ / "app.db"; }
  fs::path copy_at(int number) const { return folder_ / ("at_" + std::to_string(number)); }
  std::string url() const { return "sqlite:///" + file().string(); }

  // How many moments the way from one revision to another has.
  int moments(int from, int to) const {
    return std::accumulate(moments_.begin() + from, moments_.begin() + to, 0);
  }

  // A process that upgrades and says a byte for each moment; `at` is where it kills itself.
  pid_t start(int at, int pipe_end) {
    const pid_t child = ::fork();
    if (child != 0) return child;
    int moment = 0;
    const auto tell = [&] {
      const char byte = '.';
      if (::write(pipe_end, &byte, 1) != 1) ::_exit(3);
      if (++moment == at) ::raise(SIGKILL);
    };
    FaultVfs::instance().on_call = tell;
    try {
      engine::Engine engine(url() + "?vfs=retort-faults");
      Runner(engine, graph_).upgrade("head");
    } catch (...) {
      ::_exit(2);
    }
    ::_exit(0);
  }

  // Runs an upgrade that is killed at a moment, by itself or from outside.
  void kill_at(int moment, bool from_outside) {
    int ends[2];
    ASSERT_EQ(::pipe(ends), 0);
    const pid_t child = start(from_outside ? 0 : moment, ends[1]);
    ::close(ends[1]);
    char byte;
    for (int heard = 0; heard < moment && ::read(ends[0], &byte, 1) == 1;) ++heard;
    if (from_outside) ::kill(child, SIGKILL);
    int status = 0;
    ::waitpid(child, &status, 0);
    ::close(ends[0]);
    // One that was faster than its killer has ended well.
    ASSERT_TRUE(WIFSIGNALED(status) || (WIFEXITED(status) && WEXITSTATUS(status) == 0)) << status;
  }

  // Where the database is, or -1 where that is at no revision.
  int place() {
    engine::Engine engine(url());
    if (!engine.connect().scalar("SELECT 1 FROM sqlite_schema")) return 0;  // nothing yet
    const std::string is = contents(engine);
    for (int number = 1; number <= revisions; ++number)
      if (is == expected_[static_cast<std::size_t>(number - 1)]) return number;
    ADD_FAILURE() << "at no revision:\n" << is;
    return -1;
  }

  void start_at(int number) {
    for (const char* ending : {"", "-journal", "-wal", "-shm"})
      fs::remove(file().string() + ending);
    if (number > 0) fs::copy_file(copy_at(number), file());
  }

  const Graph graph_ = history();
  fs::path folder_;
  std::vector<std::string> expected_;
  std::vector<int> moments_;
};

TEST_P(Killed, TheDatabaseIsAtARevision) {
  std::mt19937 random(GetParam());
  const auto any = [&](int from, int to) {
    return std::uniform_int_distribution<int>(from, to)(random);
  };
  std::set<int> places;
  for (int kill = 0; kill < kills; ++kill) {
    // Some go all the way; the others begin where an upgrade would be shortly before the moment.
    const int from = kill % 5 == 0 ? 0 : any(0, revisions - 1);
    const int to = kill % 5 == 0 ? revisions : std::min(from + 2, revisions);
    const int moment = any(1, moments(from, to));
    start_at(from);
    kill_at(moment, kill % 3 == 0);
    const int at = place();
    places.insert(at);
    ASSERT_GE(at, from) << "kill " << kill << " at moment " << moment;
    engine::Engine engine(url());
    ASSERT_EQ(Runner(engine, graph_).upgrade("head"), static_cast<std::size_t>(revisions - at));
    ASSERT_EQ(place(), revisions) << "kill " << kill << " at moment " << moment;
  }
  // The moments were of all parts of the upgrade.
  EXPECT_GE(places.size(), 18u);
}

INSTANTIATE_TEST_SUITE_P(AtAThousandMoments, Killed, ::testing::Range(0u, unsigned{parts}));

}  // namespace
}  // namespace retort::migrate
