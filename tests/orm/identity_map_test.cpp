#include <retort/orm/detail/identity_map.h>

#include <gtest/gtest.h>

#include <map>
#include <random>

#include <retort/orm/model.h>
#include <retort/orm/object/object_store.h>

namespace retort::orm::detail {
namespace {

template <class As>
struct RowModel {
  static constexpr auto table_name = "row";
  Column<As, "id", std::int64_t, primary_key> id{};
};
template <class As>
struct OtherModel {
  static constexpr auto table_name = "other";
  Column<As, "id", std::int64_t, primary_key> id{};
};

class IdentityMapTest : public ::testing::Test {
 protected:
  Instance& made(const Mapper& mapper, std::int64_t key) {
    auto& instance = store->adopt(Instance::make(mapper, *store));
    instance.identity.assign(key);
    return instance;
  }

  Shared<ObjectStore> store = ObjectStore::make();
  const Mapper& rows = detail::mapper<RowModel>();
  const Mapper& others = detail::mapper<OtherModel>();
  IdentityMap map;
};

TEST_F(IdentityMapTest, TheSameKeyOfAnotherTableIsAnotherRow) {
  auto& row = made(rows, 1);
  auto& other = made(others, 1);
  map.insert(row);
  EXPECT_EQ(map.find(others, {std::int64_t{1}}), nullptr);
  map.insert(other);
  EXPECT_EQ(map.find(rows, {std::int64_t{1}}), &row);
  EXPECT_EQ(map.find(others, {std::int64_t{1}}), &other);
}

/// What is found by one insert is found by the other, which is told the hash.
TEST_F(IdentityMapTest, WhatALookUpSaidServesForTheInsert) {
  for (std::int64_t key = 1; key <= 100; ++key) {
    const auto found = map.look_up(rows, {key});
    ASSERT_EQ(found.instance, nullptr);
    map.insert_new(made(rows, key), found.hash);
  }
  EXPECT_EQ(map.mappers(), std::vector{&rows});
  for (std::int64_t key = 1; key <= 100; ++key)
    EXPECT_EQ(*map.find(rows, {key})->identity.number(), key);
}

/// Keys that follow each other, that are far apart, and negative ones, entered and erased in any order, as
/// std::map has them.
TEST_F(IdentityMapTest, DoesAsAMapDoes) {
  for (const std::int64_t stride : {1, 4, 16, 1024, 1 << 20, -3}) {
    std::mt19937 random(static_cast<unsigned>(stride));
    IdentityMap tried;
    std::map<std::int64_t, Instance*> expected;
    for (int step = 0; step < 4000; ++step) {
      const auto key = static_cast<std::int64_t>(random() % 500) * stride;
      if (random() % 3 == 0) {
        if (const auto known = expected.find(key); known != expected.end()) {
          tried.erase(*known->second);
          expected.erase(known);
        }
      } else if (!expected.contains(key)) {
        auto& instance = made(rows, key);
        tried.insert(instance);
        expected[key] = &instance;
      }
      const auto other = static_cast<std::int64_t>(random() % 500) * stride;
      const auto known = expected.find(other);
      ASSERT_EQ(tried.find(rows, {other}), known == expected.end() ? nullptr : known->second)
          << "key " << other << ", step " << step << ", stride " << stride;
    }
    EXPECT_EQ(static_cast<std::size_t>(std::distance(tried.begin(), tried.end())), expected.size());
  }
}

}  // namespace
}  // namespace retort::orm::detail
