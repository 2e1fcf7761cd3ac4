// A database that is at the head of its history when it is open.

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include <retort/engine/error.h>
#include <retort/engine/transaction.h>
#include <retort/migrate/open.h>

#include "cli/command_line.h"
#include "migrate/scripts_for_tests.h"

namespace retort::migrate {
namespace {

using testing::sql_script;
using tests::Folder;
using tests::read_file;

std::vector<Script> two() {
  return {sql_script("aaaa", {}, "CREATE TABLE a (x)", "DROP TABLE a"),
          sql_script("bbbb", {"aaaa"}, "CREATE TABLE b (x)", "DROP TABLE b")};
}

std::vector<Script> three() {
  std::vector<Script> scripts = two();
  scripts.push_back(sql_script("cccc", {"bbbb"}, "CREATE TABLE c (x)", "DROP TABLE c"));
  scripts.back().message = "create c";
  return scripts;
}

class Open : public ::testing::Test {
 protected:
  Folder folder;
  const std::string url = "sqlite:///" + (folder / "app.db").string();

  engine::Engine at(const std::vector<Script>& scripts, const OpenOptions& options = {}) {
    return migrate::open(url, Graph(scripts), options);
  }
  std::string refusal(const std::vector<Script>& scripts, const OpenOptions& options = {}) {
    try {
      at(scripts, options);
    } catch (const std::exception& error) {
      return error.what();
    }
    return "";
  }
  std::string tables() {
    std::string names;
    for (const auto& row : engine::Engine(url).connect().rows(
             "SELECT name FROM sqlite_schema WHERE name NOT LIKE 'migrate%' AND type = 'table' "
             "ORDER BY name"))
      names += std::get<std::string>(row[0]) + " ";
    return names;
  }
};

// 5,000 scripts that cannot even be parsed: nobody may look at them.
struct Unreadable {
  std::string_view piece = "this is no script";
  std::vector<EmbeddedFile> files{5000, EmbeddedFile{"migrations/no.toml", {&piece, 1}}};
  std::string_view head = "bbbb";
  EmbeddedScripts scripts() const { return {files, {&head, 1}}; }
};

TEST_F(Open, MakesAMissingDatabaseAndCarriesAnOldOne) {
  at(two());
  EXPECT_EQ(tables(), "a b ");
  engine::Engine engine = at(three());
  EXPECT_EQ(tables(), "a b c ");
  EXPECT_EQ(engine.connect().scalar("SELECT count(*) FROM c"), engine::Value(std::int64_t{0}));
}

TEST_F(Open, AtTheHeadItCostsOneRead) {
  at(two());
  const std::string before = read_file(folder / "app.db");
  engine::Engine engine = migrate::open(url, Unreadable().scripts());
  const engine::Connection::Counters counters = engine.connect().counters();
  EXPECT_EQ(counters.run, 1);
  EXPECT_EQ(counters.prepared, 1);
  EXPECT_EQ(read_file(folder / "app.db"), before);
}

TEST_F(Open, AtTheHeadItNeedsNoLock) {
  at(two());
  engine::Engine other(url);
  const engine::AdvisoryLock lock = other.lock("migrate", {});
  engine::Connection connection = other.connect();
  engine::Transaction writing(connection, engine::Mode::immediate);
  EXPECT_NO_THROW(migrate::open(url, Unreadable().scripts()));
  OpenOptions reading;
  reading.engine.read_only = true;
  EXPECT_NO_THROW(migrate::open(url, Unreadable().scripts(), reading));
}

TEST_F(Open, BehindItWaitsForTheLockAndSaysSo) {
  at(two());
  engine::Engine other(url);
  const engine::AdvisoryLock lock = other.lock("migrate", {});
  OpenOptions options;
  options.run.lock_timeout = {};
  EXPECT_THROW(at(three(), options), engine::BusyError);
  EXPECT_EQ(tables(), "a b ");
}

TEST_F(Open, ANewerDatabaseIsLeftAlone) {
  at(three());
  const std::string before = read_file(folder / "app.db");
  EXPECT_THROW(at(two()), DatabaseAhead);
  const std::string said = refusal(two());
  EXPECT_NE(said.find("app.db: the database is at revision cccc (create c), since 2"),
            std::string::npos)
      << said;
  EXPECT_NE(said.find("a newer version of this program made"), std::string::npos) << said;
  EXPECT_EQ(read_file(folder / "app.db"), before);
}

TEST_F(Open, SomebodyElsesDatabaseIsLeftAlone) {
  at({sql_script("ffff", {}, "CREATE TABLE f (x)")});
  const std::string said = refusal(two());
  EXPECT_NE(said.find("at revision ffff"), std::string::npos) << said;
  EXPECT_NE(said.find("in none of this program's scripts"), std::string::npos) << said;
  EXPECT_EQ(tables(), "f ");
}

TEST_F(Open, AnOlderDatabaseWithoutScriptsIsTakenOver) {
  engine::Engine(url).connect().execute_script("CREATE TABLE a (x); INSERT INTO a VALUES (7)");
  EXPECT_NE(refusal(two()).find("aaaa"), std::string::npos);  // there is a table `a` already
  EXPECT_EQ(tables(), "a ");
  engine::Engine engine = at(two(), {.baseline = "aaaa"});
  EXPECT_EQ(tables(), "a b ");
  EXPECT_EQ(engine.connect().scalar("SELECT x FROM a"), engine::Value(std::int64_t{7}));
}

TEST_F(Open, AnEmptyDatabaseHasNoBaseline) {
  at(two(), {.baseline = "aaaa"});
  EXPECT_EQ(tables(), "a b ");
}

TEST_F(Open, ABaselineThatIsNoRevisionChangesNothing) {
  engine::Engine(url).connect().execute("CREATE TABLE a (x)");
  EXPECT_NE(refusal(two(), {.baseline = "nosuch"}).find("nosuch"), std::string::npos);
  EXPECT_EQ(tables(), "a ");
}

TEST_F(Open, ForReadingItIsNotBroughtAnywhere) {
  at(two());
  OpenOptions options;
  options.engine.read_only = true;
  EXPECT_NE(refusal(three(), options).find("opened for reading only"), std::string::npos);
}

TEST_F(Open, ADryRunIsRefused) {
  OpenOptions options;
  options.run.dry_run = true;
  EXPECT_NE(refusal(two(), options).find("a dry run"), std::string::npos);
}

TEST_F(Open, FunctionsAndCallbacksAreTheApplications) {
  std::vector<Script> scripts = two();
  scripts[1].upgrade.push_back(Call{"fill"});
  std::string heard;
  OpenOptions options;
  options.run.functions["fill"] = [](engine::Connection& connection) {
    connection.execute("INSERT INTO b VALUES (1)");
  };
  options.run.lifecycle.committed = [&](const Move& move) {
    heard += move.revision->revision + " ";
  };
  engine::Engine engine = at(scripts, options);
  EXPECT_EQ(heard, "aaaa bbbb ");
  EXPECT_EQ(engine.connect().scalar("SELECT count(*) FROM b"), engine::Value(std::int64_t{1}));
  heard.clear();
  at(scripts, options);
  EXPECT_EQ(heard, "");
}

TEST_F(Open, AFailureKeepsWhatCameBefore) {
  std::vector<Script> scripts = two();
  scripts[1].upgrade = {Execute{"CREATE TABLE b (x); INSERT INTO nosuch VALUES (1)"}};
  EXPECT_THROW(at(scripts), RevisionFailed);
  EXPECT_EQ(tables(), "a ");
  at(two());
  EXPECT_EQ(tables(), "a b ");
}

TEST_F(Open, NoScriptsAreNoWork) {
  EXPECT_NO_THROW(migrate::open(url, EmbeddedScripts()));
  EXPECT_EQ(tables(), "");
  at(two());
  EXPECT_THROW(migrate::open(url, EmbeddedScripts()), DatabaseAhead);
}

TEST_F(Open, InMemory) {
  engine::Engine engine = migrate::open("sqlite://", Graph(two()));
  EXPECT_EQ(engine.connect().scalar("SELECT count(*) FROM b"), engine::Value(std::int64_t{0}));
}

TEST_F(Open, WhatIsNoDatabase) {
  tests::write_file(folder / "app.db", "this is a text, and rather long for one, but no database");
  EXPECT_THROW(at(two()), engine::DatabaseError);
}

}  // namespace
}  // namespace retort::migrate
