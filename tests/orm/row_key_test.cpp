#include <retort/orm/object/row_key.h>

#include <gtest/gtest.h>

#include <retort/orm/mapping/stored_row.h>

namespace retort::orm::detail {
namespace {

RowKey key(KeyValues values) {
  RowKey made;
  made.assign(std::move(values));
  return made;
}

TEST(RowKey, IsWhatItWasAssigned) {
  const KeyValues number{std::int64_t{7}};
  const KeyValues text{std::string("a longer text than lies in place")};
  const KeyValues two{std::int64_t{1}, std::string("x")};
  for (const auto& values : {number, text, two, KeyValues{}}) {
    const auto made = key(values);
    EXPECT_TRUE(made == values);
    EXPECT_TRUE(made.values() == values);
    EXPECT_EQ(made.empty(), values.empty());
    EXPECT_EQ(made.number() != nullptr, values.number() != nullptr);
  }
  EXPECT_FALSE(key(number) == text);
  EXPECT_FALSE(key(two) == number);
  EXPECT_FALSE(key({}) == number);
  EXPECT_FALSE(key(number) == KeyValues{});
}

TEST(RowKey, OneThatWasMovedFromIsOfNoRow) {
  auto first = key({std::int64_t{1}, std::string("x")});
  RowKey second = std::move(first);
  EXPECT_TRUE(first.empty());
  EXPECT_EQ(second.values().size(), 2U);
  second = key({std::int64_t{3}});
  EXPECT_EQ(*second.number(), 3);
  second.clear();
  EXPECT_TRUE(second.empty());
}

TEST(RowKey, AreOrderedAsTheirValues) {
  EXPECT_TRUE(key({std::int64_t{2}}) < key({std::int64_t{10}}));
  EXPECT_TRUE(key({std::string("a")}) < key({std::string("b")}));
  const auto one_a = key({std::int64_t{1}, std::string("a")});
  const auto one_b = key({std::int64_t{1}, std::string("b")});
  EXPECT_TRUE(one_a < one_b);
  EXPECT_FALSE(one_b < one_a);
  EXPECT_FALSE(one_a == one_b);
  EXPECT_TRUE(one_a == key({std::int64_t{1}, std::string("a")}));
}

TEST(RowKey, AddsItsValuesToARow) {
  StoredRow row;
  const auto two = key({std::int64_t{1}, std::string("x")});
  key({std::int64_t{7}}).add_to(row);
  two.add_to(row);
  RowKey().add_to(row);
  ASSERT_EQ(row.cells().size(), 3U);
  EXPECT_EQ(row.cells()[0].integer, 7);
  EXPECT_EQ(row.cells()[1].integer, 1);
  EXPECT_EQ(row.cells()[2].bytes(), "x");
}

}  // namespace
}  // namespace retort::orm::detail
