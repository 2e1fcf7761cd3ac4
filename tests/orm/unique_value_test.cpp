// Unique values that change hands in one flush, and keys that change.

#include <gtest/gtest.h>

#include <retort/engine/error.h>
#include <retort/orm/error.h>
#include <retort/orm/session.h>

#include "orm/case_models.h"

namespace unique_value {

using namespace retort::test::cases;

template <class As>
struct RowModel {
  static constexpr auto table_name = "u";
  static constexpr std::tuple constraints{unique_index_of<"ix_u", "a", "b">{}};
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "n", std::string, unique, collate<"NOCASE">> n{};
  Column<As, "a", int> a{};
  Column<As, "b", std::optional<int>> b{};
};
using Row = Entity<RowModel>;

/// Unique with what may be NULL, and that does not change.
template <class As>
struct PlaceModel {
  static constexpr auto table_name = "place";
  static constexpr std::tuple constraints{unique_of<"group_id", "number">{}};
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "number", int> number{};
  Column<As, "group_id", std::optional<std::int64_t>> group_id{};
};
using Place = Entity<PlaceModel>;

/// At most one for each row.
template <class As>
struct CardModel {
  static constexpr auto table_name = "card";
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "name", std::string> name{};
  Column<As, "u_id", std::optional<std::int64_t>, unique, references<RowModel, "id">> u_id{};
};
using Card = Entity<CardModel>;

template <class As>
struct AddressModel;
template <class As>
struct UserModel {
  static constexpr auto table_name = "usr";
  Column<As, "name", std::string, primary_key> name{};
  HasMany<As, AddressModel, "uname"> addresses{};
};
template <class As>
struct AddressModel {
  static constexpr auto table_name = "ad";
  Column<As, "email", std::string, primary_key> email{};
  Column<As, "uname", std::string, references<UserModel, "name", deferrable<>>> uname{};
  BelongsTo<As, UserModel, "uname"> user{};
};
template <class As>
struct PhoneModel;
template <class As>
struct OwnerModel {
  static constexpr auto table_name = "owner";
  Column<As, "name", std::string, primary_key> name{};
  HasMany<As, PhoneModel, "oname"> phones{};
};
template <class As>
struct PhoneModel {
  static constexpr auto table_name = "phone";
  Column<As, "number", std::string, primary_key> number{};
  Column<As, "oname", std::string, references<OwnerModel, "name", on_update<cascade>>> oname{};
};
using User = Entity<UserModel>;
using Address = Entity<AddressModel>;
using Owner = Entity<OwnerModel>;
using Phone = Entity<PhoneModel>;

template <class As>
struct EditionModel {
  static constexpr auto table_name = "edition";
  static constexpr std::tuple constraints{primary_key_of<"id", "status">{}};
  Column<As, "id", std::int64_t> id{};
  Column<As, "status", std::string> status{};
  Column<As, "text", std::string> text{};
};
using Edition = Entity<EditionModel>;

/// With a column that an object may say nothing of.
template <class As>
struct TicketModel {
  static constexpr auto table_name = "ticket";
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "n", std::string> n{};
  Column<As, "x", int, server_default<"0">> x{};
};
using Ticket = Entity<TicketModel>;

}  // namespace unique_value

namespace {

using namespace retort::test::cases;
using namespace unique_value;

class UniqueValueTest : public CaseTest<RowModel, PlaceModel, CardModel, UserModel, AddressModel,
                                        OwnerModel, PhoneModel, EditionModel> {
 protected:
  std::string all() {
    std::string text;
    for (const auto& row : rows("SELECT id, n FROM u ORDER BY id")) text += row;
    return text;
  }
};

TEST_F(UniqueValueTest, Case35ANewObjectTakesOverTheRow) {
  run("INSERT INTO u VALUES (1, 'old', 1, 1)");
  run("INSERT INTO card VALUES (1, 'c', 1)");
  const auto old = session.get<Row>(1);
  session.remove(old);
  const auto row = session.add(Row{.id = 1, .n = "new", .a = 1, .b = 1});
  recorder.take();
  session.flush();
  EXPECT_EQ(written(), Lines{"UPDATE u SET n=? WHERE u.id = ? ('new', 1)"});
  EXPECT_EQ(all(), "(1, 'new')");
  EXPECT_EQ(session.get<Row>(1), row);
  EXPECT_FALSE(session.contains(old));
  session.rollback();
  EXPECT_EQ(session.get<Row>(1), old);
  EXPECT_EQ(old->n, "old");
  EXPECT_FALSE(session.contains(row));
}

TEST_F(UniqueValueTest, Case37aAReplacedRow) {
  run("INSERT INTO u VALUES (1, 'k', 1, 1)");
  session.remove(session.get<Row>(1));
  session.add(Row{.n = "K", .a = 1, .b = 1});
  session.commit();
  EXPECT_EQ(all(), "(1, 'K')");
}

TEST_F(UniqueValueTest, Case37bASwap) {
  run("INSERT INTO u VALUES (1, 'a', 1, 1), (2, 'b', 1, 2), (3, 'c', 1, 3)");
  const auto row = session.query(table<RowModel>).all();
  row[0]->n = "b";
  row[1]->n = "a";
  row[0]->b = 2;
  row[1]->b = 3;
  row[2]->b = 1;
  session.commit();
  EXPECT_EQ(all(), "(1, 'b')(2, 'a')(3, 'c')");
  EXPECT_EQ(rows("SELECT b FROM u ORDER BY id"), (Lines{"(2)", "(3)", "(1)"}));
}

TEST_F(UniqueValueTest, WhatIsPutAsideComesBack) {
  const auto a = session.add(Place{.number = 1, .group_id = 7});
  const auto b = session.add(Place{.number = 2, .group_id = 7});
  session.commit();
  std::swap(a->number, b->number);
  session.commit();
  session.expire_all();
  EXPECT_EQ(a->group_id, 7);
  EXPECT_EQ(a->number, 2);
  EXPECT_EQ(b->group_id, 7);
}

TEST_F(UniqueValueTest, AChainNeedsNoMoreThanOrder) {
  run("INSERT INTO u VALUES (1, 'a', 1, 1), (2, 'b', 1, 2), (3, 'c', 1, 3)");
  const auto row = session.query(table<RowModel>).all();
  row[0]->n = "b";
  row[1]->n = "c";
  row[2]->n = "d";
  recorder.take();
  session.commit();
  EXPECT_EQ(all(), "(1, 'b')(2, 'c')(3, 'd')");
  EXPECT_EQ(written().size(), 3U);
}

TEST_F(UniqueValueTest, AReplacedRowWhoseChildrenMoveToTheNewOne) {
  run("INSERT INTO u VALUES (1, 'k', 1, 1)");
  run("INSERT INTO card VALUES (1, 'c', 1)");
  const auto card = session.get<Card>(1);
  session.remove(session.get<Row>(1));
  session.add(Row{.id = 2, .n = "k", .a = 1, .b = 2});
  card->u_id = 2;
  session.commit();
  EXPECT_EQ(all(), "(2, 'k')");
  EXPECT_EQ(rows("SELECT u_id FROM card"), Lines{"(2)"});
}

TEST_F(UniqueValueTest, AUniqueForeignKeyChangesHands) {
  run("INSERT INTO u VALUES (1, 'a', 1, 1), (2, 'b', 1, 2)");
  run("INSERT INTO card VALUES (1, 'c', 1), (2, 'd', 2)");
  const auto cards = session.query(table<CardModel>).all();
  cards[0]->u_id = 2;
  cards[1]->u_id = 1;
  session.commit();
  EXPECT_EQ(rows("SELECT id, u_id FROM card ORDER BY id"), (Lines{"(1, 2)", "(2, 1)"}));
  session.remove(session.get<Card>(1));
  session.add(Card{.name = "n", .u_id = 2});
  session.commit();
  EXPECT_EQ(rows("SELECT name FROM card WHERE u_id = 2"), Lines{"('n')"});
}

TEST_F(UniqueValueTest, KeysAreSwapped) {
  run("INSERT INTO u VALUES (1, 'a', 1, 1), (2, 'b', 1, 2)");
  const auto a = session.get<Row>(1);
  const auto b = session.get<Row>(2);
  a->id = 2;
  b->id = 1;
  session.flush();
  EXPECT_EQ(all(), "(1, 'b')(2, 'a')");
  EXPECT_EQ(session.get<Row>(1), b);
  session.rollback();
  EXPECT_EQ(session.get<Row>(1), a);
  EXPECT_EQ(a->n, "a");
  EXPECT_EQ(all(), "(1, 'a')(2, 'b')");
}

TEST_F(UniqueValueTest, Case38AKeyChangesAndItsChildrenFollow) {
  run("INSERT INTO usr VALUES ('jack')");
  run("INSERT INTO ad VALUES ('a', 'jack'), ('b', 'jack')");
  const auto user = session.get<User>("jack");
  user->name = "ed";
  recorder.take();
  session.flush();
  EXPECT_EQ(written(), (Lines{"UPDATE usr SET name=? WHERE usr.name = ? ('ed', 'jack')",
                              "UPDATE ad SET uname=? WHERE ad.email = ? ('ed', 'a')",
                              "UPDATE ad SET uname=? WHERE ad.email = ? ('ed', 'b')"}));
  session.commit();
  EXPECT_EQ(session.get<User>("ed"), user);
  EXPECT_FALSE(session.get<User>("jack"));
  EXPECT_EQ(user->addresses.size(), 2U);
}

TEST_F(UniqueValueTest, Case38TheDatabaseMayTakeTheChildrenAlong) {
  run("INSERT INTO owner VALUES ('jack')");
  run("INSERT INTO phone VALUES ('1', 'jack')");
  const auto owner = session.get<Owner>("jack");
  const auto phone = owner->phones[0];
  owner->name = "ed";
  recorder.take();
  session.flush();
  EXPECT_EQ(written(), Lines{"UPDATE owner SET name=? WHERE owner.name = ? ('ed', 'jack')"});
  EXPECT_EQ(phone->oname, "ed");
  session.flush();
  EXPECT_EQ(written(), Lines{});
  session.rollback();
  EXPECT_EQ(phone->oname, "jack");
}

TEST_F(UniqueValueTest, Case39AKeyIsHandedOver) {
  run("INSERT INTO edition VALUES (1, 'editable', 'a'), (1, 'published', 'b')");
  const auto a = session.get<Edition>(1, "editable");
  const auto b = session.get<Edition>(1, "published");
  a->status = "archived";
  session.flush();
  b->status = "editable";
  session.flush();
  EXPECT_EQ(session.get<Edition>(1, "editable"), b);
  session.rollback();
  EXPECT_EQ(session.get<Edition>(1, "editable"), a);
  a->status = "published";
  b->status = "editable";
  session.commit();
  EXPECT_EQ(session.get<Edition>(1, "editable"), b);
  EXPECT_EQ(session.get<Edition>(1, "published"), a);
  EXPECT_EQ(rows("SELECT status, text FROM edition ORDER BY text"),
            (Lines{"('published', 'a')", "('editable', 'b')"}));
}

TEST_F(UniqueValueTest, Case41RowsThatAreGone) {
  run("INSERT INTO u VALUES (1, 'a', 1, 1)");
  const auto row = session.get<Row>(1);
  session.commit();
  run("DELETE FROM u");
  row->n = "b";
  EXPECT_THROW(session.flush(), StaleObjectError);
  ASSERT_NE(session.failure(), nullptr);
  EXPECT_EQ(session.failure()->operation, "UPDATE");
  EXPECT_EQ(session.failure()->table, "u");
  EXPECT_EQ(session.failure()->key, "(1)");
  session.rollback();
  EXPECT_EQ(session.failure(), nullptr);
}

class RowSwitchTest : public CaseTest<TicketModel> {};

TEST_F(RowSwitchTest, Case35WhatWasNotSaidStays) {
  run("INSERT INTO ticket VALUES (1, 'old', 1)");
  const auto old = session.get<Ticket>(1);
  session.remove(old);
  const auto ticket = session.add(Ticket{.id = 1, .n = "new"});
  EXPECT_FALSE(ticket->x.is_set());
  recorder.take();
  session.commit();
  EXPECT_EQ(written(), Lines{"UPDATE ticket SET n=? WHERE ticket.id = ? ('new', 1)"});
  EXPECT_EQ(rows("SELECT id, n, x FROM ticket"), Lines{"(1, 'new', 1)"});
  EXPECT_EQ(ticket->x, 1);
  EXPECT_EQ(session.get<Ticket>(1), ticket);
  EXPECT_FALSE(session.contains(old));
}

TEST_F(UniqueValueTest, Case37aInSql) {
  run("INSERT INTO u VALUES (1, 'k', 1, 1)");
  session.remove(session.get<Row>(1));
  session.add(Row{.n = "K", .a = 1, .b = 1});
  recorder.take();
  session.commit();
  EXPECT_EQ(written(), (Lines{"DELETE FROM u WHERE u.id = ? (1)",
                              "INSERT INTO u (n, a, b) VALUES (?, ?, ?) ('K', 1, 1)"}));
  EXPECT_EQ(all(), "(1, 'K')");
}

TEST_F(UniqueValueTest, Case37bInSql) {
  run("INSERT INTO u VALUES (1, 'a', 1, 1), (2, 'b', 1, 2)");
  const auto row = session.query(table<RowModel>).all();
  row[0]->b = 2;
  row[1]->b = 1;
  recorder.take();
  session.commit();
  const std::string set_b = "UPDATE u SET b=? WHERE u.id = ? ";
  EXPECT_EQ(written(), (Lines{set_b + "(NULL, 2)", set_b + "(2, 1)", set_b + "(1, 2)"}));
  EXPECT_EQ(rows("SELECT id, b FROM u ORDER BY id"), (Lines{"(1, 2)", "(2, 1)"}));
  row[0]->n = "b";
  row[1]->n = "a";
  recorder.take();
  session.commit();
  auto log = written();
  ASSERT_EQ(log.size(), 3U);
  const std::string set_n = "UPDATE u SET n=? WHERE u.id = ? ";
  // A value that nobody has.
  EXPECT_TRUE(log[0].starts_with(set_n + "('retort-")) << log[0];
  log.erase(log.begin());
  EXPECT_EQ(log, (Lines{set_n + "('b', 1)", set_n + "('a', 2)"}));
  EXPECT_EQ(all(), "(1, 'b')(2, 'a')");
}

TEST_F(UniqueValueTest, Case37OfOneToOne) {
  run("INSERT INTO u VALUES (2, 'b', 1, 2)");
  run("INSERT INTO card VALUES (1, 'c', 2)");
  session.remove(session.get<Card>(1));
  session.add(Card{.name = "n", .u_id = 2});
  recorder.take();
  session.commit();
  EXPECT_EQ(written(), (Lines{"DELETE FROM card WHERE card.id = ? (1)",
                              "INSERT INTO card (name, u_id) VALUES (?, ?) ('n', 2)"}));
  EXPECT_EQ(rows("SELECT name, u_id FROM card"), Lines{"('n', 2)"});
}

TEST_F(UniqueValueTest, Case38Rows) {
  run("INSERT INTO usr VALUES ('jack')");
  run("INSERT INTO ad VALUES ('a', 'jack'), ('b', 'jack')");
  run("INSERT INTO owner VALUES ('jack')");
  run("INSERT INTO phone VALUES ('1', 'jack')");
  const auto phone = session.get<Phone>("1");
  session.get<User>("jack")->name = "ed";
  session.get<Owner>("jack")->name = "ed";
  session.commit();
  EXPECT_EQ(rows("SELECT email, uname FROM ad ORDER BY email"),
            (Lines{"('a', 'ed')", "('b', 'ed')"}));
  EXPECT_EQ(rows("SELECT number, oname FROM phone"), Lines{"('1', 'ed')"});
  session.expire_all();
  EXPECT_EQ(phone->oname, "ed");
}

TEST_F(UniqueValueTest, Case41ADeletedRowCannotBeDeleted) {
  run("INSERT INTO u VALUES (1, 'a', 1, 1)");
  const auto row = session.get<Row>(1);
  session.commit();
  run("DELETE FROM u");
  session.remove(row);
  recorder.take();
  EXPECT_THROW(session.flush(), StaleObjectError);
  EXPECT_EQ(written(), (Lines{"DELETE FROM u WHERE u.id = ? (1)", "ROLLBACK"}));
  ASSERT_NE(session.failure(), nullptr);
  EXPECT_EQ(session.failure()->operation, "DELETE");
  EXPECT_EQ(session.failure()->message,
            "DELETE of u (1) met 0 rows instead of 1: the row was deleted by someone else");
  session.rollback();
  EXPECT_EQ(session.failure(), nullptr);
}

TEST_F(UniqueValueTest, Case51ANaturalKeyThatWasTakenOver) {
  run("INSERT INTO owner VALUES ('u1'), ('u2')");
  const auto first = session.get<Owner>("u1");
  const auto second = session.get<Owner>("u2");
  session.remove(first);
  recorder.take();
  session.flush();
  second->name = "u1";
  session.flush();
  EXPECT_EQ(written(), (Lines{"DELETE FROM owner WHERE owner.name = ? ('u1')",
                              "UPDATE owner SET name=? WHERE owner.name = ? ('u1', 'u2')"}));
  EXPECT_EQ(session.get<Owner>("u1"), second);
  session.rollback();
  EXPECT_EQ(session.get<Owner>("u1"), first);
  EXPECT_EQ(session.get<Owner>("u2"), second);
  EXPECT_EQ(first->name, "u1");
  EXPECT_EQ(second->name, "u2");
}

}  // namespace
