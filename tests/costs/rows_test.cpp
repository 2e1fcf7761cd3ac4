// What a row costs on each way between the database and the program: pieces of memory, and
// statements. Two sizes are compared, so that what is paid once does not count.

#include <gtest/gtest.h>

#include <retort/engine/engine.h>
#include <retort/orm/model.h>
#include <retort/orm/session.h>
#include <retort/schema/metadata.h>

#include "costs/allocations.h"

namespace costs {

using namespace retort::orm;
using retort::test::allocations_of;

/// Both texts are too long to lie in the string itself.
template <class As>
struct ItemModel {
  static constexpr auto table_name = "items";
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "name", std::string> name{};
  Column<As, "price", double> price{};
  Column<As, "note", std::optional<std::string>> note{};
};
using Item = Entity<ItemModel>;
inline constexpr auto items = table<ItemModel>;

class RowCostTest : public testing::Test {
 protected:
  RowCostTest() { create_all(engine, metadata<ItemModel>()); }

  static std::vector<Item> some(std::size_t count) {
    std::vector<Item> all(count);
    for (auto& item : all) {
      item.name = "a name that is longer than sixteen characters";
      item.note = "a note that is longer than sixteen characters";
    }
    return all;
  }
  /// Of one row more, in work on so many rows of the table.
  template <class Work>
  double per_row(Work work) {
    const auto of = [&](std::size_t rows) {
      Session session(engine);
      session.delete_from(items).execute();
      session.insert(some(rows));
      session.commit();
      return static_cast<double>(allocations_of([&] { work(rows); }));
    };
    of(1000);
    return (of(4000) - of(1000)) / 3000;
  }

  retort::engine::Engine engine{"sqlite://"};
};

TEST_F(RowCostTest, ARowThatIsReadCostsItsTexts) {
  EXPECT_LT(per_row([&](std::size_t) { Session(engine).query(plain(items)).all(); }), 2.1);
}

TEST_F(RowCostTest, ARowThatStreamsCostsNothing) {
  const auto read = [&](std::size_t rows) {
    Session session(engine);
    std::size_t found = 0;
    for (const Item& item : session.query(plain(items)).stream()) found += item.note->size() > 0;
    ASSERT_EQ(found, rows);
  };
  EXPECT_LT(per_row(read), 0.01);
}

TEST_F(RowCostTest, AnObjectCostsItsTexts) {
  EXPECT_LT(per_row([&](std::size_t) { Session(engine).query(items).all(); }), 2.1);
}

TEST_F(RowCostTest, TheFirstUseOfAnObjectCostsOnePiece) {
  EXPECT_LT(per_row([&](std::size_t) {
              Session session(engine);
              for (const auto& item : session.query(items).all()) static_cast<void>(item->price);
            }),
            3.1);
}

TEST_F(RowCostTest, AnObjectThatIsThereCostsNothing) {
  Session session(engine);
  session.insert(some(10));
  const auto all = session.query(items).all();
  for (const auto& item : all) static_cast<void>(item->id);
  EXPECT_EQ(allocations_of([&] {
              for (std::int64_t key = 1; key <= 10; ++key)
                static_cast<void>(session.get<Item>(key)->price);
            }),
            0);
}

TEST_F(RowCostTest, InsertingCostsNothing) {
  const auto more = some(4000);
  Session session(engine);
  const auto of = [&](std::size_t count) {
    return allocations_of([&] { session.insert(std::span(more).first(count)); });
  };
  of(1000);
  EXPECT_LT(static_cast<double>(of(4000) - of(1000)) / 3000, 0.01);
  session.insert(more[0]);
  EXPECT_EQ(allocations_of([&] { session.insert(more[0]); }), 0);
}

TEST_F(RowCostTest, AFlushOfNewObjectsCostsNoMoreThanTheyDo) {
  const auto more = some(4000);
  const auto of = [&](std::size_t count) {
    Session session(engine);
    for (std::size_t i = 0; i < count; ++i) session.add(more[i]);
    return allocations_of([&] { session.flush(); });
  };
  of(1000);
  EXPECT_LT(static_cast<double>(of(4000) - of(1000)) / 3000, 0.1);
}

TEST_F(RowCostTest, AChangeCostsNothingOnceItsObjectWasUsed) {
  const auto of = [&](std::size_t count) {
    Session session(engine);
    session.insert(some(count));
    const auto all = session.query(items).order_by(items.id).all();
    for (const auto& item : all) item->price += 1;
    return allocations_of([&] { session.flush(); });
  };
  of(1000);
  EXPECT_LT(static_cast<double>(of(4000) - of(1000)) / 3000, 0.1);
}

}  // namespace costs
