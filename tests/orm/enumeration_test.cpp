// Enumerations by name, by a text and by listed values, with their CHECK. Case 78 of the reference.

#include <gtest/gtest.h>

#include <retort/engine/error.h>
#include <retort/orm/model.h>
#include <retort/orm/session.h>
#include <retort/orm/types/enumeration.h>
#include <retort/schema/metadata.h>

#include "orm/recorder.h"

namespace retort::test {

enum class Suit { clubs, diamonds = 7, hearts };
enum class Size { small, large };
enum class Level : std::int8_t { low = -1, high = 1 };

}  // namespace retort::test

template <>
struct retort::orm::StoredEnum<retort::test::Suit>
    : retort::orm::by_name<retort::test::Suit::clubs, retort::test::Suit::diamonds,
                           retort::test::Suit::hearts> {};
template <>
struct retort::orm::StoredEnum<retort::test::Size>
    : retort::orm::texts<retort::orm::by_text<retort::test::Size::small, "S">,
                         retort::orm::by_text<retort::test::Size::large, "it's L">> {};
template <>
struct retort::orm::StoredEnum<retort::test::Level>
    : retort::orm::by_value<retort::test::Level::low, retort::test::Level::high> {};

namespace retort::test {

using namespace retort::orm;

template <class As>
struct CardModel {
  static constexpr auto table_name = "cards";

  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "suit", Suit, checked> suit{Suit::hearts};
  Column<As, "size", Size, checked> size{};
  Column<As, "level", Level, checked> level{Level::low};
  Column<As, "order", std::optional<bool>, checked> order{};
  Column<As, "tiny", std::int8_t, checked> tiny{};
};
using Card = Entity<CardModel>;
inline constexpr auto cards = table<CardModel>;

}  // namespace retort::test

namespace {

using namespace retort::test;

class EnumerationTest : public testing::Test {
 protected:
  EnumerationTest() { create_all(recorder.engine(), metadata<CardModel>()); }

  Recorder recorder;
  Session session{recorder.engine()};
};

TEST_F(EnumerationTest, AreStoredAsSaid) {
  session.add(Card{.suit = Suit::diamonds, .size = Size::large, .level = Level::high});
  session.commit();
  session.close();
  const auto row = session.sql("SELECT suit, size, level FROM cards")
                       .columns<std::string, std::string, int>()
                       .one();
  EXPECT_EQ(row, (std::tuple<std::string, std::string, int>("diamonds", "it's L", 1)));
  const auto card = session.query(cards).one();
  EXPECT_EQ(card->suit, Suit::diamonds);
  EXPECT_EQ(card->size, Size::large);
  EXPECT_EQ(card->level, Level::high);
  EXPECT_EQ(session.query(cards).filter(cards.suit.in({Suit::diamonds})).count(), 1);
}

TEST_F(EnumerationTest, HaveTheirTypeAndCheckInTheSchema) {
  const auto schema = metadata<CardModel>();
  const auto& table = schema.tables[0];
  EXPECT_EQ(table.find_column("suit")->type.text, "string(8)");
  EXPECT_EQ(table.find_column("size")->type.text, "string(6)");
  EXPECT_EQ(table.find_column("level")->type.text, "int32");
  std::vector<std::string> checks;
  for (const auto& check : table.checks) checks.push_back(check.expression);
  EXPECT_EQ(checks,
            (std::vector<std::string>{"\"suit\" IN ('clubs', 'diamonds', 'hearts')",
                                      "\"size\" IN ('S', 'it''s L')", "\"level\" IN (-1, 1)",
                                      "\"order\" IN (0, 1)", "\"tiny\" BETWEEN -128 AND 127"}));
}

TEST_F(EnumerationTest, TheDatabaseRefusesWhatIsNotListed) {
  session.add(Card{.id = 1});
  session.commit();
  for (const char* set :
       {"suit = 'spades'", "size = 'M'", "level = 0", "\"order\" = 2", "tiny = 128"})
    EXPECT_THROW(recorder.engine().connect().execute("UPDATE cards SET " + std::string(set)),
                 retort::engine::CheckViolation)
        << set;
}

TEST_F(EnumerationTest, WhatIsNotListedIsRefused) {
  session.add(Card{.id = 1});
  session.commit();
  const auto refused = [&](const char* set) -> std::string {
    session.close();
    auto connection = recorder.engine().connect();
    connection.execute("PRAGMA ignore_check_constraints = 1");
    connection.execute("UPDATE cards SET " + std::string(set));
    try {
      session.query(cards).all();
    } catch (const ConversionError& error) {
      return error.what();
    }
    return "it was read";
  };
  EXPECT_EQ(
      refused("suit = 'spades'"),
      "reading cards.suit of the row (1): 'spades' is none of ('clubs', 'diamonds', 'hearts')");
  EXPECT_EQ(refused("suit = 'clubs', level = 0"),
            "reading cards.level of the row (1): 0 is none of (-1, 1)");
  session.close();
  session.add(Card{.suit = static_cast<Suit>(3)});
  EXPECT_THROW(session.flush(), ConversionError);
}

}  // namespace
