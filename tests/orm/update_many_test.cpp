// Many changed rows in a flush: they are written many at once, and are what they would be one by one.

#include <algorithm>
#include <random>

#include <gtest/gtest.h>

#include <retort/engine/error.h>
#include <retort/orm/error.h>
#include <retort/orm/session.h>

#include "orm/case_models.h"

namespace update_many {

using namespace retort::test::cases;

template <class As>
struct GoodModel {
  static constexpr auto table_name = "goods";
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "name", std::string> name{};
  Column<As, "code", std::optional<std::string>, unique> code{};
  Column<As, "price", double, check<"price >= 0">> price{};
  Column<As, "picture", std::optional<retort::engine::Blob>> picture{};
};
using Good = Entity<GoodModel>;
inline constexpr auto goods = table<GoodModel>;

/// A key of two columns, in a table that has the name by which the new values go.
template <class As>
struct PlaceModel {
  static constexpr auto table_name = "changed";
  Column<As, "row", std::int64_t, primary_key> row{};
  Column<As, "place", std::string, primary_key> place{};
  Column<As, "column2", std::string> guest{};
};
using Place = Entity<PlaceModel>;
inline constexpr auto places = table<PlaceModel>;

inline std::string now() { return "now"; }

template <class As>
struct LogModel {
  static constexpr auto table_name = "logs";
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "text", std::string> text{};
  Column<As, "version", int, version_counter> version{};
  Column<As, "changed", std::optional<std::string>, on_update_with<&now>> changed{};
};
using Log = Entity<LogModel>;
inline constexpr auto logs = table<LogModel>;

class UpdateManyTest : public CaseTest<GoodModel, PlaceModel, LogModel, NodeModel> {
 protected:
  static constexpr std::int64_t many = 600;

  std::vector<Handle<Good>> some_goods() {
    std::vector<Good> all;
    for (std::int64_t i = 1; i <= many; ++i)
      all.push_back({.id = i, .name = "n" + std::to_string(i), .price = 1});
    session.insert(all);
    session.commit();
    auto found = session.query(goods).order_by(goods.id).all();
    recorder.take();
    return found;
  }
  std::size_t count(const Lines& lines, const std::string& part) {
    return static_cast<std::size_t>(std::ranges::count_if(
        lines, [&](const auto& line) { return line.find(part) != std::string::npos; }));
  }
  std::int64_t number(const std::string& sql) {
    return std::get<std::int64_t>(*recorder.engine().connect().scalar(sql));
  }
};

TEST_F(UpdateManyTest, RowsOfOneKindGoTogether) {
  for (const auto& good : some_goods()) good->price = static_cast<double>(good->id) + 0.5;
  session.commit();
  const auto lines = written();
  // 9 of 64 rows, and one for each of the 24 that are left.
  ASSERT_EQ(lines.size(), 33U);
  std::string together = "UPDATE goods SET price=changed.column2 FROM (VALUES (?, ?)";
  for (int i = 1; i < 64; ++i) together += ", (?, ?)";
  together += ") AS changed WHERE goods.id = changed.column1 (1, 1.5, 2, 2.5, ";
  EXPECT_EQ(lines[0].substr(0, together.size()), together);
  EXPECT_EQ(lines[32], "UPDATE goods SET price=? WHERE goods.id = ? (600.5, 600)");
  EXPECT_EQ(number("SELECT count(*) FROM goods WHERE price = id + 0.5"), many);
}

TEST_F(UpdateManyTest, AFewGoOneByOne) {
  const auto all = some_goods();
  for (std::size_t i = 0; i < 100; ++i) all[i]->price = 2;
  session.commit();
  EXPECT_EQ(written().size(), 100U);
}

TEST_F(UpdateManyTest, WhatWasWrittenIsNoChangeAnyMore) {
  const auto all = some_goods();
  for (const auto& length : {1, 40, 3, 100}) {
    for (const auto& good : all) {
      good->name = std::string(static_cast<std::size_t>(length), 'x') + std::to_string(good->id);
      good->picture = retort::engine::Blob(static_cast<std::size_t>(length));
    }
    session.flush();
    EXPECT_EQ(written().size(), 33U);
    EXPECT_FALSE(session.is_modified(all[5]));
    session.flush();
    EXPECT_EQ(written(), Lines{});
  }
  for (const auto& good : all) good->picture.reset();
  session.commit();
  EXPECT_EQ(number("SELECT count(*) FROM goods WHERE name = printf('%.100c', 'x') || id AND "
                   "picture IS NULL"),
            many);
}

TEST_F(UpdateManyTest, RowsOfDifferentKindsKeepTheirOrder) {
  const auto all = some_goods();
  for (std::size_t i = 0; i < all.size(); ++i) {
    all[i]->price = 3;
    if (i % 100 == 50) all[i]->name = "other";
  }
  session.commit();
  EXPECT_EQ(number("SELECT count(*) FROM goods WHERE price = 3"), many);
  EXPECT_EQ(number("SELECT count(*) FROM goods WHERE name = 'other'"), 6);
}

TEST_F(UpdateManyTest, TheRowThatIsWrongIsNamedAndNoneIsWritten) {
  const auto all = some_goods();
  for (const auto& good : all) good->price = 300.5 - static_cast<double>(good->id);
  EXPECT_THROW(session.flush(), retort::engine::CheckViolation);
  EXPECT_EQ(session.failure()->key, "(301)");
  EXPECT_EQ(session.failure()->operation, "UPDATE");
  session.rollback();
  EXPECT_EQ(number("SELECT count(*) FROM goods WHERE price = 1"), many);
  EXPECT_EQ(all[0]->price, 1);
}

TEST_F(UpdateManyTest, TheRowThatIsGoneIsNamed) {
  const auto all = some_goods();
  run("DELETE FROM goods WHERE id = 300");
  for (const auto& good : all) good->price = 2;
  try {
    session.flush();
    FAIL();
  } catch (const retort::orm::StaleObjectError& error) {
    EXPECT_NE(std::string(error.what()).find("goods (300)"), std::string::npos) << error.what();
  }
  EXPECT_EQ(session.failure()->key, "(300)");
  session.rollback();
  EXPECT_EQ(number("SELECT count(*) FROM goods WHERE price = 1"), many);
}

TEST_F(UpdateManyTest, ATriggerThatIgnoresARowIsFound) {
  const auto all = some_goods();
  run("CREATE TRIGGER keep BEFORE UPDATE ON goods WHEN old.id = 99 BEGIN SELECT RAISE(IGNORE); "
      "END");
  for (const auto& good : all) good->price = 2;
  EXPECT_THROW(session.flush(), retort::orm::StaleObjectError);
  EXPECT_EQ(session.failure()->key, "(99)");
}

TEST_F(UpdateManyTest, UniqueValuesMayBePassedOn) {
  const auto all = some_goods();
  for (const auto& good : all) good->code = std::to_string(good->id);
  session.commit();
  for (std::size_t i = 0; i + 1 < all.size(); ++i) all[i]->code = std::to_string(i + 2);
  all.back()->code = "1";
  session.commit();
  EXPECT_EQ(number("SELECT count(*) FROM goods WHERE code = id % 600 + 1"), many);
}

TEST_F(UpdateManyTest, KeysOfSeveralColumnsAndNamesThatMeetAreNoTrouble) {
  std::vector<Place> all;
  for (std::int64_t i = 0; i < many; ++i)
    all.push_back({.row = i / 10, .place = std::to_string(i % 10), .guest = "nobody"});
  session.insert(all);
  session.commit();
  const auto found = session.query(places).all();
  for (const auto& place : found) place->guest = std::to_string(place->row) + place->place;
  recorder.take();
  session.commit();
  EXPECT_EQ(count(written(), ") AS changed_ WHERE "), 9U);
  EXPECT_EQ(number("SELECT count(*) FROM changed WHERE column2 = \"row\" || place"), many);
}

TEST_F(UpdateManyTest, AChangedKeyGoesItsOwnWay) {
  const auto all = some_goods();
  for (const auto& good : all) good->id += 10'000;
  session.commit();
  EXPECT_EQ(number("SELECT count(*) FROM goods WHERE name = 'n' || (id - 10000)"), many);
  EXPECT_EQ(session.get<Good>(10'007), all[6]);
}

TEST_F(UpdateManyTest, VersionsAndTimesAreWrittenForEachRow) {
  std::vector<Log> some(300);
  session.insert(some);
  session.commit();
  for (const auto& log : session.query(logs).all()) log->text = "t";
  session.commit();
  EXPECT_EQ(number("SELECT count(*) FROM logs WHERE version = 2 AND changed = 'now'"), 300);
}

TEST_F(UpdateManyTest, ListenersAreAskedBeforeARowIsWrittenAndToldAfter) {
  const auto all = some_goods();
  std::int64_t after = 0;
  session.on<Good>(RowEvent::before_update, [](Good& good) { good.name = "asked"; });
  session.on<Good>(RowEvent::after_update, [&](Good& good) { after += good.price == 2; });
  for (const auto& good : all) good->price = 2;
  session.commit();
  EXPECT_EQ(after, many);
  EXPECT_EQ(number("SELECT count(*) FROM goods WHERE price = 2 AND name = 'asked'"), many);
}

TEST_F(UpdateManyTest, ACommitWritesWhatListenersChangedAfterARowWasWritten) {
  session.on<Node>(RowEvent::after_insert, [](Node& node) { node.name = "inserted"; });
  session.on<Node>(RowEvent::after_update, [](Node& node) {
    if (node.name.size() < 12) node.name += "!";
  });
  for (int i = 0; i < many; ++i) session.add(Node{.name = "a"});
  session.commit();
  EXPECT_EQ(number("SELECT count(*) FROM n WHERE name = 'inserted!!!!'"), many);
}

TEST_F(UpdateManyTest, AListenerThatNeverRestsIsNoEndlessCommit) {
  session.on<Node>(RowEvent::after_update, [](Node& node) { node.name += "!"; });
  const auto node = session.add(Node{.name = "a"});
  session.flush();
  node->name = "b";
  EXPECT_THROW(session.commit(), retort::orm::SessionError);
  session.rollback();
}

TEST_F(UpdateManyTest, ANestedTransactionTakesThemBack) {
  const auto all = some_goods();
  for (const auto& good : all) good->price = 2;
  session.flush();
  auto nested = session.begin_nested();
  for (const auto& good : all) good->price = 3;
  session.flush();
  nested.rollback();
  EXPECT_EQ(all[17]->price, 2);
  session.commit();
  EXPECT_EQ(number("SELECT count(*) FROM goods WHERE price = 2"), many);
}

/// Random changes of random rows; every round is flushed, and some are taken back.
TEST(UpdateManyProperty, ManyAtOnceAreWhatTheyAreOneByOne) {
  std::mt19937 seeds(std::random_device{}());
  for (int round = 0; round < 20; ++round) {
    const auto seed = seeds();
    const auto rows_after = [&](bool together) {
      std::mt19937 random(seed);
      const auto below = [&](int most) {
        return std::uniform_int_distribution(0, most - 1)(random);
      };
      retort::test::Recorder recorder;
      create_all(recorder.engine(), metadata<GoodModel>());
      Session session(recorder.engine());
      std::vector<Good> some(800);
      for (std::size_t i = 0; i < some.size(); ++i)
        some[i].id = static_cast<std::int64_t>(i) * 3 + 1;
      session.insert(some);
      session.commit();
      const auto all = session.query(goods).order_by(goods.id).all();
      for (int pass = 0; pass < 4; ++pass) {
        const int kinds = 1 + below(3);
        for (const auto& good : all) {
          if (below(10) == 0) continue;
          good->price = below(50);
          if (kinds > 1 && below(2) == 0)
            good->name = std::string(static_cast<std::size_t>(below(40)), 'n');
          if (kinds > 2)
            good->code =
                below(2) == 0
                    ? std::optional(std::to_string(good->id) + '-' + std::to_string(below(5)))
                    : std::nullopt;
          if (!together) session.flush();
        }
        below(3) == 0 ? session.rollback() : session.commit();
      }
      return recorder.engine().connect().rows("SELECT * FROM goods ORDER BY id");
    };
    ASSERT_EQ(rows_after(true), rows_after(false)) << "seed " << seed;
  }
}

}  // namespace update_many
