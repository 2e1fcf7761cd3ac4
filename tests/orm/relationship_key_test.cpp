// Relationships by keys of several columns, by keys that have a meaning, and by links that have a key of
// their own.

#include <gtest/gtest.h>

#include <retort/orm/session.h>

#include "orm/case_models.h"

namespace relationship_key {

using namespace retort::test::cases;

template <class As>
struct SeatModel;
template <class As>
struct HallModel {
  static constexpr auto table_name = "hall";
  static constexpr std::tuple constraints{primary_key_of<"city", "nr">{}};
  Column<As, "city", std::string> city{};
  Column<As, "nr", int> nr{};
  HasMany<As, SeatModel, "hall_city", ordered_by<"name", true>> seats{};
};
template <class As>
struct SeatModel {
  static constexpr auto table_name = "seat";
  static constexpr std::tuple constraints{
      foreign_key_of<columns<"hall_city", "hall_nr">, HallModel, columns<"city", "nr">>{}};
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "name", std::string> name{};
  Column<As, "hall_city", std::optional<std::string>> hall_city{};
  Column<As, "hall_nr", std::optional<int>> hall_nr{};
  BelongsTo<As, HallModel, "hall_city"> hall{};
};
using Hall = Entity<HallModel>;
using Seat = Entity<SeatModel>;
inline constexpr auto halls = table<HallModel>;
inline constexpr auto seats = table<SeatModel>;

template <class As>
struct ClubModel;
template <class As>
struct MemberModel;
template <class As>
struct PlayerModel {
  static constexpr auto table_name = "player";
  Column<As, "name", std::string, primary_key> name{};
  Column<As, "coach", std::optional<std::string>,
         references<PlayerModel, "name", on_update<cascade>>>
      coach_name{};
  BelongsTo<As, PlayerModel, "coach"> coach{};
  ManyToMany<As, ClubModel, MemberModel, "player", "club"> clubs{};
};
template <class As>
struct ClubModel {
  static constexpr auto table_name = "club";
  Column<As, "name", std::string, primary_key> name{};
  ManyToMany<As, PlayerModel, MemberModel, "club", "player"> players{};
};
template <class As>
struct MemberModel {
  static constexpr auto table_name = "member";
  static constexpr std::tuple constraints{primary_key_of<"player", "club">{}};
  Column<As, "player", std::string, references<PlayerModel, "name", on_update<cascade>>> player{};
  Column<As, "club", std::string, references<ClubModel, "name", on_update<cascade>>> club{};
};
using Player = Entity<PlayerModel>;
using Club = Entity<ClubModel>;

/// Three tables in a chain, of which none declares a relationship.
template <class As>
struct PortModel {
  static constexpr auto table_name = "port";
  Column<As, "code", std::string, primary_key> code{};
  Column<As, "name", std::optional<std::string>, unique> name{};
};
template <class As>
struct PierModel {
  static constexpr auto table_name = "pier";
  Column<As, "port", std::string, primary_key, references<PortModel, "code", on_update<cascade>>>
      port{};
  Column<As, "port_name", std::optional<std::string>,
         references<PortModel, "name", on_update<cascade>>>
      port_name{};
};
template <class As>
struct ShipModel {
  static constexpr auto table_name = "ship";
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "pier", std::optional<std::string>, references<PierModel, "port", on_update<cascade>>>
      pier{};
};
using Port = Entity<PortModel>;
using Pier = Entity<PierModel>;
using Ship = Entity<ShipModel>;

template <class As>
struct WordModel;
template <class As>
struct UseModel;
template <class As>
struct PageModel {
  static constexpr auto table_name = "page";
  Column<As, "id", std::int64_t, primary_key> id{};
  ManyToMany<As, WordModel, UseModel, "page_id", "word_id"> words{};
};
template <class As>
struct WordModel {
  static constexpr auto table_name = "word";
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "name", std::string> name{};
};
template <class As>
struct UseModel {
  static constexpr auto table_name = "word_use";
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "page_id", std::int64_t, references<PageModel, "id">> page_id{};
  Column<As, "word_id", std::int64_t, references<WordModel, "id">> word_id{};
};
using Page = Entity<PageModel>;
inline constexpr auto pages = table<PageModel>;

template <class As>
struct DeskModel;
template <class As>
struct WorkerModel {
  static constexpr auto table_name = "worker";
  Column<As, "id", std::int64_t, primary_key> id{};
  HasOne<As, DeskModel, "worker_id"> desk{};
};
template <class As>
struct DeskModel {
  static constexpr auto table_name = "desk";
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "worker_id", std::optional<std::int64_t>, unique, references<WorkerModel, "id">>
      worker_id{};
  BelongsTo<As, WorkerModel, "worker_id"> worker{};
};
using Worker = Entity<WorkerModel>;
using Desk = Entity<DeskModel>;

}  // namespace relationship_key

namespace {

using namespace relationship_key;

class SeveralColumnsTest : public CaseTest<HallModel, SeatModel> {
 protected:
  SeveralColumnsTest() {
    run("INSERT INTO hall VALUES ('B', 1), ('B', 2), ('C', 1)");
    // The last but one says half of a key, which refers to nothing.
    run("INSERT INTO seat VALUES (1, 'a', 'B', 1), (2, 'b', 'B', 1), (3, 'c', 'B', 2), (4, 'd', "
        "'B', NULL), (5, 'e', NULL, NULL)");
  }
};

TEST_F(SeveralColumnsTest, AreLoadedInOneQuery) {
  const auto found =
      session.query(halls).options(selectinload(halls.seats)).order_by(halls.city, halls.nr).all();
  EXPECT_EQ(recorder.take().back(),
            "SELECT seat.id AS seat_id, seat.name AS seat_name, seat.hall_city AS seat_hall_city, "
            "seat.hall_nr AS seat_hall_nr FROM seat WHERE (seat.hall_city, seat.hall_nr) IN "
            "(VALUES (?, ?), (?, ?), (?, ?)) ORDER BY seat.name DESC ('B', 1, 'B', 2, 'C', 1)");
  EXPECT_EQ(names(found[0]->seats), (Lines{"b", "a"}));
  EXPECT_EQ(names(found[1]->seats), Lines{"c"});
  EXPECT_TRUE(found[2]->seats.empty());
  session.close();
  const auto all = session.query(seats).options(selectinload(seats.hall)).order_by(seats.id).all();
  EXPECT_EQ(
      recorder.take().back(),
      "SELECT hall.city AS hall_city, hall.nr AS hall_nr FROM hall WHERE (hall.city, hall.nr) "
      "IN (VALUES (?, ?), (?, ?)) ('B', 1, 'B', 2)");
  EXPECT_EQ(all[2]->hall->nr, 2);
  EXPECT_FALSE(all[3]->hall);
  EXPECT_FALSE(all[4]->hall);
}

TEST_F(SeveralColumnsTest, TheOrderOfTheManyStandsBehindThatOfTheQuery) {
  const auto found = session.query(halls)
                         .options(joinedload(halls.seats))
                         .order_by(halls.city.desc(), halls.nr)
                         .all();
  const auto sent = recorder.take().back();
  EXPECT_TRUE(
      sent.ends_with("LEFT OUTER JOIN seat AS seat_1 ON hall.city = seat_1.hall_city AND "
                     "hall.nr = seat_1.hall_nr ORDER BY hall.city DESC, hall.nr, "
                     "seat_1.name DESC"))
      << sent;
  ASSERT_EQ(found.size(), 3U);
  EXPECT_EQ(names(found[1]->seats), (Lines{"b", "a"}));
}

TEST_F(SeveralColumnsTest, InConditions) {
  const auto hall = session.get<Hall>("B", 1);
  EXPECT_EQ(session.query(seats).filter(seats.hall == hall).count(), 2);
  // Whoever belongs to none is not in this one either.
  EXPECT_EQ(session.query(seats).filter(seats.hall != hall).count(), 3);
  EXPECT_EQ(session.query(halls).filter(!halls.seats.any()).one()->city, "C");
  EXPECT_EQ(session.query(halls).filter(halls.seats.any(seats.name == "c")).one()->nr, 2);
  session.get<Seat>(4)->hall = session.get<Hall>("C", 1);
  recorder.take();
  session.flush();
  EXPECT_EQ(written(),
            Lines{"UPDATE seat SET hall_city=?, hall_nr=? WHERE seat.id = ? ('C', 1, 4)"});
}

class MeaningfulKeyTest : public CaseTest<PlayerModel, ClubModel, MemberModel> {};

TEST_F(MeaningfulKeyTest, ChangesWithLinksAndReferencesToItself) {
  const auto a = session.add(Player{.name = "a"});
  const auto b = session.add(Player{.name = "b", .coach = a});
  const auto club = session.add(Club{.name = "c"});
  club->players.add(a);
  club->players.add(b);
  session.commit();
  a->name = "A";
  club->name = "C";
  recorder.take();
  session.commit();
  EXPECT_EQ(written(), (Lines{"UPDATE club SET name=? WHERE club.name = ? ('C', 'c')",
                              "UPDATE player SET name=? WHERE player.name = ? ('A', 'a')"}));
  // The other end of the reference is no member of a player.
  EXPECT_EQ(b->coach_name, "A");
  EXPECT_EQ(names(club->players), (Lines{"A", "b"}));
  a->clubs.remove(club);
  session.commit();
  EXPECT_EQ(rows("SELECT * FROM member"), Lines{"('b', 'C')"});
  EXPECT_EQ(session.get<Player>("A"), a);
  EXPECT_FALSE(session.get<Player>("a"));
}

class KeyWithoutRelationshipTest : public CaseTest<PortModel, PierModel, ShipModel> {};

TEST_F(KeyWithoutRelationshipTest, IsFollowedThroughAllThatReferToIt) {
  const auto port = session.add(Port{.code = "HH", .name = "Hamburg"});
  const auto pier = session.add(Pier{.port = "HH", .port_name = "Hamburg"});
  const auto ship = session.add(Ship{.pier = "HH"});
  const auto other = session.add(Ship{});
  session.commit();
  port->code = "HAM";
  recorder.take();
  session.commit();
  EXPECT_EQ(written(), Lines{"UPDATE port SET code=? WHERE port.code = ? ('HAM', 'HH')"});
  EXPECT_EQ(pier->port, "HAM");
  EXPECT_EQ(ship->pier, "HAM");
  EXPECT_EQ(other->pier, std::nullopt);
  EXPECT_EQ(session.get<Pier>("HAM"), pier);
  EXPECT_FALSE(session.get<Pier>("HH"));
  // They are what the rows are: nothing is left to write.
  recorder.take();
  ship->pier = "HAM";
  session.commit();
  EXPECT_EQ(written(), Lines{});
}

TEST_F(KeyWithoutRelationshipTest, AUniqueColumnIsFollowedToo) {
  const auto port = session.add(Port{.code = "HH", .name = "Hamburg"});
  const auto pier = session.add(Pier{.port = "HH", .port_name = "Hamburg"});
  session.commit();
  port->name = "Hambourg";
  session.commit();
  EXPECT_EQ(pier->port_name, "Hambourg");
}

TEST_F(KeyWithoutRelationshipTest, IsThatOfBeforeAfterARollback) {
  const auto port = session.add(Port{.code = "HH"});
  const auto ship = session.add(Ship{});
  const auto pier = session.add(Pier{.port = "HH"});
  ship->pier = "HH";
  session.commit();
  port->code = "HAM";
  session.flush();
  EXPECT_EQ(ship->pier, "HAM");
  session.rollback();
  EXPECT_EQ(ship->pier, "HH");
  EXPECT_EQ(session.get<Pier>("HH"), pier);
}

class LinkWithAKeyTest : public CaseTest<PageModel, WordModel, UseModel> {
 protected:
  LinkWithAKeyTest() {
    run("INSERT INTO page VALUES (1), (2)");
    run("INSERT INTO word VALUES (1, 'w'), (2, 'v')");
    run("INSERT INTO word_use VALUES (1, 1, 1), (2, 1, 1), (3, 1, 2), (4, 2, 1)");
  }
};

TEST_F(LinkWithAKeyTest, APairThatIsThereTwiceIsShownTwice) {
  EXPECT_EQ(names(session.get<Page>(1)->words), (Lines{"w", "w", "v"}));
  session.close();
  const auto joined_ones = session.query(pages).options(joinedload(pages.words)).all();
  EXPECT_EQ(names(joined_ones[0]->words), (Lines{"w", "w", "v"}));
  session.close();
  const auto found = session.query(pages).options(selectinload(pages.words)).all();
  EXPECT_EQ(names(found[1]->words), Lines{"w"});
  found[0]->words.remove(found[0]->words[0]);
  EXPECT_EQ(names(found[0]->words), (Lines{"w", "v"}));
  session.commit();
  EXPECT_EQ(rows("SELECT id FROM word_use WHERE page_id = 1 ORDER BY id"), (Lines{"(2)", "(3)"}));
  session.remove(found[0]);
  session.commit();
  EXPECT_EQ(rows("SELECT id FROM word_use"), Lines{"(4)"});
}

class OneToOneKeyTest : public CaseTest<WorkerModel, DeskModel> {
 protected:
  OneToOneKeyTest() {
    run("INSERT INTO worker VALUES (1), (2)");
    run("INSERT INTO desk VALUES (1, 1), (2, 2)");
  }
  Lines desks() { return rows("SELECT id, worker_id FROM desk ORDER BY id"); }
};

// The foreign key is unique, so that one of the two rows waits without it.
TEST_F(OneToOneKeyTest, TwoChangePlaces) {
  const auto a = session.get<Worker>(1);
  const auto b = session.get<Worker>(2);
  const Handle<Desk> one = a->desk.get();
  const Handle<Desk> two = b->desk.get();
  one->worker = b;
  two->worker = a;
  session.commit();
  EXPECT_EQ(desks(), (Lines{"(1, 2)", "(2, 1)"}));
  EXPECT_EQ(a->desk.get(), two);
  a->desk = one;
  EXPECT_FALSE(b->desk);
  b->desk = two;
  session.commit();
  EXPECT_EQ(desks(), (Lines{"(1, 1)", "(2, 2)"}));
}

}  // namespace
