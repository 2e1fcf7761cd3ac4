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
  Runner runner(engine, graph, "migrate_version");
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
  Runner(engine, graph, "migrate_version").upgrade("head");
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

}  // namespace
}  // namespace retort::migrate
