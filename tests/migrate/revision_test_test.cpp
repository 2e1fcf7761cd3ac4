// Revisions tried up, down and up again: what is right passes, what is wrong is found.

#include <retort/migrate/revision_test.h>

#include <gtest/gtest.h>

#include <retort/introspect/introspect.h>
#include <retort/migrate/detail/row_generator.h>

#include "migrate/scripts_for_tests.h"

namespace retort::migrate {
namespace {

using Outcome = RevisionTest::Outcome;
using testing::sql_script;

Script tables() {
  return sql_script("aaaa", {},
                    "CREATE TABLE artists (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE,"
                    " born INTEGER CHECK (born > 1899));"
                    "CREATE TABLE albums (id INTEGER PRIMARY KEY, artist_id INTEGER NOT NULL"
                    " REFERENCES artists (id), kind TEXT CHECK (kind IN ('lp', 'ep')))",
                    "DROP TABLE albums; DROP TABLE artists");
}

Script with(const std::string& revision, const std::string& parent, std::vector<Operation> up,
            std::vector<Operation> down) {
  Script script = sql_script(revision, {parent}, "");
  script.upgrade = std::move(up);
  script.downgrade = std::move(down);
  return script;
}

AlterColumn born(bool nullable) {
  return {.table = "artists",
          .before = {.name = "born"},
          .after = {.name = "born", .nullable = nullable},
          .nullable = true,
          .fill = nullable ? "" : "1900"};
}

/// The revisions that they name are gone with this function.
std::vector<RevisionTest> test(const std::vector<Script>& scripts) {
  const engine::Engine engine("sqlite://");
  const Graph graph(scripts);
  return test_revisions(engine, graph, {});
}

TEST(RevisionTest, WhatIsRightPasses) {
  const schema::Column name{.name = "nick", .type = {"TEXT"}};
  const auto tests =
      test({tables(), with("bbbb", "aaaa", {born(false)}, {born(true)}),
            with("cccc", "bbbb", {AddColumn{"artists", name}, RenameTable{"albums", "records"}},
                 {RenameTable{"records", "albums"}, DropColumn{"artists", name}})});
  ASSERT_EQ(tests.size(), 3u);
  for (const RevisionTest& one : tests) {
    EXPECT_EQ(one.outcome, Outcome::passed) << one.problem << one.diff;
    EXPECT_TRUE(one.notes.empty()) << one.notes.front();
  }
}

TEST(RevisionTest, AWrongDowngradeIsFoundAndTheRestIsStillTried) {
  const schema::Index index{.name = "ix", .columns = schema::indexed({"kind"})};
  const auto tests = test(
      {tables(), with("bbbb", "aaaa", {born(false), CreateIndex{"albums", index}}, {born(true)}),
       with("cccc", "bbbb", {DropIndex{"albums", index}}, {CreateIndex{"albums", index}})});
  ASSERT_EQ(tests.size(), 3u);
  EXPECT_EQ(tests[1].outcome, Outcome::failed);
  EXPECT_NE(tests[1].problem.find("after the downgrade the schema is not what it was"),
            std::string::npos)
      << tests[1].problem;
  EXPECT_NE(tests[1].diff.find("CREATE INDEX ix"), std::string::npos) << tests[1].diff;
  EXPECT_EQ(tests[2].outcome, Outcome::passed) << tests[2].problem;
}

TEST(RevisionTest, RowsThatADowngradeLosesAreFound) {
  schema::Table t{.name = "t"};
  t.columns = {{.name = "a", .type = {"TEXT"}}, {.name = "b", .type = {"TEXT"}}};
  const auto tests =
      test({sql_script("aaaa", {}, "CREATE TABLE t (a TEXT, b TEXT)", "DROP TABLE t"),
            with("bbbb", "aaaa", {AddColumn{"t", {.name = "c"}}},
                 {DropTable{{.name = "t"}}, CreateTable{t}})});
  EXPECT_EQ(tests.back().outcome, Outcome::failed);
  EXPECT_NE(tests.back().problem.find("rows of table t are not what they were; before: a = "),
            std::string::npos)
      << tests.back().problem;
}

TEST(RevisionTest, OneWithoutADowngradeIsSaidToBeSo) {
  Script script = tables();
  script.downgrade.clear();
  EXPECT_EQ(test({script}).front().outcome, Outcome::irreversible);
}

TEST(RevisionTest, AnUpgradeThatFailsEndsIt) {
  const auto tests = test({tables(), sql_script("bbbb", {"aaaa"}, "DROP TABLE nowhere"),
                           sql_script("cccc", {"bbbb"}, "SELECT 1")});
  ASSERT_EQ(tests.size(), 2u);
  EXPECT_NE(tests.back().problem.find("nowhere"), std::string::npos) << tests.back().problem;
}

TEST(RevisionTest, WhereRowsNeedAPersonTheSchemaIsStillTried) {
  AlterColumn strict = born(false);
  strict.fill.clear();
  const auto tests = test({tables(), with("bbbb", "aaaa", {strict}, {born(true)})});
  EXPECT_EQ(tests.back().outcome, Outcome::passed) << tests.back().problem;
  ASSERT_FALSE(tests.back().notes.empty());
  EXPECT_NE(tests.back().notes.back().find("tried without rows"), std::string::npos);
}

TEST(RevisionTest, OnlyARange) {
  const engine::Engine engine("sqlite://");
  const std::vector<Script> scripts = {tables(), sql_script("bbbb", {"aaaa"}, "SELECT 1"),
                                       sql_script("cccc", {"bbbb"}, "SELECT 1")};
  const Graph graph(scripts);
  const auto tests = test_revisions(engine, graph, {.range = "bbbb:bbbb"});
  ASSERT_EQ(tests.size(), 1u);
  EXPECT_EQ(tests.front().revision->revision, "bbbb");
}

TEST(RowGenerator, KeepsWhatATableWants) {
  engine::Engine engine("sqlite://");
  engine::Connection connection = engine.connect();
  connection.execute_script(
      "CREATE TABLE child (a REFERENCES parent (code), b INTEGER REFERENCES child (id),"
      " id INTEGER PRIMARY KEY, g AS (id + 1));"
      "CREATE TABLE parent (code TEXT PRIMARY KEY CHECK (length(code) = 2), n REAL NOT NULL) "
      "STRICT,"
      " WITHOUT ROWID;"
      "CREATE TABLE pair (x INTEGER, y INTEGER, PRIMARY KEY (x, y), CHECK (x < y));"
      "CREATE TABLE never (a CHECK (a IS NOT a))");
  const auto fill = [&] {
    const schema::Metadata metadata = introspect::introspect(connection);
    return detail::RowGenerator(connection, metadata).fill(5);
  };
  EXPECT_EQ(fill(), std::vector<std::string>{"never"});
  for (const std::string table : {"child", "pair"})
    EXPECT_EQ(connection.scalar("SELECT count(*) FROM " + table), engine::Value(std::int64_t{5}))
        << table;
  EXPECT_FALSE(connection.scalar("PRAGMA foreign_key_check"));
}

}  // namespace
}  // namespace retort::migrate
