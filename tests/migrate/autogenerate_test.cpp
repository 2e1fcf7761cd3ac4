#include <retort/migrate/autogenerate.h>

#include <gtest/gtest.h>

#include <retort/introspect/introspect.h>
#include <retort/migrate/error.h>
#include <retort/migrate/runner.h>

namespace retort::migrate {
namespace {

schema::Metadata schema_of(const engine::Engine& engine, std::string_view ddl) {
  engine::Connection scratch = engine.scratch();
  return introspect::normalise(scratch, ddl);
}

TEST(Autogenerate, TheScriptGivesTheModelsAndItsDowngradeTheOldSchema) {
  engine::Engine engine("sqlite://");
  engine.connect().execute_script(
      "CREATE TABLE p (id INTEGER PRIMARY KEY, n INTEGER); CREATE INDEX i ON p (n);"
      "INSERT INTO p VALUES (1, 2)");
  const schema::Metadata models =
      schema_of(engine,
                "CREATE TABLE p (id INTEGER PRIMARY KEY, n TEXT, m INTEGER CHECK (m > 0));"
                "CREATE TABLE c (id INTEGER PRIMARY KEY, p INTEGER NOT NULL REFERENCES p (id));"
                "CREATE VIEW v AS SELECT n FROM p");
  const Graph empty{std::vector<Revision>{}};
  const Comparison compared = compare(engine, empty, models, "migrate_version", {.own_all = true});
  EXPECT_TRUE(compared.at_head);
  Script script = autogenerate(engine, compared, {});
  script.revision = "aaaa";
  script.path = "aaaa.toml";

  std::vector<Script> scripts;
  scripts.push_back(parse_script(write_script(script), "aaaa.toml"));
  const Graph graph(std::move(scripts));
  Runner runner(engine, graph);
  runner.upgrade("head");
  EXPECT_TRUE(autogenerate(engine, compare(engine, graph, models, "migrate_version", {}), {})
                  .upgrade.empty());
  runner.downgrade("base");
  const auto back = compare(engine, graph, compared.database, "migrate_version", {.own_all = true});
  EXPECT_TRUE(diff(back.database, back.models).empty());
  EXPECT_EQ(std::get<std::int64_t>(*engine.connect().scalar("SELECT n FROM p")), 2);
}

TEST(Compare, WhatNobodyDeclaredIsLeftOut) {
  engine::Engine engine("sqlite://");
  engine.connect().execute_script(
      "CREATE TABLE theirs (x); CREATE VIEW seen AS SELECT x FROM theirs; CREATE TABLE ours (x);"
      "CREATE TRIGGER t AFTER INSERT ON theirs BEGIN SELECT 1; END");
  const schema::Metadata models = schema_of(engine, "CREATE TABLE ours (x, y)");
  const Graph empty{std::vector<Revision>{}};
  const Comparison compared = compare(engine, empty, models, "migrate_version", {});
  ASSERT_EQ(compared.database.tables.size(), 1u);
  EXPECT_EQ(compared.database.tables[0].name, "ours");
  EXPECT_TRUE(compared.database.views.empty());
  EXPECT_TRUE(compared.database.triggers.empty());
  EXPECT_EQ(
      compare(engine, empty, models, "migrate_version", {.own_all = true}).database.tables.size(),
      2u);
}

TEST(Compare, WhatAScriptMadeIsOurs) {
  engine::Engine engine("sqlite://");
  Script made;
  made.revision = "aaaa";
  made.path = "aaaa.toml";
  made.upgrade.push_back(Execute{"CREATE TABLE made (x)"});
  std::vector<Script> scripts{made};
  const Graph graph(std::move(scripts));
  Runner(engine, graph).upgrade("head");
  const Comparison compared = compare(engine, graph, {}, "migrate_version", {});
  ASSERT_EQ(compared.database.tables.size(), 1u);
  EXPECT_EQ(describe(diff(compared.database, compared.models).at(0)), "drop table made");
}

TEST(Compare, ARowThatNoScriptHasIsAnError) {
  engine::Engine engine("sqlite://");
  engine.connect().execute_script(
      "CREATE TABLE migrate_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY);"
      "INSERT INTO migrate_version VALUES ('gone')");
  const Graph empty{std::vector<Revision>{}};
  EXPECT_THROW(compare(engine, empty, {}, "migrate_version", {}), MigrateError);
}

const Graph& no_history() {
  static const Graph graph{std::vector<Revision>{}};
  return graph;
}

TEST(Compare, TheTablesOfTheRunnerAreNobodys) {
  engine::Engine engine("sqlite://");
  engine.connect().execute_script(
      "CREATE TABLE kept_here (version_num VARCHAR(32) NOT NULL PRIMARY KEY);"
      "CREATE TABLE Kept_There (x)");
  const Comparison compared = compare(engine, no_history(), {}, "kept_here",
                                      {.own_all = true, .history_table = "kept_there"});
  EXPECT_TRUE(compared.database.tables.empty());
}

TEST(Compare, ModelsMayNotHaveATableOfTheRunner) {
  engine::Engine engine("sqlite://");
  for (const std::string name : {"migrate_version", "Migrate_History"}) {
    const schema::Metadata models = schema_of(engine, "CREATE TABLE " + name + " (x)");
    EXPECT_THROW(compare(engine, no_history(), models, "migrate_version", {}), MigrateError);
    EXPECT_NO_THROW(
        compare(engine, no_history(), models, "kept_here", {.history_table = "kept_there"}));
  }
}

TEST(Compare, AnIndexThatNobodyDeclaredIsLeftOut) {
  engine::Engine engine("sqlite://");
  engine.connect().execute_script(
      "CREATE TABLE ours (x INT, y INT); CREATE INDEX by_hand ON ours (x)");
  const schema::Metadata models = schema_of(engine, "CREATE TABLE ours (x INT NOT NULL, y INT)");
  const Comparison compared = compare(engine, no_history(), models, "migrate_version", {});
  ASSERT_EQ(compared.other_indexes.size(), 1u);
  EXPECT_EQ(compared.other_indexes[0].index.name, "by_hand");
  const Script script = autogenerate(engine, compared, {});
  ASSERT_EQ(script.upgrade.size(), 1u);
  engine::Connection connection = engine.connect();
  run_operations(connection, script.upgrade);
  const schema::Metadata after = introspect::introspect(connection);
  EXPECT_NE(after.find_table("ours")->find_index("by_hand"), nullptr);

  const Comparison all =
      compare(engine, no_history(), models, "migrate_version", {.own_all = true});
  EXPECT_EQ(describe(diff(all.database, all.models).at(0)), "drop index by_hand");
}

TEST(Compare, AnIndexThatAScriptMadeIsOurs) {
  engine::Engine engine("sqlite://");
  Script made;
  made.revision = "aaaa";
  made.path = "aaaa.toml";
  made.upgrade = {Execute{"CREATE TABLE ours (x INT)"},
                  CreateIndex{"ours", {.name = "i", .columns = schema::indexed({"x"})}}};
  const Graph graph(std::vector<Script>{made});
  Runner(engine, graph).upgrade("head");
  const schema::Metadata models = schema_of(engine, "CREATE TABLE ours (x INT)");
  const Comparison compared = compare(engine, graph, models, "migrate_version", {});
  EXPECT_TRUE(compared.other_indexes.empty());
  EXPECT_EQ(describe(diff(compared.database, compared.models).at(0)), "drop index i");
}

// The other's columns may need an own collation, function or module that only their program has.
TEST(Autogenerate, DoesNotNeedToBuildWhatBelongsToOthers) {
  engine::Engine engine("sqlite://");
  engine::Connection connection = engine.connect();
  connection.execute_script(
      "CREATE TABLE ours (x INT); CREATE TABLE a (n TEXT); CREATE TABLE b (n TEXT);"
      "CREATE TRIGGER r AFTER INSERT ON a BEGIN SELECT 1; END; CREATE VIEW v AS SELECT n FROM a;"
      "PRAGMA writable_schema = ON;"
      "UPDATE sqlite_schema SET sql = 'CREATE TABLE a (n TEXT COLLATE theirs)' WHERE name = 'a';"
      "UPDATE sqlite_schema SET sql = 'CREATE TABLE b (n TEXT CHECK (theirs(n)))' WHERE name = "
      "'b';"
      "PRAGMA writable_schema = OFF");
  const schema::Metadata models = schema_of(engine, "CREATE TABLE ours (x INT NOT NULL)");
  const Comparison compared = compare(engine, no_history(), models, "migrate_version", {});
  EXPECT_EQ(compared.others.tables.size(), 2u);
  EXPECT_EQ(autogenerate(engine, compared, {}).upgrade.size(), 1u);
}

TEST(Autogenerate, RefusesToBreakAViewOfOthers) {
  engine::Engine engine("sqlite://");
  engine.connect().execute_script(
      "CREATE TABLE ours (x INT, y INT CHECK (y > 0)); CREATE VIEW theirs AS SELECT y FROM ours");
  const schema::Metadata models = schema_of(engine, "CREATE TABLE ours (x INT)");
  const Comparison compared = compare(engine, no_history(), models, "migrate_version", {});
  try {
    autogenerate(engine, compared, {});
    FAIL() << "it was not refused";
  } catch (const DecisionNeeded& error) {
    EXPECT_NE(std::string(error.what()).find("view theirs"), std::string::npos) << error.what();
  }
}

TEST(Autogenerate, RenamesOfNamesWithDotsGoBothWays) {
  engine::Engine engine("sqlite://");
  engine.connect().execute_script("CREATE TABLE t (\"a.b\" INT)");
  const schema::Metadata models = schema_of(engine, "CREATE TABLE u (\"a.c\" INT)");
  const Comparison compared =
      compare(engine, no_history(), models, "migrate_version", {.own_all = true});
  const Script script = autogenerate(
      engine, compared, {.rename_table = {{"t", "u"}}, .rename_column = {{"t.a.b", "a.c"}}});
  ASSERT_EQ(script.upgrade.size(), 2u);
  ASSERT_EQ(script.downgrade.size(), 2u);
  EXPECT_EQ(describe(script.downgrade[1]), "alter column t.a.c: rename to a.b");
}

}  // namespace
}  // namespace retort::migrate
