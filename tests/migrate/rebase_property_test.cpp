// Whatever is put wherever: the history is whole afterwards, every revision is there once, only the
// first that moved has other parents, and what a database has applied has the past that it had.

#include <gtest/gtest.h>

#include <optional>
#include <set>
#include <string>
#include <vector>

#include <migrate/random_scripts.h>
#include <retort/migrate/error.h>
#include <retort/migrate/rebase.h>
#include <retort/migrate/runner.h>

namespace retort::migrate {
namespace {

using testing::RandomScripts;

std::set<std::string> applied(const Graph& graph, const std::vector<std::string>& rows) {
  std::set<std::string> names;
  for (const Revision* revision : graph.applied(rows)) names.insert(revision->revision);
  return names;
}

void expect_only_the_first_moved(const Graph& old, const Graph& graph, const Rebase& rebase) {
  EXPECT_EQ(graph.revisions().size(), old.revisions().size());
  for (const Revision& before : old.revisions()) {
    const Revision* after = graph.find(before.revision);
    ASSERT_NE(after, nullptr) << before.revision;
    if (before.revision != rebase.first.revision) {
      EXPECT_EQ(after->text, before.text);
      continue;
    }
    const std::vector<std::string> onto =
        rebase.onto.empty() ? std::vector<std::string>() : std::vector{rebase.onto};
    EXPECT_EQ(after->down_revisions, onto);
    EXPECT_EQ(after->depends_on, before.depends_on);
  }
}

// Tries pairs until one can be moved: many are where they should go already, or need what they leave.
std::optional<Rebase> move_something(RandomScripts& scripts, const engine::Engine& engine,
                                     const Graph& graph, const std::vector<std::string>& rows,
                                     int& refused) {
  for (int tries = 0; tries < 10; ++tries) {
    const std::string onto = scripts.below(6) == 0 ? "base" : scripts.any();
    try {
      Rebase rebase = plan_rebase(engine, graph, scripts.any(), onto, rows);
      if (!rebase.text.empty()) return rebase;
    } catch (const DecisionNeeded&) {
      EXPECT_FALSE(rows.empty());
      ++refused;
    } catch (const MigrateError&) {
    }
  }
  return std::nullopt;
}

TEST(RebaseProperty, NothingIsLostAndWhatIsPublishedStays) {
  int rebased = 0, refused = 0;
  for (unsigned seed = 0; seed < 60; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    RandomScripts scripts(seed);
    const Graph old = scripts.read();
    engine::Engine engine("sqlite://");
    if (seed % 4 != 0) Runner(engine, old).upgrade(scripts.any());
    const std::vector<std::string> rows = Runner(engine, old).current();
    const std::optional<Rebase> found = move_something(scripts, engine, old, rows, refused);
    if (!found) continue;
    const Rebase& rebase = *found;
    ++rebased;
    write_rebase(rebase);
    const Graph graph = scripts.read();
    expect_only_the_first_moved(old, graph, rebase);
    EXPECT_EQ(applied(graph, rows), applied(old, rows));
    for (const std::string& moved : rebase.moved)
      EXPECT_FALSE(applied(old, rows).contains(moved)) << moved;
    Runner(engine, graph).upgrade("heads");
    EXPECT_EQ(applied(graph, Runner(engine, graph).current()).size(), graph.revisions().size());
    Runner(engine, graph).downgrade("base");
    engine::Connection connection = engine.connect();
    EXPECT_EQ(testing::content(connection), "");
    ASSERT_FALSE(HasFailure());
  }
  EXPECT_GT(rebased, 20);
  EXPECT_GT(refused, 10);
}

}  // namespace
}  // namespace retort::migrate
