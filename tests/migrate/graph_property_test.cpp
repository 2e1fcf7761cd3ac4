// What holds for every path through every history: requirements come first, nothing runs twice, and
// the rows after each move are the tips, worked out here the slow way.

#include <map>
#include <random>
#include <set>

#include <gtest/gtest.h>

#include <migrate/graph_builder.h>

namespace retort::migrate {
namespace {

using Names = std::set<std::string>;

class RandomHistory {
 public:
  explicit RandomHistory(unsigned seed) : random_(seed) {
    const int count = 1 + below(14);
    for (int i = 0; i < count; ++i) {
      Revision script;
      script.revision = "r" + std::to_string(i);
      script.created = "2026-01-01T00:00:0" + std::to_string(below(3)) + "Z";
      // Few parents at first and far back sometimes: branches, merges, and several bases.
      for (int parents = below(4); parents > 0 && i > 0; --parents) add(script.down_revisions, i);
      if (i > 0 && below(4) == 0) add(script.depends_on, i);
      for (const auto* list : {&script.down_revisions, &script.depends_on})
        requirements_[script.revision].insert(list->begin(), list->end());
      scripts_.push_back(std::move(script));
    }
    std::shuffle(scripts_.begin(), scripts_.end(), random_);
  }

  int below(int limit) { return std::uniform_int_distribution<int>(0, limit - 1)(random_); }
  Graph graph() const { return Graph(scripts_); }
  const std::string& any() { return scripts_[static_cast<std::size_t>(below(size()))].revision; }
  int size() const { return static_cast<int>(scripts_.size()); }
  const Names& requirements(const std::string& name) const { return requirements_.at(name); }

  Names tips(const Names& applied) const {
    Names tips = applied;
    for (const std::string& name : applied)
      for (const std::string& required : requirements(name)) tips.erase(required);
    return tips;
  }

 private:
  void add(std::vector<std::string>& names, int before) {
    names.push_back("r" + std::to_string(below(before)));
  }

  std::mt19937 random_;
  std::vector<Revision> scripts_;
  std::map<std::string, Names> requirements_;
};

// Makes the moves one by one and checks each.
void follow(const RandomHistory& history, const std::vector<Move>& moves, Names& applied) {
  for (const Move& move : moves) {
    const std::string& name = move.revision->revision;
    const Names before = history.tips(applied);
    EXPECT_EQ(Names(move.rows_before.begin(), move.rows_before.end()), before);
    if (move.direction == Direction::upgrade) {
      for (const std::string& required : history.requirements(name))
        EXPECT_TRUE(applied.contains(required)) << name << " before " << required;
      EXPECT_TRUE(applied.insert(name).second) << name << " twice";
    } else {
      EXPECT_TRUE(before.contains(name)) << name << " goes while it is required";
      EXPECT_EQ(applied.erase(name), 1u) << name;
    }
    const Names after = history.tips(applied);
    EXPECT_EQ(Names(move.rows_after.begin(), move.rows_after.end()), after);
    EXPECT_EQ(move.rows_after.size(), after.size());
  }
}

TEST(GraphProperty, EveryPathIsInOrderAndKeepsTheTips) {
  for (unsigned seed = 0; seed < 500; ++seed) {
    RandomHistory history(seed);
    const Graph graph = history.graph();
    Names applied;
    for (int i = 0; i < 6; ++i) {
      const Names tips = history.tips(applied);
      const std::vector<std::string> rows(tips.begin(), tips.end());
      const std::string target = history.any();
      if (history.below(2) == 0 || !applied.contains(target)) {
        follow(history, graph.upgrade_path(rows, target), applied);
        EXPECT_TRUE(applied.contains(target));
      } else {
        follow(history, graph.downgrade_path(rows, target), applied);
        EXPECT_TRUE(applied.contains(target));
      }
    }
    const Names tips = history.tips(applied);
    follow(history, graph.upgrade_path({tips.begin(), tips.end()}, "heads"), applied);
    EXPECT_EQ(static_cast<int>(applied.size()), history.size());
    const Names heads = history.tips(applied);
    EXPECT_EQ(graph.heads().size(), heads.size());
    follow(history, graph.downgrade_path({heads.begin(), heads.end()}, "base"), applied);
    EXPECT_TRUE(applied.empty());
    ASSERT_FALSE(HasFailure()) << "seed " << seed;
  }
}

// Everything that a set of revisions needs, itself included, the slow way.
Names closure(const RandomHistory& history, const Names& of) {
  Names all = of;
  for (std::size_t before = 0; before != all.size();) {
    before = all.size();
    for (const std::string& name : Names(all))
      all.insert(history.requirements(name).begin(), history.requirements(name).end());
  }
  return all;
}

std::vector<std::string> list(const Names& names) { return {names.begin(), names.end()}; }

TEST(GraphProperty, AStampKeepsWhatItDoesNotConcern) {
  for (unsigned seed = 0; seed < 500; ++seed) {
    RandomHistory history(seed);
    const Graph graph = history.graph();
    const Names rows = history.tips(closure(history, {history.any(), history.any()}));
    const Names targets = {history.any(), history.any()};
    const std::vector<std::string> after = graph.stamp(list(rows), list(targets));

    Names expected = targets;
    for (const std::string& row : rows) {
      bool related = false;
      for (const std::string& target : targets)
        related = related || closure(history, {row}).contains(target) ||
                  closure(history, {target}).contains(row);
      if (!related) expected.insert(row);
    }
    EXPECT_EQ(Names(after.begin(), after.end()), history.tips(closure(history, expected)))
        << "seed " << seed;
    EXPECT_EQ(graph.stamp(after, list(targets)), after) << "again, seed " << seed;
    EXPECT_TRUE(graph.stamp(after, {"base"}).empty());
  }
}

TEST(GraphProperty, ARangeIsWhatLiesBetween) {
  for (unsigned seed = 0; seed < 500; ++seed) {
    RandomHistory history(seed);
    const Graph graph = history.graph();
    const std::string from = history.any(), to = history.any();
    const Names up_to = closure(history, {to});
    Names expected;
    for (const std::string& name : up_to)
      if (closure(history, {name}).contains(from)) expected.insert(name);
    if (expected.empty()) {
      EXPECT_THROW(graph.range(from + ":" + to, {}), Error) << "seed " << seed;
      continue;
    }
    Names found;
    for (const Revision* revision : graph.range(from + ":" + to, {})) {
      // Newest first: nothing comes after what it requires.
      for (const std::string& required : history.requirements(revision->revision))
        EXPECT_FALSE(found.contains(required)) << "seed " << seed;
      found.insert(revision->revision);
    }
    EXPECT_EQ(found, expected) << "seed " << seed;
    EXPECT_EQ(graph.range(":" + to, {}).size(), up_to.size()) << "seed " << seed;
  }
}

}  // namespace
}  // namespace retort::migrate
