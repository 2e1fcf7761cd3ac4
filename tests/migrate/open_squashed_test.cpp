// A program whose scripts were squashed, and databases at every place of the history before that. The
// scripts are in it (embedded.cmake), and no folder is there.

#include <gtest/gtest.h>

#include <squashed_history.h>
#include <string>
#include <vector>

#include <retort/migrate/open.h>

#include "cli/command_line.h"
#include "migrate/scripts_for_tests.h"

namespace retort::migrate {
namespace {

using testing::sql_script;
using testing::squashed_history;

const std::vector<std::string> places = {"aaaa", "bbbb", "cccc", "dddd", "eeee"};

// As it was before anything was squashed.
Graph old_history() {
  std::vector<Script> scripts;
  for (const std::string& id : places)
    scripts.push_back(sql_script(
        id, scripts.empty() ? std::vector<std::string>() : std::vector{scripts.back().revision},
        "CREATE TABLE t_" + id + " (x)"));
  return Graph(scripts);
}

class OpenSquashed : public ::testing::Test {
 protected:
  // A database as an older version of the program left it.
  std::string left_at(const std::string& place) {
    const std::string url = "sqlite:///" + (folder_ / (place + ".db")).string();
    engine::Engine engine(url);
    const Graph graph = old_history();
    if (place != "base") Runner(engine, graph).upgrade(place);
    return url;
  }

  static std::string refusal(const std::string& url, const EmbeddedScripts& scripts,
                             const OpenOptions& options = {}) {
    try {
      open(url, scripts, options);
    } catch (const MigrateError& error) {
      return error.what();
    }
    return "";
  }

 private:
  tests::Folder folder_;
};

TEST_F(OpenSquashed, FromEveryPlaceItComesToTheHead) {
  std::vector<std::string> all = places;
  all.insert(all.begin(), "base");
  for (const std::string& place : all) {
    const std::string url = left_at(place);
    engine::Engine engine = open(url, squashed_history());
    engine::Connection connection = engine.connect();
    EXPECT_EQ(VersionTable("migrate_version").rows(connection), std::vector<std::string>{"eeee"});
    for (const std::string& id : places)
      EXPECT_NO_THROW(connection.execute("INSERT INTO t_" + id + " VALUES (1)")) << place;
    EXPECT_EQ(open(url, squashed_history()).connect().counters().run, 1) << place;
  }
}

TEST_F(OpenSquashed, ForReadingItIsBehind) {
  OpenOptions options;
  options.engine.read_only = true;
  EXPECT_NE(refusal(left_at("bbbb"), squashed_history(), options).find("older than this program"),
            std::string::npos);
}

TEST_F(OpenSquashed, WithoutTheOldScriptsItSaysWhatIsMissing) {
  EmbeddedScripts scripts = squashed_history();
  scripts.squashed = {};
  const std::string url = left_at("bbbb");
  const std::string said = refusal(url, scripts);
  EXPECT_NE(said.find("at revision bbbb, which was squashed into dddd"), std::string::npos) << said;
  EXPECT_NE(said.find("not in this program; build it with squashed_history/squashed/dddd"),
            std::string::npos)
      << said;
  EXPECT_NO_THROW(open(left_at("aaaa"), scripts));
}

}  // namespace
}  // namespace retort::migrate
