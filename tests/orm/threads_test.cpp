// What threads share without being told: models, which are described when they are first used, and kept
// queries, which are written as SQL once. For ThreadSanitizer.

#include <barrier>
#include <functional>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include <retort/engine/engine.h>
#include <retort/orm/inheritance.h>
#include <retort/orm/model.h>
#include <retort/orm/session.h>

#include "engine/temporary_folder.h"

namespace threads {

using namespace retort::orm;

template <class As>
struct FruitModel;

template <class As>
struct TreeModel {
  static constexpr auto table_name = "trees";
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "name", std::string> name{};
  HasMany<As, FruitModel, "tree_id", selectin> fruits{};
};
template <class As>
struct FruitModel {
  static constexpr auto table_name = "fruits";
  static constexpr auto discriminator = "kind";
  static constexpr auto kind_name = "fruit";
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "kind", std::string> kind{};
  Column<As, "tree_id", std::int64_t, references<TreeModel, "id">> tree_id{};
  BelongsTo<As, TreeModel, "tree_id"> tree{};

  auto default_scope() const { return id > 0; }
};
template <class As>
struct AppleModel {
  static constexpr auto table_name = "apples";
  static constexpr auto kind_name = "apple";
  Inherits<As, FruitModel> base{};
  Column<As, "sort", std::string> sort{};
};
inline constexpr auto trees = table<TreeModel>;
inline constexpr auto apples = table<AppleModel>;

}  // namespace threads

namespace {

using namespace threads;

class ThreadsTest : public testing::Test {
 protected:
  ThreadsTest() {
    engine.connect().execute_script(
        "CREATE TABLE trees (id INTEGER PRIMARY KEY, name TEXT);"
        "CREATE TABLE fruits (id INTEGER PRIMARY KEY, kind TEXT, tree_id INTEGER);"
        "CREATE TABLE apples (id INTEGER PRIMARY KEY, sort TEXT);"
        "INSERT INTO trees VALUES (1, 'old'), (2, 'young');"
        "INSERT INTO fruits VALUES (1, 'apple', 1), (2, 'fruit', 1), (3, 'apple', 2);"
        "INSERT INTO apples VALUES (1, 'red'), (3, 'green')");
  }

  /// All at once, each in a session of its own; what each found.
  std::vector<std::size_t> in_threads(const std::function<std::size_t(Session&)>& work) {
    constexpr int count = 4;
    std::vector<std::size_t> found(count);
    std::barrier begin(count);
    std::vector<std::thread> threads;
    for (auto& mine : found) {
      threads.emplace_back([&] {
        Session session(engine);
        begin.arrive_and_wait();
        mine = work(session);
      });
    }
    for (auto& thread : threads) thread.join();
    return found;
  }

  retort::tests::TemporaryFolder folder;
  retort::engine::Engine engine{folder.url("threads.db")};
};

TEST_F(ThreadsTest, UseAModelForTheFirstTimeTogether) {
  const auto found = in_threads([](Session& session) {
    std::size_t fruits = 0;
    for (const auto& tree : session.query(trees).all()) fruits += tree->fruits.size();
    return fruits + session.query(apples).filter(apples.sort == "red").all().size();
  });
  EXPECT_EQ(found, (std::vector<std::size_t>{4, 4, 4, 4}));
}

TEST_F(ThreadsTest, ShareAKeptQuery) {
  const auto kept = select(trees).filter(trees.name == "old").order_by(trees.id);
  const auto found = in_threads([&](Session& session) {
    std::size_t rows = 0;
    for (int i = 0; i < 20; ++i) rows += session.query(kept).all().size();
    return rows;
  });
  EXPECT_EQ(found, (std::vector<std::size_t>{20, 20, 20, 20}));
}

}  // namespace
