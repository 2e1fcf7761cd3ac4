// C++ types in columns: what comes back is what went in, and what does not fit is refused by name.

#include <limits>

#include <gtest/gtest.h>

#include <retort/orm/model.h>
#include <retort/orm/session.h>
#include <retort/schema/metadata.h>

#include "orm/recorder.h"

namespace retort::test {

enum class Colour : std::uint8_t { red = 1, blue = 200 };

/// A type of the program's own, stored as text.
struct Isbn {
  std::string digits;
  bool operator==(const Isbn&) const = default;
};

}  // namespace retort::test

template <>
struct retort::orm::SqlType<retort::test::Isbn> {
  using Stored = std::string;
  static constexpr std::string_view word = "string(13)";
  static std::string store(const retort::test::Isbn& isbn) { return "isbn:" + isbn.digits; }
  static retort::test::Isbn load(const std::string& stored) {
    if (!stored.starts_with("isbn:")) throw ConversionError("'" + stored + "' is no ISBN");
    return {stored.substr(5)};
  }
};

namespace retort::test {

using namespace retort::orm;

template <class As>
struct EverythingModel {
  static constexpr auto table_name = "all_types";

  Column<As, "id", std::int32_t, primary_key> id{};
  Column<As, "flag", bool> flag{};
  Column<As, "tiny", std::int8_t> tiny{};
  Column<As, "small", std::uint16_t> small{};
  Column<As, "big", std::int64_t> big{};
  Column<As, "huge", std::uint64_t> huge{};
  Column<As, "ratio", double> ratio{};
  Column<As, "part", float> part{};
  Column<As, "words", std::string> words{};
  Column<As, "bytes", engine::Blob> bytes{};
  Column<As, "colour", Colour> colour{Colour::red};
  Column<As, "isbn", Isbn> isbn{};
  Column<As, "maybe_flag", std::optional<bool>> maybe_flag{};
  Column<As, "maybe_bytes", std::optional<engine::Blob>> maybe_bytes{};
  Column<As, "maybe_isbn", std::optional<Isbn>> maybe_isbn{};
  Column<As, "maybe_ratio", std::optional<double>, server_default<"0.5">> maybe_ratio{};
};
using Everything = Entity<EverythingModel>;
inline constexpr auto all_types = table<EverythingModel>;

}  // namespace retort::test

namespace {

using namespace retort::test;
using retort::engine::Blob;

class TypesTest : public testing::Test {
 protected:
  TypesTest() { create_all(recorder.engine(), metadata<EverythingModel>()); }

  /// Stores an object and reads it again, with nothing of it in memory.
  Everything round_trip(Everything value) {
    session.add(std::move(value));
    session.commit();
    session.close();
    return *session.query(all_types).one();
  }
  void execute(const char* sql) { recorder.engine().connect().execute(sql); }

  Recorder recorder;
  Session session{recorder.engine()};
};

TEST_F(TypesTest, TheirExtremesComeBack) {
  using Big = std::numeric_limits<std::int64_t>;
  const std::string words("nul\0and \"quotes\" and \xC3\xBC", 24);
  const Blob bytes{std::byte{0}, std::byte{255}};
  const auto back = round_trip({.id = 7,
                                .flag = true,
                                .tiny = -128,
                                .small = 65535,
                                .big = Big::min(),
                                .huge = static_cast<std::uint64_t>(Big::max()),
                                .ratio = 0.1,
                                .part = 1.5F,
                                .words = words,
                                .bytes = bytes,
                                .colour = Colour::blue,
                                .isbn = {"123"},
                                .maybe_flag = false,
                                .maybe_bytes = Blob{},
                                .maybe_isbn = Isbn{"9"},
                                .maybe_ratio = std::optional<double>()});
  EXPECT_EQ(back.id, 7);
  EXPECT_TRUE(back.flag);
  EXPECT_EQ(back.tiny, -128);
  EXPECT_EQ(back.small, 65535);
  EXPECT_EQ(back.big, Big::min());
  EXPECT_EQ(back.huge, static_cast<std::uint64_t>(Big::max()));
  EXPECT_EQ(back.ratio, 0.1);
  EXPECT_EQ(back.part, 1.5F);
  EXPECT_EQ(back.words, words);
  EXPECT_EQ(back.bytes, bytes);
  EXPECT_EQ(back.colour, Colour::blue);
  EXPECT_EQ(back.isbn, Isbn{"123"});
  EXPECT_EQ(back.maybe_flag, false);
  EXPECT_EQ(back.maybe_bytes, Blob{});
  EXPECT_EQ(back.maybe_isbn, Isbn{"9"});
  EXPECT_EQ(back.maybe_ratio.value(), std::nullopt);
}

TEST_F(TypesTest, NothingIsNotTheSameAsEmpty) {
  const auto back = round_trip({});
  EXPECT_EQ(back.id, 1);
  EXPECT_EQ(back.words, "");
  EXPECT_TRUE(back.bytes.empty());
  EXPECT_EQ(back.maybe_flag, std::nullopt);
  EXPECT_EQ(back.maybe_bytes, std::nullopt);
  EXPECT_EQ(back.maybe_isbn, std::nullopt);
  EXPECT_EQ(back.maybe_ratio.value(), 0.5);
}

TEST_F(TypesTest, AreComparedAsTheyAreStored) {
  round_trip({.flag = true, .colour = Colour::blue, .isbn = {"5"}});
  const auto found = [&](const Condition& condition) {
    return session.query(all_types).filter(condition).count() == 1;
  };
  EXPECT_TRUE(found(all_types.isbn == Isbn{"5"}));
  EXPECT_TRUE(found(all_types.colour == Colour::blue));
  EXPECT_FALSE(found(all_types.colour.in({Colour::red})));
  EXPECT_TRUE(found(all_types.flag == true));
  EXPECT_TRUE(found(all_types.maybe_ratio > 0.1));
  EXPECT_EQ(session.query(all_types.isbn, all_types.colour, all_types.maybe_ratio).one(),
            (std::tuple{Isbn{"5"}, Colour::blue, std::optional(0.5)}));
}

TEST_F(TypesTest, WhatDoesNotFitIsRefusedByName) {
  round_trip({});
  const auto message = [&](const char* sql) {
    session.close();
    execute(sql);
    try {
      session.query(all_types).all();
    } catch (const ConversionError& error) {
      return std::string(error.what());
    }
    return std::string("nothing was refused");
  };
  EXPECT_EQ(
      message("UPDATE all_types SET tiny = 300"),
      "reading all_types.tiny of the row (1): 300 is out of the range of a signed 8-bit integer");
  EXPECT_EQ(message("UPDATE all_types SET tiny = 1, flag = 2"),
            "reading all_types.flag of the row (1): 2 is neither 0 (false) nor 1 (true)");
  EXPECT_EQ(message("UPDATE all_types SET flag = 1, big = 'many'"),
            "reading all_types.big of the row (1): 'many' is not a whole number");
  EXPECT_EQ(message("UPDATE all_types SET big = 1, isbn = 'x'"),
            "reading all_types.isbn of the row (1): 'x' is no ISBN");
  EXPECT_EQ(message("UPDATE all_types SET isbn = 'isbn:', words = x'00'"),
            "reading all_types.words of the row (1): x'00' is not text");
}

TEST_F(TypesTest, AnUnsignedNumberBeyondTheDatabaseIsRefused) {
  session.add(Everything{.huge = std::numeric_limits<std::uint64_t>::max()});
  try {
    session.flush();
    FAIL() << "a number that does not fit was stored";
  } catch (const ConversionError& error) {
    EXPECT_STREQ(error.what(),
                 "writing all_types.huge: 18446744073709551615 is more than the database's 64-bit "
                 "signed integers hold");
  }
}

TEST_F(TypesTest, HaveTheirWordInTheSchema) {
  const auto schema = metadata<EverythingModel>();
  std::vector<std::string> types;
  for (const auto& column : schema.tables[0].columns) types.push_back(column.type.text);
  EXPECT_EQ(types,
            (std::vector<std::string>{"int32", "bool", "int16", "int32", "int64", "int64",
                                      "float64", "float64", "string", "bytes", "int16",
                                      "string(13)", "bool", "bytes", "string(13)", "float64"}));
}

}  // namespace
