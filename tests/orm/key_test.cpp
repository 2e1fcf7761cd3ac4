// Keys of several columns and keys with a meaning: get, identity, relationships, changes.

#include <gtest/gtest.h>

#include <retort/orm/model.h>
#include <retort/orm/session.h>
#include <retort/orm/types/date_time.h>
#include <retort/orm/types/uuid.h>
#include <retort/schema/metadata.h>

#include "orm/recorder.h"

namespace retort::test {

using namespace retort::orm;

template <class As>
struct SeatModel;

/// A natural key of two parts.
template <class As>
struct HallModel {
  static constexpr auto table_name = "halls";
  static constexpr std::tuple constraints{primary_key_of<"city", "name">{}};

  Column<As, "city", std::string> city{};
  Column<As, "name", std::string> name{};
  Column<As, "opened", std::optional<int>> opened{};
  HasMany<As, SeatModel, "hall_city"> seats{};
};

template <class As>
struct SeatModel {
  static constexpr auto table_name = "seats";
  static constexpr std::tuple constraints{
      primary_key_of<"hall_city", "hall_name", "number">{},
      foreign_key_of<columns<"hall_city", "hall_name">, HallModel, columns<"city", "name">,
                     on_update<cascade>>{},
      without_rowid{}};

  Column<As, "hall_city", std::string> hall_city{};
  Column<As, "hall_name", std::string> hall_name{};
  Column<As, "number", int> number{};
  BelongsTo<As, HallModel, "hall_city"> hall{};
};

/// Keys of types that are stored as text.
template <class As>
struct VisitModel {
  static constexpr auto table_name = "visits";
  static constexpr std::tuple constraints{primary_key_of<"visitor", "day">{}};

  Column<As, "visitor", Uuid> visitor{};
  Column<As, "day", std::chrono::sys_days> day{};
  Column<As, "note", std::string> note{};
};

using Hall = Entity<HallModel>;
using Seat = Entity<SeatModel>;
using Visit = Entity<VisitModel>;
inline constexpr auto halls = table<HallModel>;
inline constexpr auto seats = table<SeatModel>;
inline constexpr auto visits = table<VisitModel>;

}  // namespace retort::test

namespace {

using namespace retort::test;

class KeyTest : public testing::Test {
 protected:
  KeyTest() {
    create_all(recorder.engine(), metadata<HallModel, SeatModel, VisitModel>());
    const auto hall = session.add(Hall{.city = "Berlin", .name = "Philharmonie"});
    hall->seats.add(Seat{.number = 1});
    hall->seats.add(Seat{.number = 2});
    session.commit();
    session.close();
    recorder.take();
  }

  Recorder recorder;
  Session session{recorder.engine()};
};

TEST_F(KeyTest, OfSeveralColumnsIdentifyTheObject) {
  const auto hall = session.get<Hall>("Berlin", "Philharmonie");
  ASSERT_TRUE(hall);
  recorder.take();
  EXPECT_EQ(session.get<Hall>("Berlin", "Philharmonie"), hall);
  EXPECT_TRUE(recorder.take().empty());
  EXPECT_EQ(session.query(halls).filter(halls.city == "Berlin").one(), hall);
  EXPECT_FALSE(session.get<Hall>("Berlin", "Konzerthaus"));
}

TEST_F(KeyTest, OfSeveralColumnsAreFollowedByRelationships) {
  const auto hall = session.get<Hall>("Berlin", "Philharmonie");
  ASSERT_EQ(hall->seats.size(), 2U);
  const auto seat = session.get<Seat>("Berlin", "Philharmonie", 2);
  EXPECT_EQ(seat->hall, hall);
  EXPECT_EQ(session.query(halls).filter(halls.seats.any(seats.number == 2)).count(), 1);
  EXPECT_EQ(session.query(seats.number).join(halls).filter(halls.city == "Berlin").all().size(),
            2U);
}

TEST_F(KeyTest, MayChangeAndTakeTheirObjectAlong) {
  const auto hall = session.get<Hall>("Berlin", "Philharmonie");
  hall->name = "Large Hall";
  session.commit();
  EXPECT_EQ(session.get<Hall>("Berlin", "Large Hall"), hall);
  EXPECT_FALSE(session.get<Hall>("Berlin", "Philharmonie"));
  session.close();
  EXPECT_EQ(session.get<Hall>("Berlin", "Large Hall")->seats.size(), 2U);
}

TEST_F(KeyTest, AreOfAnyType) {
  using namespace std::chrono;
  const auto visitor = Uuid::random();
  const sys_days day = year(2024) / 3 / 1;
  session.add(Visit{.visitor = visitor, .day = day, .note = "first"});
  session.commit();
  session.close();
  const auto visit = session.get<Visit>(visitor, day);
  ASSERT_TRUE(visit);
  EXPECT_EQ(session.query(visits).one(), visit);
  visit->note = "changed";
  session.commit();
  EXPECT_EQ(session.query(visits.note).one(), "changed");
  session.remove(visit);
  session.commit();
  EXPECT_FALSE(session.query(visits).exists());
}

}  // namespace
