// A migration on a disk that fails at every call, one at a time, until it runs through: a write, a sync,
// a full disk, a machine that stops and leaves torn pages. After each the file is the database of one of
// the revisions, whole, and the next upgrade finishes. So it is where memory runs out.

#include <gtest/gtest.h>

#include <filesystem>
#include <set>
#include <tuple>

#include <retort/engine/dialect.h>
#include <retort/migrate/runner.h>
#include <retort/schema/error.h>

#include "engine/temporary_folder.h"
#include "migrate/fault_vfs.h"
#include "migrate/scripts_for_tests.h"

namespace retort::migrate {
namespace {

namespace fs = std::filesystem;
using testing::sql_script;
using tests::FaultVfs;
using Fault = FaultVfs::Fault;

// Rows of several pages; a table that others refer to is rebuilt, one is made, one is dropped.
Graph history() {
  Script first = sql_script("r1", {}, "SELECT 1");
  first.upgrade = {Execute{
      "CREATE TABLE items (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT, n INTEGER);"
      "CREATE TABLE parts (id INTEGER PRIMARY KEY, item REFERENCES items ON DELETE CASCADE);"
      "CREATE TABLE gone (x); CREATE INDEX ix_name ON items (name);"
      "CREATE VIEW named AS SELECT name FROM items;"
      "CREATE TRIGGER tr AFTER UPDATE ON items BEGIN UPDATE parts SET id = id; END;"
      "WITH RECURSIVE k(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM k WHERE i < 40) "
      "INSERT INTO items (name, n) SELECT printf('%0100d', i), i FROM k;"
      "INSERT INTO parts SELECT id + 100, id FROM items; INSERT INTO gone VALUES "
      "(zeroblob(9000))"}};
  Script second = sql_script("r2", {"r1"}, "SELECT 1");
  second.upgrade = {
      AlterColumn{.table = "items",
                  .before = {.name = "n", .type = {"INTEGER"}},
                  .after = {.name = "n", .type = {"TEXT"}},
                  .type = true},
      AddColumn{.table = "parts", .column = {.name = "note", .type = {"TEXT"}}},
      DropTable{{.name = "gone", .columns = {{.name = "x"}}}},
  };
  Script third = sql_script("r3", {"r2"}, "SELECT 1");
  third.upgrade = {Execute{"UPDATE items SET name = name || n"},
                   CreateIndex{"items", {.name = "ix_n", .columns = {{.column = "n"}}}}};
  return Graph(std::vector<Script>{first, second, third});
}

// Everything but the times in the history table.
std::string contents(const std::string& url) {
  engine::Engine engine(url);
  engine::Connection connection = engine.connect();
  std::string text;
  const auto add = [&](const std::string& sql) {
    for (const auto& row : connection.rows(sql)) {
      for (const engine::Value& value : row) text += connection.dialect().literal(value) + '|';
      text += '\n';
    }
  };
  add("PRAGMA integrity_check");
  add("PRAGMA foreign_key_check");
  add("SELECT type, name, sql FROM sqlite_schema ORDER BY type, name");
  add("SELECT version_num FROM migrate_version");
  add("SELECT id, revision, direction, finished IS NULL, steps FROM migrate_history ORDER BY id");
  add("SELECT * FROM items ORDER BY id");
  add("SELECT * FROM parts ORDER BY id");
  add("SELECT * FROM sqlite_sequence");
  return text;
}

struct Disk {
  const char* name;
  Fault fault;
  const char* journal;
};

std::ostream& operator<<(std::ostream& stream, const Disk& disk) {
  return stream << disk.name << ' ' << disk.journal;
}

class DiskFault : public ::testing::TestWithParam<Disk> {
 protected:
  DiskFault() {
    FaultVfs::instance();
    engine::Engine engine(url());
    {
      engine::Connection connection = engine.connect();
      connection.execute(std::string("PRAGMA journal_mode = ") + GetParam().journal);
    }
    for (const char* revision : {"r1", "r2", "r3"}) {
      Runner(engine, graph_).upgrade(revision, {.allow_destructive = true});
      states_.push_back(contents(url()));
      if (states_.size() == 1) {
        engine.connect().execute("PRAGMA wal_checkpoint(TRUNCATE)");
        fs::copy_file(file(), folder_.file("at_r1"));
      }
    }
  }

  std::string file() const { return folder_.file("app.db"); }
  std::string url() const { return folder_.url("app.db"); }

  void start() const {
    for (const char* ending : {"", "-journal", "-wal", "-shm"}) fs::remove(file() + ending);
    fs::copy_file(folder_.file("at_r1"), file());
  }

  // Whether the upgrade says that it is done.
  bool upgrade() const {
    try {
      engine::Engine engine(url() + "?vfs=retort-faults");
      return Runner(engine, graph_).upgrade("head", {.allow_destructive = true}) == 2;
    } catch (const Error&) {
      return false;
    }
  }

  const Graph graph_ = history();
  tests::TemporaryFolder folder_;
  std::vector<std::string> states_;
};

TEST_P(DiskFault, LeavesTheDatabaseOfARevision) {
  FaultVfs& vfs = FaultVfs::instance();
  std::set<std::size_t> found;
  int calls = 0;
  for (bool hit = true; hit;) {
    start();
    vfs.arm(GetParam().fault, ++calls);
    const bool done = upgrade();
    hit = vfs.hit();
    if (GetParam().fault == Fault::crash && hit)
      vfs.lose_power(static_cast<unsigned>(calls));
    else
      vfs.arm(Fault::none, 0);
    const std::string now = contents(url());
    const auto at =
        static_cast<std::size_t>(std::find(states_.begin(), states_.end(), now) - states_.begin());
    ASSERT_LT(at, states_.size()) << "fault at call " << calls << " leaves\n" << now;
    found.insert(at);
    if (!hit) {
      ASSERT_TRUE(done);
    }
    // Power that is lost behind a deletion of the journal may take a commit back that has been told of.
    if (done && GetParam().fault != Fault::crash) {
      ASSERT_EQ(at, 2u) << "fault at call " << calls;
    }
    ASSERT_EQ(upgrade(), at == 0) << "two revisions are left only where the first is there";
    ASSERT_EQ(contents(url()), states_.back()) << "fault at call " << calls;
  }
  EXPECT_GT(calls, GetParam().fault == Fault::sync ? 4 : 30);
  EXPECT_EQ(found.size(), 3u) << "the faults were in every part of the run";
}

INSTANTIATE_TEST_SUITE_P(
    EveryCall, DiskFault,
    ::testing::Values(Disk{"write", Fault::write, "DELETE"}, Disk{"sync", Fault::sync, "DELETE"},
                      Disk{"full", Fault::full, "DELETE"}, Disk{"crash", Fault::crash, "DELETE"},
                      Disk{"write", Fault::write, "WAL"}, Disk{"sync", Fault::sync, "WAL"},
                      Disk{"full", Fault::full, "WAL"}, Disk{"crash", Fault::crash, "WAL"}),
    [](const auto& info) { return std::string(info.param.name) + "_" + info.param.journal; });

class NoMemory : public DiskFault {};

// SQLite says that there is no memory above a limit; the limit rises until the upgrade runs through.
TEST_P(NoMemory, LeavesTheDatabaseOfARevision) {
  FaultVfs::instance().arm(Fault::none, 0);
  int failures = 0;
  for (sqlite3_int64 limit = 20'000;; limit += 3'000) {
    ASSERT_LT(limit, 20'000'000);
    start();
    sqlite3_hard_heap_limit64(sqlite3_memory_used() + limit);
    const bool done = upgrade();
    sqlite3_hard_heap_limit64(0);
    const std::string now = contents(url());
    const auto at =
        static_cast<std::size_t>(std::find(states_.begin(), states_.end(), now) - states_.begin());
    ASSERT_LT(at, states_.size()) << "limit " << limit << " leaves\n" << now;
    if (done) {
      ASSERT_EQ(at, 2u);
      break;
    }
    ++failures;
    upgrade();
    ASSERT_EQ(contents(url()), states_.back());
  }
  EXPECT_GT(failures, 10);
}

INSTANTIATE_TEST_SUITE_P(Limit, NoMemory,
                         ::testing::Values(Disk{"memory", Fault::none, "DELETE"},
                                           Disk{"memory", Fault::none, "WAL"}));

}  // namespace
}  // namespace retort::migrate
