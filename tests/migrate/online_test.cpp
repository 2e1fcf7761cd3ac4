// Rebuilds while others write.

#include <retort/migrate/online.h>

#include <gtest/gtest.h>

#include <atomic>

#include <retort/engine/error.h>
#include <retort/introspect/introspect.h>
#include <retort/migrate/diff.h>
#include <retort/migrate/error.h>
#include <retort/migrate/runner.h>

#include "engine/temporary_folder.h"
#include "migrate/scripts_for_tests.h"
#include "migrate/trial.h"

namespace retort::migrate {
namespace {

using testing::sql_script;

// A table that a revision gives another form while it is written to.
class Online : public ::testing::Test {
 protected:
  Online() : engine_(folder_.url("app.db")), connection_(engine_.connect()) {}

  void make(const std::string& script) { connection_.execute_script(script); }

  // As `options.online` of an upgrade with these operations.
  std::size_t upgrade(std::vector<Operation> operations, const OnlineOptions& online) {
    return run(std::move(operations), {.online = online});
  }
  std::size_t run(std::vector<Operation> operations, const RunOptions& options) {
    Script script = sql_script("aaaa", {}, "SELECT 1");
    script.upgrade = std::move(operations);
    const Graph graph(std::vector<Script>{script});
    return Runner(engine_, graph).upgrade("head", options);
  }

  // What changes the schema to that of the DDL.
  std::vector<Operation> change_to(const std::string& ddl) {
    return diff(introspect::introspect(connection_), schema_of(ddl));
  }

  std::string rows(const std::string& sql) {
    std::string text;
    for (const auto& row : connection_.rows(sql)) text += engine::to_text(row);
    return text;
  }
  std::string leftovers() {
    return rows("SELECT name FROM sqlite_schema WHERE name GLOB '_retort*'");
  }

  // Few rows in each transaction, and something done in between.
  static OnlineOptions slowly(std::function<void(const OnlineProgress&)> between) {
    return {.longest_lock = std::chrono::milliseconds(0), .between = std::move(between)};
  }

  tests::TemporaryFolder folder_;
  engine::Engine engine_;
  engine::Connection connection_;
};

constexpr const char* many =
    "WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 700) ";

TEST_F(Online, MissesNothingThatOthersWrite) {
  const std::string columns =
      "(id INTEGER PRIMARY KEY, a INTEGER, u TEXT UNIQUE, v INTEGER); "
      "CREATE UNIQUE INDEX ";
  make("CREATE TABLE t " + columns + "tv ON t (v); CREATE TABLE mirror " + columns +
       "mv ON mirror (v)");
  for (const char* table : {"t", "mirror"})
    make(many + std::string("INSERT INTO ") + table + " SELECT i, i % 7, 'u' || i, i FROM n");
  const std::vector<Operation> operations = change_to(
      "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, u TEXT UNIQUE, v INTEGER); CREATE UNIQUE "
      "INDEX tv ON t (v); CREATE TABLE mirror " +
      columns + "mv ON mirror (v)");

  engine::Connection writer = engine_.connect();
  std::int64_t n = 0;
  std::size_t compared = 0;
  const auto write = [&](const OnlineProgress& progress) {
    if (progress.phase == OnlineProgress::Phase::compare) ++compared;
    if (progress.phase == OnlineProgress::Phase::clear) return;
    ++n;
    const std::int64_t one = n * 37 % 700 + 1;
    const std::int64_t other = n * 91 % 700 + 1;
    engine::Transaction transaction(writer, engine::Mode::immediate);
    for (const std::string table : {"t", "mirror"}) {
      writer.execute("INSERT INTO " + table + " (a, u) VALUES (?1, 'new' || ?1)", {n});
      writer.execute("UPDATE " + table + " SET a = -?1 WHERE id = ?2", {n, one});
      writer.execute("DELETE FROM " + table + " WHERE id = ?1", {other});
      writer.execute("UPDATE OR IGNORE " + table + " SET id = id + 5000 WHERE id = ?1", {one / 2});
      // These delete rows that no trigger hears of.
      writer.execute("INSERT OR REPLACE INTO " + table + " (id, a, u) VALUES (?1, 0, 'u' || ?2)",
                     {9000 + n, one / 3});
      writer.execute("UPDATE OR REPLACE " + table + " SET v = ?1 WHERE id = ?2",
                     {other / 2, one + 1});
    }
    transaction.commit();
  };
  EXPECT_EQ(upgrade(operations, slowly(write)), 1u);
  EXPECT_GT(n, 100) << "there was time to write";
  EXPECT_GT(compared, 50u) << "and the copy was looked at";

  EXPECT_EQ(rows("SELECT id, CAST(a AS TEXT), u, v FROM mirror EXCEPT SELECT * FROM t"), "");
  EXPECT_EQ(rows("SELECT count(*) FROM t"), rows("SELECT count(*) FROM mirror"));
  EXPECT_EQ(rows("SELECT DISTINCT typeof(a) FROM t"), "('text')");
  EXPECT_EQ(rows("PRAGMA integrity_check"), "('ok')");
  EXPECT_EQ(leftovers(), "");
}

TEST_F(Online, KeepsAllThatHangsOnTheTable) {
  const std::string rest =
      ", -- what it is for\n  b TEXT COLLATE NOCASE NOT NULL DEFAULT 'x' CHECK (length(b) < 50),\n"
      "  g AS (b || a) VIRTUAL, s AS (id + 1) STORED,\n"
      "  p INTEGER REFERENCES p (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,\n"
      "  UNIQUE (b, p)); "
      "CREATE INDEX i1 ON t (a DESC, b COLLATE BINARY) WHERE a > 0; "
      "CREATE UNIQUE INDEX i2 ON t (p, id); CREATE VIEW v AS SELECT a, b FROM t; "
      "CREATE TABLE log (m); "
      "CREATE TRIGGER g1 AFTER INSERT ON t BEGIN INSERT INTO log VALUES (new.b); END; "
      "CREATE TRIGGER g2 AFTER INSERT ON log BEGIN UPDATE t SET b = 'seen' WHERE id = 1; END; "
      "CREATE TABLE c (t REFERENCES t ON DELETE CASCADE); CREATE TABLE p (id INTEGER PRIMARY KEY)";
  const std::string head = "CREATE TABLE t (\n  id INTEGER PRIMARY KEY AUTOINCREMENT,\n  a ";
  make(head + "INTEGER" + rest);
  make("INSERT INTO p VALUES (1); " + std::string(many) +
       "INSERT INTO t (id, a, b, p) SELECT i, i, 'b' || i, 1 FROM n; INSERT INTO t (id, b) VALUES "
       "(9999, 'last'); DELETE FROM t WHERE id = 9999; INSERT INTO c SELECT id FROM t; "
       "DELETE FROM log; ANALYZE");
  const std::string before = rows("SELECT id, b, s, p FROM t");
  upgrade(change_to(head + "TEXT" + rest), {});

  EXPECT_EQ(described(change_to(head + "TEXT" + rest)),
            "drop table migrate_version\ndrop table migrate_history");
  EXPECT_EQ(rows("SELECT id, b, s, p FROM t"), before);
  EXPECT_EQ(rows("SELECT count(*) FROM c"), "(700)");
  EXPECT_EQ(rows("SELECT count(*) FROM log"), "(0)") << "the copy fires no triggers";
  EXPECT_EQ(rows("SELECT seq FROM sqlite_sequence"), "(9999)");
  EXPECT_EQ(rows("SELECT sql FROM sqlite_schema WHERE name = 't'").find("('CREATE TABLE t (\n  id"),
            0u);
  EXPECT_NE(rows("SELECT sql FROM sqlite_schema WHERE name = 't'").find("-- what it is for"),
            std::string::npos);
  EXPECT_EQ(rows("SELECT count(*) FROM v"), "(700)");
  EXPECT_EQ(rows("PRAGMA integrity_check"), "('ok')");
  EXPECT_EQ(rows("PRAGMA foreign_key_check"), "");
  EXPECT_EQ(leftovers(), "");
  connection_.execute("INSERT INTO t (b, p) VALUES ('new', 1)");
  EXPECT_EQ(rows("SELECT b FROM t WHERE id IN (1, 10000)"), "('seen')('new')");
  connection_.execute("DELETE FROM p");
  EXPECT_EQ(rows("SELECT count(*) FROM c"), "(0)") << "foreign keys act in both directions";
}

TEST_F(Online, CopiesATableWithoutRowids) {
  make("CREATE TABLE t (k TEXT, n INTEGER, a INTEGER, PRIMARY KEY (k, n)) WITHOUT ROWID; " +
       std::string(many) + "INSERT INTO t SELECT 'k' || (i % 9), i, i FROM n");
  engine::Connection writer = engine_.connect();
  std::int64_t n = 0;
  upgrade(change_to("CREATE TABLE t (k TEXT, n INTEGER, a TEXT, PRIMARY KEY (k, n)) WITHOUT ROWID"),
          slowly([&](const OnlineProgress& progress) {
            if (progress.phase == OnlineProgress::Phase::clear) return;
            writer.execute("UPDATE t SET a = -a, k = 'moved' WHERE n = ?1", {++n * 13 % 700});
          }));
  EXPECT_EQ(rows("SELECT count(*), count(DISTINCT n), sum(abs(a)) FROM t"), "(700, 700, 245350.0)");
  EXPECT_EQ(rows("SELECT count(*) > 50 FROM t WHERE k = 'moved' AND typeof(a) = 'text'"), "(1)");
  EXPECT_EQ(leftovers(), "");
}

class Stopped : public std::exception {};

TEST_F(Online, GoesOnWhereItWasStopped) {
  make("CREATE TABLE t (a INTEGER); " + std::string(many) + "INSERT INTO t SELECT i FROM n");
  const std::vector<Operation> operations = change_to("CREATE TABLE t (a TEXT)");
  std::int64_t copied = 0;
  EXPECT_THROW(upgrade(operations, slowly([&](const OnlineProgress& progress) {
                         copied = progress.rows;
                         if (copied > 300) throw Stopped();
                       })),
               Stopped);
  EXPECT_NE(leftovers(), "");
  EXPECT_EQ(described(change_to("CREATE TABLE t (a INTEGER)")), "") << "nobody sees it";
  connection_.execute("DELETE FROM t WHERE a < 11");

  std::int64_t first = 0;
  upgrade(operations, slowly([&](const OnlineProgress& progress) {
            if (first == 0) first = progress.rows;
          }));
  EXPECT_GT(first, copied);
  EXPECT_EQ(rows("SELECT count(*), min(CAST(a AS INTEGER)) FROM t"), "(690, 11)");
  EXPECT_EQ(leftovers(), "");
}

TEST_F(Online, ARunWithoutItClearsAwayWhatWasStopped) {
  make("CREATE TABLE t (a INTEGER); " + std::string(many) + "INSERT INTO t SELECT i FROM n");
  const std::vector<Operation> operations = change_to("CREATE TABLE t (a TEXT)");
  EXPECT_THROW(upgrade(operations, slowly([](const OnlineProgress&) { throw Stopped(); })),
               Stopped);
  run(operations, {});
  EXPECT_EQ(rows("SELECT count(*) FROM t WHERE typeof(a) = 'text'"), "(700)");
  EXPECT_EQ(leftovers(), "");
}

TEST_F(Online, WhatIsLeftOfTheOldRowsGoesWithTheNextRun) {
  make(
      "CREATE TABLE t (a INTEGER); WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM "
      "n "
      "WHERE i < 5000) INSERT INTO t SELECT i FROM n");
  const std::vector<Operation> operations = change_to("CREATE TABLE t (a TEXT)");
  std::atomic<bool> stop = false;
  const OnlineOptions online{.between = [&](const OnlineProgress& progress) {
    if (progress.phase == OnlineProgress::Phase::clear) stop = true;
  }};
  try {
    run(operations, {.online = online, .stop = &stop});
    ADD_FAILURE() << "it was not stopped";
  } catch (const engine::Interrupted&) {
    ADD_FAILURE() << "without saying what is done";
  } catch (const Error& error) {
    EXPECT_NE(std::string(error.what()).find("revision aaaa is done"), std::string::npos)
        << error.what();
  }
  EXPECT_NE(leftovers(), "");
  EXPECT_EQ(rows("SELECT count(*) FROM t WHERE typeof(a) = 'text'"), "(5000)");
  EXPECT_EQ(upgrade(operations, {}), 0u) << "nothing is left to do but that";
  EXPECT_EQ(leftovers(), "");
}

TEST_F(Online, RowsThatDoNotFitStopItAndLeaveNothing) {
  make("CREATE TABLE t (a INTEGER, b); " + std::string(many) + "INSERT INTO t SELECT i, i FROM n");
  engine::Connection writer = engine_.connect();
  EXPECT_THROW(upgrade(change_to("CREATE TABLE t (a TEXT, b NOT NULL)"),
                       slowly([&](const OnlineProgress& progress) {
                         if (progress.phase == OnlineProgress::Phase::copy)
                           writer.execute("UPDATE t SET b = NULL WHERE a = 5");
                       })),
               DecisionNeeded);
  EXPECT_EQ(leftovers(), "");
  EXPECT_EQ(rows("SELECT count(*) FROM t WHERE b IS NULL"), "(1)");
}

TEST_F(Online, SaysWhatCannotBeCopiedSo) {
  make("CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE t (a INTEGER, b UNIQUE); " +
       std::string(many) + "INSERT INTO t SELECT i, i FROM n");
  const auto message = [&](std::vector<Operation> operations) {
    try {
      upgrade(std::move(operations), {});
    } catch (const MigrateError& error) {
      return std::string(error.what());
    }
    return std::string();
  };
  const std::string p = "CREATE TABLE p (id INTEGER PRIMARY KEY); ";
  EXPECT_NE(message(change_to(p + "CREATE TABLE t (a INTEGER PRIMARY KEY, b UNIQUE)"))
                .find("table t cannot be rebuilt online: the keys of its rows change"),
            std::string::npos);
  EXPECT_NE(message(change_to(p + "CREATE TABLE t (a TEXT REFERENCES p, b UNIQUE)"))
                .find("a new foreign key has to be checked under the lock"),
            std::string::npos);
  std::vector<Operation> behind_sql = {Execute{"UPDATE t SET a = 1"}};
  for (Operation& operation : change_to(p + "CREATE TABLE t (a TEXT, b UNIQUE)"))
    behind_sql.push_back(std::move(operation));
  EXPECT_NE(message(behind_sql).find("behind SQL or renames of the same revision"),
            std::string::npos);
  EXPECT_THROW(run({}, {.dry_run = true, .online = OnlineOptions{}}), MigrateError);
  EXPECT_EQ(leftovers(), "");
}

}  // namespace
}  // namespace retort::migrate
