// Entities from JSON: what is taken, what is refused, and in which words.

#include <retort/orm/json.h>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "orm/library_models.h"

namespace retort::test {

template <class As>
struct SampleModel {
  static constexpr auto table_name = "samples";

  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "flag", bool> flag{};
  Column<As, "tiny", std::uint8_t> tiny{1};
  Column<As, "ratio", double> ratio{0.5};
  Column<As, "bytes", std::optional<engine::Blob>> bytes{};
};
using Sample = Entity<SampleModel>;
inline constexpr auto samples = table<SampleModel>;

}  // namespace retort::test

namespace {

using namespace retort::test;
using nlohmann::json;

template <class EntityType>
std::string refusal(const char* text) {
  const auto loaded = load_json<EntityType>(json::array({json::parse(text)}));
  return loaded.refused.empty() ? "taken" : loaded.refused[0].reason;
}

TEST(Json, MissingKeysLeaveTheDefaults) {
  const auto author = from_json<Author>(json::parse(R"({"name": "Eco "})"));
  EXPECT_EQ(author.name, "Eco");
  EXPECT_EQ(author.born, std::nullopt);
  EXPECT_FALSE(author.country.is_set());
  const auto book = from_json<Book>(json::parse(R"({"title": "Rose", "author_id": null})"));
  EXPECT_EQ(book.pages, 100);
}

TEST(Json, ReadsEveryType) {
  const auto sample = from_json<Sample>(
      json::parse(R"({"id": 3, "flag": true, "tiny": 255, "ratio": 2, "bytes": [0, 255]})"));
  EXPECT_EQ(sample.id, 3);
  EXPECT_TRUE(sample.flag);
  EXPECT_EQ(sample.tiny, 255);
  EXPECT_EQ(sample.ratio, 2.0);
  EXPECT_EQ(sample.bytes, (retort::engine::Blob{std::byte{0}, std::byte{255}}));
}

TEST(Json, KeepsTheGoodEntriesAndNamesTheOthers) {
  const auto loaded = load_json<Author>(
      json::parse(R"([{"name": "Eco"}, {"born": 1919}, {"name": "Levi"}, {"name": ""}, 5])"));
  ASSERT_EQ(loaded.entities.size(), 2U);
  EXPECT_EQ(loaded.entities[1].name, "Levi");
  ASSERT_EQ(loaded.refused.size(), 3U);
  EXPECT_EQ(loaded.refused[0].entry, 1U);
  EXPECT_EQ(loaded.refused[0].reason, "authors.name is missing, and may not be NULL");
  EXPECT_EQ(loaded.refused[1].entry, 3U);
  EXPECT_EQ(loaded.refused[1].reason, "authors.name does not take '': a name is needed");
  EXPECT_EQ(loaded.refused[2].reason, "authors: expected an object, found 5");
}

TEST(Json, SaysWhatItExpected) {
  EXPECT_EQ(refusal<Author>(R"({"nme": "x"})"), "authors has no column nme");
  EXPECT_EQ(refusal<Author>(R"({"name": 5})"), "authors.name: expected a string, found 5");
  EXPECT_EQ(refusal<Author>(R"({"name": null})"), "authors.name: expected a string, found null");
  EXPECT_EQ(refusal<Author>(R"({"name": "x", "born": 1.5})"),
            "authors.born: expected a whole number, found 1.5");
  EXPECT_EQ(refusal<Author>(R"({"name": "x", "born": 4000000000})"),
            "authors.born: 4000000000 is out of the range of a signed 32-bit integer");
  EXPECT_EQ(refusal<Author>(R"({"name": "x", "born": 18446744073709551615})"),
            "authors.born: 18446744073709551615 is more than the database's 64-bit signed integers "
            "hold");
  EXPECT_EQ(refusal<Sample>(R"({"flag": 1})"), "samples.flag: expected true or false, found 1");
  EXPECT_EQ(refusal<Sample>(R"({"flag": true, "ratio": "x"})"),
            "samples.ratio: expected a number, found \"x\"");
  EXPECT_EQ(refusal<Sample>(R"({"flag": true, "bytes": [256]})"),
            "samples.bytes: expected an array of numbers from 0 to 255, found [256]");
  EXPECT_EQ(refusal<Sample>(R"({"flag": true})"), "taken");
}

TEST(Json, IsAnArrayOfObjects) {
  EXPECT_THROW(load_json<Author>(json::parse("{}")), JsonError);
  EXPECT_TRUE(load_json<Author>(json::array()).entities.empty());
}

}  // namespace
