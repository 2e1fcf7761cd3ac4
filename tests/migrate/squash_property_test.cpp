// Whatever is squashed of whatever history: a database at any revision of the old one comes to the
// heads, with the same tables and rows as one that went the old way, and back to the base.

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include <migrate/random_scripts.h>
#include <retort/migrate/error.h>
#include <retort/migrate/runner.h>
#include <retort/migrate/squash.h>

namespace retort::migrate {
namespace {

using testing::content;
using testing::RandomScripts;

// Tries ranges until one can be squashed; most branch, or are needed from outside.
bool squash_something(RandomScripts& scripts) {
  Config config;
  config.script_location = scripts.folder();
  config.version_locations = {scripts.folder()};
  const engine::Engine engine("sqlite://");
  for (int tries = 0; tries < 12; ++tries) {
    const Graph graph = scripts.read();
    try {
      write_squash(plan_squash(engine, graph, config, scripts.any() + ":" + scripts.any(), ""));
      return true;
    } catch (const MigrateError&) {
    }
  }
  return false;
}

struct Database {
  engine::Engine engine{"sqlite://"};

  std::string content() {
    engine::Connection connection = engine.connect();
    return testing::content(connection);
  }
};

std::vector<std::string> ids(const std::vector<const Revision*>& revisions) {
  std::vector<std::string> result;
  for (const Revision* revision : revisions) result.push_back(revision->revision);
  std::ranges::sort(result);
  return result;
}

TEST(SquashProperty, EveryDatabaseComesToTheHeads) {
  int squashed = 0;
  for (unsigned seed = 0; seed < 30; ++seed) {
    RandomScripts scripts(seed);
    const Graph old = scripts.read();
    if (!squash_something(scripts)) continue;
    if (seed % 3 == 0) squash_something(scripts);  // what was squashed, too
    ++squashed;
    const Graph graph = scripts.read();
    EXPECT_EQ(ids(graph.heads()), ids(old.heads())) << "seed " << seed;

    Database straight;
    Runner(straight.engine, old).upgrade("heads");
    for (const std::string& place : scripts.ids()) {
      SCOPED_TRACE("seed " + std::to_string(seed) + " from " + place);
      Database database;
      Runner(database.engine, old).upgrade(place);
      Runner runner(database.engine, graph);
      runner.upgrade("heads");
      EXPECT_EQ(database.content(), straight.content());
      EXPECT_EQ(runner.current(), ids(graph.heads()));
      Runner(database.engine, graph).downgrade("base");
      EXPECT_EQ(database.content(), "");
    }
    ASSERT_FALSE(HasFailure());
  }
  EXPECT_GT(squashed, 15);
}

}  // namespace
}  // namespace retort::migrate
