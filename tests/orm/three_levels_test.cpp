// Case 29 of the reference: three levels of orphans, with a many to many at the end.

#include <gtest/gtest.h>

#include <retort/orm/session.h>

#include "orm/case_models.h"

namespace three_levels {

using namespace retort::test::cases;

template <class As>
struct OrderModel;
template <class As>
struct ItemModel;
template <class As>
struct KeywordModel;
template <class As>
struct ItemKeywordModel;

template <class As>
struct UserModel {
  static constexpr auto table_name = "usr";
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "name", std::string> name{};
  HasMany<As, OrderModel, "user_id", delete_orphan> orders{};
};
template <class As>
struct OrderModel {
  static constexpr auto table_name = "ord";
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "user_id", std::int64_t, references<UserModel, "id">> user_id{};
  HasMany<As, ItemModel, "ord_id", delete_orphan> items{};
};
template <class As>
struct ItemModel {
  static constexpr auto table_name = "item";
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "ord_id", std::int64_t, references<OrderModel, "id">> ord_id{};
  ManyToMany<As, KeywordModel, ItemKeywordModel, "item_id", "kw_id"> keywords{};
};
template <class As>
struct KeywordModel {
  static constexpr auto table_name = "kw";
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "word", std::string> word{};
};
template <class As>
struct ItemKeywordModel {
  static constexpr auto table_name = "item_kw";
  static constexpr std::tuple constraints{primary_key_of<"item_id", "kw_id">{}};
  Column<As, "item_id", std::int64_t, references<ItemModel, "id">> item_id{};
  Column<As, "kw_id", std::int64_t, references<KeywordModel, "id">> kw_id{};
};

using User = Entity<UserModel>;
using Order = Entity<OrderModel>;
using Item = Entity<ItemModel>;
using Keyword = Entity<KeywordModel>;
inline constexpr auto users = table<UserModel>;
inline constexpr auto orders = table<OrderModel>;
inline constexpr auto items = table<ItemModel>;

}  // namespace three_levels

namespace {

using namespace retort::test::cases;
using namespace three_levels;

class ThreeLevelsTest
    : public CaseTest<UserModel, OrderModel, ItemModel, KeywordModel, ItemKeywordModel> {
 protected:
  ThreeLevelsTest() {
    user = Handle<User>(User{.name = "u"});
    const auto first = user->orders.add(Order{});
    user->orders.add(Order{});
    const auto red = Handle<Keyword>(Keyword{.word = "red"});
    for (int i = 0; i < 2; ++i) first->items.add(Item{})->keywords.add(red);
    session.add(user);
    session.commit();
  }

  /// The words and tables of what was sent, runs of the same as one.
  Lines tables() {
    Lines found;
    for (const auto& line : written()) {
      const auto end = line.find(' ', line.find(' ', line.find(' ') + 1) + 1);
      if (found.empty() || found.back() != line.substr(0, end))
        found.push_back(line.substr(0, end));
    }
    return found;
  }

  Handle<User> user;
};

TEST_F(ThreeLevelsTest, Case29Insert) {
  EXPECT_EQ(tables(), (Lines{"INSERT INTO usr", "INSERT INTO ord", "INSERT INTO item",
                             "INSERT INTO kw", "INSERT INTO item_kw"}));
}

TEST_F(ThreeLevelsTest, Case29Delete) {
  recorder.take();
  session.remove(user);
  session.commit();
  EXPECT_EQ(tables(), (Lines{"DELETE FROM item_kw", "DELETE FROM item", "DELETE FROM ord",
                             "DELETE FROM usr"}));
  EXPECT_EQ(rows("SELECT word FROM kw"), Lines{"('red')"});
}

TEST_F(ThreeLevelsTest, AnOrphanTakesItsOwnAlong) {
  user->orders.remove(user->orders[0]);
  recorder.take();
  session.commit();
  EXPECT_EQ(tables(), (Lines{"DELETE FROM item_kw", "DELETE FROM item", "DELETE FROM ord"}));
  EXPECT_EQ(user->orders.size(), 1U);
}

TEST_F(ThreeLevelsTest, AreLoadedByAQueryEach) {
  Session other(recorder.engine());
  recorder.take();
  const auto found =
      other.query(users).options(selectinload(users.orders, orders.items, items.keywords)).one();
  // With BEGIN.
  EXPECT_EQ(recorder.take().size(), 5U);
  EXPECT_EQ(found->orders[0]->items[1]->keywords[0]->word, "red");
  EXPECT_TRUE(found->orders[1]->items.empty());
  EXPECT_TRUE(recorder.take().empty());
}

TEST_F(ThreeLevelsTest, Case29EachRow) {
  const std::string link = "INSERT INTO item_kw (item_id, kw_id) VALUES (?, ?) ";
  EXPECT_EQ(
      written(),
      (Lines{"INSERT INTO usr (name) VALUES (?) ('u')", "INSERT INTO ord (user_id) VALUES (?) (1)",
             "INSERT INTO ord (user_id) VALUES (?) (1)", "INSERT INTO item (ord_id) VALUES (?) (1)",
             "INSERT INTO item (ord_id) VALUES (?) (1)", "INSERT INTO kw (word) VALUES (?) ('red')",
             link + "(1, 1)", link + "(2, 1)"}));
  session.remove(user);
  session.commit();
  const std::string unlink = "DELETE FROM item_kw WHERE item_kw.item_id = ? AND item_kw.kw_id = ? ";
  EXPECT_EQ(
      written(),
      (Lines{unlink + "(1, 1)", unlink + "(2, 1)", "DELETE FROM item WHERE item.id = ? (1)",
             "DELETE FROM item WHERE item.id = ? (2)", "DELETE FROM ord WHERE ord.id = ? (1)",
             "DELETE FROM ord WHERE ord.id = ? (2)", "DELETE FROM usr WHERE usr.id = ? (1)"}));
  for (const auto* table : {"usr", "ord", "item", "item_kw"})
    EXPECT_EQ(rows(std::string("SELECT * FROM ") + table), Lines{}) << table;
  EXPECT_EQ(rows("SELECT word FROM kw"), Lines{"('red')"});
}

}  // namespace
