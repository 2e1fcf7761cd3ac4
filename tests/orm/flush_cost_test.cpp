// What a flush costs: a look at what may have changed, however many objects there are; and what
// removing objects and numbering them costs before it. Looks are counted, since every one of them makes
// the stored form of a column's value.

#include <gtest/gtest.h>

#include <retort/orm/model.h>
#include <retort/orm/session.h>
#include <retort/schema/metadata.h>

#include "orm/recorder.h"

namespace flush_cost {

/// A number that counts how often it is looked at.
struct Counted {
  std::int64_t value = 0;
};
inline int looks = 0;

}  // namespace flush_cost

template <>
struct retort::orm::SqlType<flush_cost::Counted> {
  using Stored = std::int64_t;
  static constexpr std::string_view word = "int64";
  static Stored store(const flush_cost::Counted& counted) {
    ++flush_cost::looks;
    return counted.value;
  }
  static flush_cost::Counted load(Stored stored) { return {stored}; }
};

namespace flush_cost {

using namespace retort::orm;

template <class As>
struct CellModel {
  static constexpr auto table_name = "cells";
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "count", Counted> count{};
};
using Cell = Entity<CellModel>;
inline constexpr auto cells = table<CellModel>;

template <class As>
struct OwnerModel {
  static constexpr auto table_name = "owners";
  Column<As, "id", Counted, primary_key> id{};
};
using Owner = Entity<OwnerModel>;

template <class As>
struct OwnedModel {
  static constexpr auto table_name = "owned";
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "owner", Counted, references<OwnerModel, "id", on_delete<cascade>>> owner{};
};
using Owned = Entity<OwnedModel>;

template <class As>
struct BranchModel {
  static constexpr auto table_name = "branches";
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "above", std::optional<Counted>, references<BranchModel, "id", of_another_kind>>
      above{};
  HasMany<As, BranchModel, "above", cascade_delete> branches{};
};
using Branch = Entity<BranchModel>;
inline constexpr auto branches = table<BranchModel>;

template <class As>
struct VolumeModel;
template <class As>
struct ShelfModel {
  static constexpr auto table_name = "shelves";
  Column<As, "id", std::int64_t, primary_key> id{};
  HasMany<As, VolumeModel, "shelf", positioned_by<"place">> volumes{};
};
template <class As>
struct VolumeModel {
  static constexpr auto table_name = "volumes";
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "place", Counted> place{};
  Column<As, "shelf", std::optional<std::int64_t>, references<ShelfModel, "id">> shelf{};
};
using Shelf = Entity<ShelfModel>;
using Volume = Entity<VolumeModel>;

class FlushCostTest : public testing::Test {
 protected:
  static constexpr int many = 300;

  FlushCostTest() {
    create_all(recorder.engine(), metadata<CellModel>());
    for (int i = 0; i < many; ++i) session.add(Cell{});
    session.commit();
    session.close();
    handles = session.query(cells).order_by(cells.id).all();
    // All of them have been in the program's hands.
    for (const auto& cell : handles) static_cast<void>(cell->id);
    session.flush();
    recorder.take();
    looks = 0;
  }

  retort::test::Recorder recorder;
  Session session{recorder.engine()};
  std::vector<Handle<Cell>> handles;
};

TEST_F(FlushCostTest, AQueryLooksAtWhatWasUsedSinceTheLast) {
  for (int i = 0; i < many; ++i) {
    static_cast<void>(handles[static_cast<std::size_t>(i)]->id);
    EXPECT_EQ(session.query(cells).filter(cells.id == 1).count(), 1);
  }
  EXPECT_EQ(looks, many);
}

TEST_F(FlushCostTest, AFlushLooksAtWhatWasUsedSinceTheLast) {
  for (const auto& cell : handles) {
    cell->count = Counted{5};
    session.flush();
  }
  // To find the change, before the row is written, when it is bound, and to remember it.
  EXPECT_LE(looks, 4 * many);
  EXPECT_EQ(recorder.take().size(), static_cast<std::size_t>(many));
  EXPECT_EQ(session.sql("SELECT count(*) FROM cells WHERE count = 5").columns<int>().one(), many);
}

TEST_F(FlushCostTest, ACommitLooksAtAll) {
  session.commit();
  EXPECT_EQ(looks, many);
}

TEST_F(FlushCostTest, ChangesThroughAReferenceThatWasKeptAreFound) {
  auto& kept = *handles[7];
  session.flush();
  kept.count = {1};
  session.commit();
  EXPECT_EQ(session.sql("SELECT count(*) FROM cells WHERE count = 1").columns<int>().one(), 1);
  kept.count = {2};
  {
    auto nested = session.begin_nested();
    handles[8]->count = Counted{9};
    nested.rollback();
  }
  EXPECT_EQ(kept.count.value, 2);
  kept.count = {3};
  session.update(cells).set(cells.count, Counted{4}).filter(cells.id == 1).execute();
  session.commit();
  EXPECT_EQ(session.sql("SELECT count(*) FROM cells WHERE count = 3").columns<int>().one(), 1);
}

TEST_F(FlushCostTest, ARefusedFlushLooksAgain) {
  handles[0]->id = 2;
  EXPECT_ANY_THROW(session.flush());
  session.rollback();
  handles[0]->count = Counted{6};
  EXPECT_TRUE(session.is_modified(handles[0]));
  session.flush();
  EXPECT_FALSE(session.is_modified(handles[0]));
  session.on<Cell>(RowEvent::after_update, [](Cell& cell) { cell.count = {8}; });
  handles[0]->count = Counted{7};
  session.flush();
  session.flush();
  EXPECT_EQ(session.sql("SELECT count FROM cells WHERE id = 1").columns<int>().one(), 8);
}

/// What is deleted alone is in nobody's way: the database says when it has changed more.
TEST_F(FlushCostTest, ADeleteLooksAtOthersWhereTheDatabaseChangedMore) {
  session.rollback();
  create_all(recorder.engine(), metadata<OwnerModel, OwnedModel>());
  Session other(recorder.engine());
  for (std::int64_t id = 1; id <= 2; ++id) other.add(Owner{.id = {id}});
  for (std::int64_t id = 1; id <= many; ++id) other.add(Owned{.id = id, .owner = Counted{1}});
  other.commit();
  const auto owned = other.query(table<OwnedModel>).all();
  const auto owners = other.query(table<OwnerModel>).order_by(table<OwnerModel>.id).all();
  looks = 0;
  other.remove(owners[1]);
  other.flush();
  EXPECT_LT(looks, 10);
  other.remove(owners[0]);
  other.flush();
  EXPECT_GE(looks, many);
  EXPECT_FALSE(other.get<Owned>(std::int64_t{1}));
}

/// A branch on a branch on a branch, each of which the program has had in its hands.
TEST_F(FlushCostTest, ARemovalThatLoadsWhatGoesAlongLooksAtEachOnce) {
  session.rollback();
  create_all(recorder.engine(), metadata<BranchModel>());
  const auto looks_for = [&](int length) {
    Session other(recorder.engine());
    for (int id = 1; id <= length; ++id)
      other.add(Branch{.id = id, .above = id > 1 ? std::optional(Counted{id - 1}) : std::nullopt});
    other.commit();
    other.close();
    const auto all = other.query(branches).order_by(branches.id).all();
    for (const auto& branch : all) static_cast<void>(branch->above);
    other.flush();
    looks = 0;
    other.remove(all.front());
    const int removal = looks;
    other.commit();
    EXPECT_EQ(other.query(branches).count(), 0);
    return removal;
  };
  const int few = looks_for(many / 10);
  EXPECT_GT(few, 0);
  EXPECT_LE(looks_for(many), 11 * few);
}

TEST_F(FlushCostTest, ARemovalFindsWhatWasMovedToWhatItLoads) {
  session.rollback();
  create_all(recorder.engine(), metadata<BranchModel>());
  Session other(recorder.engine());
  for (std::int64_t id = 1; id <= 4; ++id) other.add(Branch{.id = id});
  other.get<Branch>(std::int64_t{2})->above = Counted{1};
  other.commit();
  other.close();
  // 2 is not in memory when the removal begins.
  const auto third = other.get<Branch>(std::int64_t{3});
  const auto fourth = other.get<Branch>(std::int64_t{4});
  third->above = Counted{2};
  fourth->above = Counted{3};
  other.remove(other.get<Branch>(std::int64_t{1}));
  other.commit();
  EXPECT_EQ(other.query(branches).count(), 0);
}

TEST_F(FlushCostTest, ListsNumberWhatComesBehindTheChange) {
  session.rollback();
  create_all(recorder.engine(), metadata<ShelfModel, VolumeModel>());
  Session other(recorder.engine());
  const auto shelf = other.add(Shelf{});
  looks = 0;
  for (int i = 0; i < many; ++i) shelf->volumes.add(Volume{});
  // Its own place, and that of the one before.
  EXPECT_LE(looks, 3 * many);
  other.flush();
  looks = 0;
  while (!shelf->volumes.empty()) shelf->volumes.remove(shelf->volumes[shelf->volumes.size() - 1]);
  EXPECT_LE(looks, 3 * many);
}

TEST_F(FlushCostTest, AListWithGapsIsNumberedAnew) {
  session.rollback();
  create_all(recorder.engine(), metadata<ShelfModel, VolumeModel>());
  Session other(recorder.engine());
  const auto shelf = other.add(Shelf{});
  other.flush();
  for (const int place : {3, 4, 9}) other.add(Volume{.place = {place}, .shelf = shelf->id});
  other.commit();
  other.close();
  const auto again = other.get<Shelf>(std::int64_t{1});
  again->volumes.add(Volume{});
  other.flush();
  EXPECT_EQ(other.sql("SELECT place FROM volumes ORDER BY id").columns<int>().all(),
            (std::vector{0, 1, 2, 3}));
}

TEST_F(FlushCostTest, AnObjectThatIsAddedAgainIsLookedAt) {
  const auto cell = handles[3];
  session.close();
  cell->count = Counted{11};
  Session other(recorder.engine());
  other.add(cell);
  other.flush();
  cell->count = Counted{12};
  other.flush();
  const auto fresh = other.add(Cell{});
  fresh->count = Counted{13};
  other.rollback();
  other.add(fresh);
  other.flush();
  fresh->count = Counted{14};
  other.flush();
  EXPECT_EQ(other.sql("SELECT count(*) FROM cells WHERE count = 14").columns<int>().one(), 1);
}

}  // namespace flush_cost
