// What a run would do, told before it does it: the statements are those that the run sends.

#include <retort/migrate/preview.h>

#include <gtest/gtest.h>

#include <algorithm>

#include <retort/migrate/error.h>
#include <retort/migrate/runner.h>

#include "engine/temporary_folder.h"
#include "migrate/scripts_for_tests.h"

namespace retort::migrate {
namespace {

using testing::sql_script;
using Texts = std::vector<std::string>;

// Three revisions: tables and rows; a rebuild and a rename; SQL of a person's own, and an edit of
// the schema.
std::vector<Script> three() {
  Script first = sql_script(
      "aaaa", {},
      "CREATE TABLE artists (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT, year TEXT);"
      "CREATE TABLE albums (id INTEGER PRIMARY KEY, artist_id INTEGER REFERENCES artists(id));"
      "CREATE VIEW names AS SELECT name FROM artists");
  first.upgrade.push_back(
      BulkInsert{"artists", {"id", "name"}, {{std::int64_t{1}, std::string("Bj'örk")}}});
  Script second = sql_script("bbbb", {"aaaa"}, "UPDATE artists SET year = '1990'");
  second.upgrade.push_back(AlterColumn{.table = "artists",
                                       .before = {.name = "name", .type = {"TEXT"}},
                                       .after = {.name = "name", .type = {"BLOB"}},
                                       .type = true});
  second.upgrade.push_back(RenameTable{"albums", "records"});
  Script third = sql_script("cccc", {"bbbb"}, "CREATE INDEX ix ON records (artist_id)");
  third.upgrade.push_back(
      AlterColumn{.table = "artists",
                  .before = {.name = "name", .type = {"BLOB"}},
                  .after = {.name = "name", .type = {"BLOB"}, .nullable = false},
                  .nullable = true});
  third.upgrade.push_back(Execute{.sql = "ANALYZE", .transaction = false});
  third.upgrade.push_back(DropTable{{.name = "records"}});
  return {first, second, third};
}

// What changes a database, of all that a connection sends. The planner's own probes leave nothing.
bool is_change(const std::string& sql) {
  static const Texts words = {"BEGIN",  "COMMIT", "CREATE", "ALTER",   "DROP",
                              "INSERT", "UPDATE", "DELETE", "ANALYZE", "PRAGMA foreign_keys ="};
  return std::ranges::any_of(words, [&](const auto& word) { return sql.starts_with(word); }) &&
         sql.find("_retort_probe") == sql.npos && sql.find("foreign_key_list") == sql.npos;
}

Texts told(const Preview& preview) {
  Texts texts;
  const auto add = [&](const std::string& sql) {
    if (is_change(sql)) texts.push_back(sql);
  };
  for (const PlannedRevision& revision : preview.revisions)
    for (const Stretch& stretch : revision.stretches) {
      for (const std::string& sql : stretch.around.before) add(sql);
      if (stretch.transaction) add(preview.begin);
      for (const Step& step : stretch.steps)
        add(step.sql + (step.times.empty() ? " " + engine::to_text(step.parameters) : ""));
      if (stretch.transaction) add("COMMIT");
      for (const std::string& sql : stretch.around.after) add(sql);
    }
  return texts;
}

// What the run sent, without what it took back: a revision that turns out to need foreign keys off is
// begun a second time.
class Sent {
 public:
  engine::Echo echo() {
    return [this](const engine::EchoEvent& event) {
      const std::string sql(event.sql);
      if (sql == "ROLLBACK") texts_.resize(begun_);
      if (!is_change(sql)) return;
      if (sql.starts_with("BEGIN")) begun_ = texts_.size();
      const bool is_entry = sql.find("migrate_history") != sql.npos;
      texts_.push_back(sql +
                       (is_bare(sql) || is_entry ? "" : " " + engine::to_text(event.parameters)));
    };
  }
  const Texts& texts() const { return texts_; }

 private:
  static bool is_bare(const std::string& sql) {
    return sql.starts_with("BEGIN") || sql == "COMMIT" || sql.starts_with("PRAGMA foreign_keys");
  }
  Texts texts_;
  std::size_t begun_ = 0;
};

// A new history's CREATE has no parameters, and its INSERT has times in them.
Texts comparable(Texts texts) {
  for (std::string& text : texts)
    if (const auto at = text.find("migrate_history"); at != text.npos)
      text = text.substr(0, text.find('(', at));
  return texts;
}

TEST(Preview, IsWhatTheRunSends) {
  const tests::TemporaryFolder folder;
  Sent sent;
  engine::Engine engine(folder.url("app.db"), {.echo = sent.echo()});
  const Graph graph(three());
  Runner runner(engine, graph);
  const RunOptions options{.allow_destructive = true};
  const Texts before = told(runner.preview(Direction::upgrade, "head", options));
  EXPECT_TRUE(sent.texts().empty()) << "planning on nothing opens nothing";
  runner.upgrade("head", options);
  EXPECT_EQ(comparable(before), comparable(sent.texts()));
}

TEST(Preview, StartsWhereTheDatabaseIs) {
  const tests::TemporaryFolder folder;
  Sent sent;
  engine::Engine engine(folder.url("app.db"), {.echo = sent.echo()});
  const Graph graph(three());
  Runner runner(engine, graph);
  runner.upgrade("aaaa");
  // What nobody's script knows is carried through the rebuild.
  engine.connect().execute_script("CREATE INDEX mine ON artists (year); ANALYZE");
  const RunOptions options{.allow_destructive = true};
  const std::size_t known = sent.texts().size();
  const Texts before = told(runner.preview(Direction::upgrade, "head", options));
  Texts none(sent.texts().begin() + static_cast<std::ptrdiff_t>(known), sent.texts().end());
  std::erase_if(none, [](const std::string& sql) { return sql.starts_with("PRAGMA"); });
  EXPECT_EQ(none, Texts{}) << "planning changes nothing";
  const std::size_t begin = sent.texts().size();
  runner.upgrade("head", options);
  const Texts after(sent.texts().begin() + static_cast<std::ptrdiff_t>(begin), sent.texts().end());
  EXPECT_EQ(comparable(before), comparable(after));
  EXPECT_TRUE(std::ranges::any_of(
      before, [](const std::string& sql) { return sql.find("CREATE INDEX mine") != sql.npos; }));
}

TEST(Preview, SaysWhatIsInTheWay) {
  engine::Engine engine("sqlite://");
  std::vector<Script> scripts = {sql_script(
      "aaaa", {}, "CREATE TABLE t (a TEXT, b TEXT, c TEXT); CREATE VIEW v AS SELECT b FROM t")};
  Script drops = sql_script("bbbb", {"aaaa"}, "SELECT 1");
  drops.upgrade = {DropColumn{"t", {.name = "b", .type = {"TEXT"}}},
                   DropColumn{"t", {.name = "c", .type = {"TEXT"}}}};
  scripts.push_back(drops);
  const Graph graph(scripts);
  Runner runner(engine, graph);
  runner.upgrade("aaaa");
  engine.connect().execute("INSERT INTO t VALUES (1, 2, 3)");
  const auto all = [&](const RunOptions& options) {
    std::string text;
    for (const PlannedRevision& revision :
         runner.preview(Direction::upgrade, "head", options).revisions)
      for (const std::string& obstacle : revision.obstacles) text += obstacle + '\n';
    return text;
  };
  EXPECT_NE(all({}).find("it drops column t.b, which holds data"), std::string::npos) << all({});
  EXPECT_EQ(all({.allow_destructive = true}).find("holds data"), std::string::npos);
  EXPECT_NE(all({}).find("view v"), std::string::npos) << all({});
}

TEST(Preview, CallsNoFunctionAndWantsIt) {
  engine::Engine engine("sqlite://");
  Script calls = sql_script("aaaa", {}, "CREATE TABLE t (a)");
  calls.upgrade.push_back(Call{"fill"});
  const Graph graph(std::vector<Script>{calls});
  Runner runner(engine, graph);
  EXPECT_THROW(runner.preview(Direction::upgrade, "head"), MigrateError);
  RunOptions options;
  options.functions["fill"] = [](engine::Connection&) { FAIL() << "it was called"; };
  EXPECT_EQ(runner.preview(Direction::upgrade, "head", options).statements(), 6u);
}

}  // namespace
}  // namespace retort::migrate
