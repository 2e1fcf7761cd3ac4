// update() of models whose version and on_update_with<> lie in another table than what it sets.

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include <retort/engine/error.h>
#include <retort/orm/error.h>
#include <retort/orm/inheritance.h>
#include <retort/orm/model.h>
#include <retort/orm/session.h>
#include <retort/schema/metadata.h>

#include "orm/recorder.h"

namespace retort::test::versions {

using namespace retort::orm;

inline int changes() { return 7; }

template <class As>
struct VehicleModel {
  static constexpr auto table_name = "vehicle";
  static constexpr auto discriminator = "kind";
  static constexpr auto kind_name = "vehicle";

  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "kind", std::string> kind{};
  Column<As, "name", std::string> name{};
  Column<As, "version", int, version_counter> version{};
};

template <class As>
struct TruckModel {
  static constexpr auto table_name = "truck";
  static constexpr auto kind_name = "truck";

  Inherits<As, VehicleModel> base{};
  Column<As, "load", int, check<"load < 100">> load{};
  Column<As, "changed", int, on_update_with<&changes>> changed{};
};

using Vehicle = Entity<VehicleModel>;
using Truck = Entity<TruckModel>;
inline constexpr auto vehicles = table<VehicleModel>;
inline constexpr auto trucks = table<TruckModel>;

}  // namespace retort::test::versions

namespace {

using namespace retort::test;
using namespace retort::test::versions;
using Lines = std::vector<std::string>;

class JoinedUpdateTest : public testing::Test {
 protected:
  JoinedUpdateTest() {
    create_all(recorder.engine(), metadata<VehicleModel, TruckModel>());
    session.add(Truck{.base = {.name = "a"}, .load = 1});
    session.add(Truck{.base = {.name = "b"}, .load = 2});
    session.add(Vehicle{.name = "c"});
    session.commit();
    recorder.take();
  }

  /// Those of the trucks, as `name load changed version`.
  Lines rows() {
    Lines lines;
    for (const auto& [name, load, changed, version] :
         session.query(trucks.base.name, trucks.load, trucks.changed, trucks.base.version)
             .order_by(trucks.base.id)
             .all())
      lines.push_back(name + " " + std::to_string(load) + " " + std::to_string(changed) + " " +
                      std::to_string(version));
    return lines;
  }

  Recorder recorder;
  Session session{recorder.engine()};
};

TEST_F(JoinedUpdateTest, TheOtherTablesFollowForTheSameRows) {
  const auto truck = session.query(trucks).filter(trucks.base.name == "b").one();
  recorder.take();
  // The condition is about what changes.
  EXPECT_EQ(
      session.update(trucks).set(trucks.load, trucks.load + 10).filter(trucks.load == 2).execute(),
      1);
  const auto log = recorder.take();
  EXPECT_NE(
      std::find(log.begin(), log.end(),
                "UPDATE truck SET load=(truck.load + ?), changed=? WHERE truck.id IN (SELECT "
                "vehicle.id FROM vehicle JOIN truck ON vehicle.id = truck.id WHERE truck.load "
                "= ?) RETURNING id AS anon_1 (10, 7, 2)"),
      log.end())
      << testing::PrintToString(log);
  EXPECT_EQ(rows(), (Lines{"a 1 0 1", "b 12 7 2"}));
  EXPECT_EQ(truck->load, 12);
  truck->load = 13;
  session.commit();
  EXPECT_EQ(rows(), (Lines{"a 1 0 1", "b 13 7 3"}));
}

TEST_F(JoinedUpdateTest, FromTheTableOfTheBase) {
  EXPECT_EQ(session.update(trucks).set(trucks.base.name, "x").execute(), 2);
  EXPECT_EQ(rows(), (Lines{"x 1 7 2", "x 2 7 2"}));
  EXPECT_EQ(session.query(vehicles.version).filter(vehicles.kind == "vehicle").one(), 1);
}

TEST_F(JoinedUpdateTest, ColumnsOfSeveralTablesForTheSameRows) {
  const auto truck = session.query(trucks).filter(trucks.base.name == "b").one();
  // The condition is about what either of them changes.
  EXPECT_EQ(session.update(trucks)
                .set(trucks.load, trucks.load + 10)
                .set(trucks.base.name, "x")
                .filter(trucks.load == 2 && trucks.base.name == "b")
                .execute(),
            1);
  EXPECT_EQ(rows(), (Lines{"a 1 0 1", "x 12 7 2"}));
  EXPECT_EQ(truck->load, 12);
  EXPECT_EQ(truck->base.name, "x");
  EXPECT_EQ(session.update(trucks).set(trucks.base.name, "y").set(trucks.load, 3).execute(), 2);
  EXPECT_EQ(rows(), (Lines{"y 3 7 2", "y 3 7 3"}));
}

TEST_F(JoinedUpdateTest, AllOrNothing) {
  EXPECT_THROW(session.update(trucks).set(trucks.load, 100).execute(),
               retort::engine::CheckViolation);
  EXPECT_EQ(rows(), (Lines{"a 1 0 1", "b 2 0 1"}));
  session.sql("CREATE TRIGGER stop BEFORE UPDATE ON vehicle BEGIN SELECT RAISE(ABORT, 'no'); END")
      .execute();
  EXPECT_THROW(session.update(trucks).set(trucks.load, 5).execute(), retort::engine::DatabaseError);
  EXPECT_EQ(rows(), (Lines{"a 1 0 1", "b 2 0 1"}));
}

TEST_F(JoinedUpdateTest, AnotherSessionsObjectIsStaleThen) {
  Session other(recorder.engine());
  const auto truck = other.query(trucks).filter(trucks.base.name == "a").one();
  truck->load = 50;
  EXPECT_EQ(other.update(trucks).set(trucks.load, 3).unsynchronized().execute(), 2);
  truck->load = 51;
  EXPECT_THROW(other.flush(), StaleObjectError);
}

TEST_F(JoinedUpdateTest, ManyRows) {
  std::vector<Truck> many;
  for (int i = 0; i < 1200; ++i) many.push_back({.base = {.name = "m"}, .load = 9});
  session.add_all(many);
  session.commit();
  EXPECT_EQ(session.update(trucks).set(trucks.load, 8).filter(trucks.load == 9).execute(), 1200);
  EXPECT_EQ(session.query(trucks).filter(trucks.base.version == 2 && trucks.load == 8).count(),
            1200);
}

TEST_F(JoinedUpdateTest, WhatIsNotDone) {
  const auto update = session.update(trucks).set(trucks.load, 1);
  EXPECT_THROW((void)update.returning(trucks.load).all(), QueryError);
  EXPECT_THROW(update.set(trucks.base.name, trucks.base.name + "x").execute(), QueryError);
  EXPECT_THROW(update.set(trucks.base.name, "x").returning(trucks.load).all(), QueryError);
  EXPECT_EQ(folded(update.sql()), "UPDATE truck SET load=?, changed=?");
}

}  // namespace
