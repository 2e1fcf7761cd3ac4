// The unit of work: in which order rows are written. The numbers are those of the reference's cases.

#include <algorithm>

#include <gtest/gtest.h>

#include <retort/engine/error.h>
#include <retort/orm/error.h>
#include <retort/orm/session.h>

#include "orm/case_models.h"

namespace flush_order {

using namespace retort::test::cases;

// Two tables that refer to each other.

template <class As>
struct BallModel;
template <class As>
struct PersonModel {
  static constexpr auto table_name = "person";
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "name", std::string> name{};
  Column<As, "fav_id", std::optional<std::int64_t>, references<BallModel, "id">> fav_id{};
  BelongsTo<As, BallModel, "fav_id"> favourite{};
  HasMany<As, BallModel, "person_id", cascade_delete> balls{};
};
template <class As>
struct BallModel {
  static constexpr auto table_name = "ball";
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "name", std::string> name{};
  Column<As, "person_id", std::int64_t, references<PersonModel, "id">> person_id{};
  BelongsTo<As, PersonModel, "person_id"> person{};
};
using Person = Entity<PersonModel>;
using Ball = Entity<BallModel>;
inline constexpr auto persons = table<PersonModel>;

// A foreign key of which no relationship tells, and rows that are each other's prerequisite.

template <class As>
struct PlainChildModel {
  static constexpr auto table_name = "plain_child";
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "parent_id", std::int64_t, references<ParentModel, "id">> parent_id{};
  Column<As, "next_id", std::optional<std::int64_t>, references<PlainChildModel, "id">> next_id{};
};
using PlainChild = Entity<PlainChildModel>;

template <class As>
struct LinkedModel {
  static constexpr auto table_name = "linked";
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "other_id", std::int64_t, references<LinkedModel, "id">> other_id{};
  BelongsTo<As, LinkedModel, "other_id"> other{};
};
using Linked = Entity<LinkedModel>;

}  // namespace flush_order

namespace {

using namespace retort::test::cases;
using namespace flush_order;

class FlushOrderTest : public CaseTest<ParentModel, ChildModel, NodeModel, PersonModel, BallModel,
                                       PlainChildModel, LinkedModel> {};

TEST_F(FlushOrderTest, Case1OneToManyInsert) {
  Parent parent{.name = "p"};
  parent.children.add(Child{.name = "c1"});
  parent.children.add(Child{.name = "c2"});
  const auto p = session.add(std::move(parent));
  session.flush();
  EXPECT_EQ(written(), (Lines{"INSERT INTO parent (name) VALUES (?) ('p')",
                              "INSERT INTO child (name, parent_id) VALUES (?, ?) ('c1', 1)",
                              "INSERT INTO child (name, parent_id) VALUES (?, ?) ('c2', 1)"}));
  EXPECT_EQ(p->children[0]->parent_id, 1);
  EXPECT_EQ(p->children[0]->parent.get(), p);
}

TEST_F(FlushOrderTest, Case2TheChildWasAddedFirst) {
  const auto child = session.add(Child{.name = "c"});
  child->parent = Handle<Parent>(Parent{.name = "p"});
  session.flush();
  EXPECT_EQ(written(), (Lines{"INSERT INTO parent (name) VALUES (?) ('p')",
                              "INSERT INTO child (name, parent_id) VALUES (?, ?) ('c', 1)"}));
}

TEST_F(FlushOrderTest, Case3RemovedFromTheCollection) {
  const auto p = session.add(Parent{.name = "p"});
  const auto c1 = p->children.add(Child{.name = "c1"});
  session.commit();
  written();
  p->children.remove(c1);
  EXPECT_FALSE(c1->parent);
  session.flush();
  EXPECT_EQ(written(), Lines{"UPDATE child SET parent_id=? WHERE child.id = ? (NULL, 1)"});
}

TEST_F(FlushOrderTest, Case21TreesAreInsertedFromTheRoot) {
  const Handle<Node> n4(Node{.name = "n4"});
  const auto n3 = Handle<Node>(Node{.name = "n3"});
  n3->kids.add(n4);
  const Handle<Node> n1(Node{.name = "n1"});
  n1->kids.add(Node{.name = "n2"});
  n1->kids.add(n3);
  session.add(n4);
  session.commit();
  EXPECT_EQ(rows("SELECT n.name, p.name FROM n LEFT JOIN n AS p ON p.id = n.p_id ORDER BY n.name"),
            (Lines{"('n1', NULL)", "('n2', 'n1')", "('n3', 'n1')", "('n4', 'n3')"}));
  EXPECT_EQ(written().size(), 4U);
}

TEST_F(FlushOrderTest, Case22TreesAreDeletedFromTheLeaves) {
  for (const auto* sql :
       {"INSERT INTO n VALUES (1, 'n1', NULL)", "INSERT INTO n VALUES (2, 'n2', 1)",
        "INSERT INTO n VALUES (3, 'n3', 2), (4, 'n4', 2)"})
    run(sql);
  recorder.take();
  session.remove(session.get<Node>(1));
  session.flush();
  const std::string erase = "DELETE FROM n WHERE n.id = ? ";
  EXPECT_EQ(written(), (Lines{erase + "(3)", erase + "(4)", erase + "(2)", erase + "(1)"}));
}

TEST_F(FlushOrderTest, Case21InSql) {
  const Handle<Node> n4(Node{.name = "n4"});
  const Handle<Node> n3(Node{.name = "n3"});
  n3->kids.add(n4);
  const Handle<Node> n1(Node{.name = "n1"});
  const auto n2 = n1->kids.add(Node{.name = "n2"});
  n1->kids.add(n3);
  session.add(n4);
  session.commit();
  const auto log = written();
  ASSERT_EQ(log.size(), 4U);
  const auto place = [&](const std::string& name, const std::string& parent) {
    const auto line = "INSERT INTO n (name, p_id) VALUES (?, ?) ('" + name + "', " + parent + ")";
    return std::ranges::find(log, line) - log.begin();
  };
  // Parents first; not by levels.
  EXPECT_EQ(place("n1", "NULL"), 0);
  EXPECT_LT(place("n2", "1"), 4);
  EXPECT_LT(place("n3", "1"), place("n4", std::to_string(n3->id)));
  EXPECT_LT(place("n4", std::to_string(n3->id)), 4);
  EXPECT_EQ(n1->id, 1);
  EXPECT_EQ(n2->p_id, n1->id);
  EXPECT_EQ(n3->p_id, n1->id);
  EXPECT_EQ(n4->p_id, n3->id);
}

TEST_F(FlushOrderTest, Case22EachLevelIsRead) {
  run("INSERT INTO n VALUES (1, 'n1', NULL)");
  run("INSERT INTO n VALUES (2, 'n2', 1)");
  run("INSERT INTO n VALUES (3, 'n3', 2), (4, 'n4', 2)");
  const auto root = session.get<Node>(1);
  recorder.take();
  session.remove(root);
  const std::string kids =
      "SELECT n.id AS n_id, n.name AS n_name, n.p_id AS n_p_id FROM n WHERE ? = n.p_id ";
  EXPECT_EQ(recorder.take(), (Lines{kids + "(1)", kids + "(2)", kids + "(3)", kids + "(4)"}));
  session.commit();
  const std::string erase = "DELETE FROM n WHERE n.id = ? ";
  EXPECT_EQ(written(), (Lines{erase + "(3)", erase + "(4)", erase + "(2)", erase + "(1)"}));
  EXPECT_EQ(rows("SELECT * FROM n"), Lines{});
}

TEST_F(FlushOrderTest, Case23ToANewParentWhileTheOldOneGoes) {
  run("INSERT INTO n VALUES (1, 'a', NULL), (2, 'b', 1)");
  const auto b = session.get<Node>(2);
  const auto a = b->par.get();
  b->par = session.add(Node{.name = "c"});
  session.remove(a);
  recorder.take();
  session.flush();
  EXPECT_EQ(written(), (Lines{"INSERT INTO n (name, p_id) VALUES (?, ?) ('c', NULL)",
                              "UPDATE n SET p_id=? WHERE n.id = ? (3, 2)",
                              "DELETE FROM n WHERE n.id = ? (1)"}));
}

TEST_F(FlushOrderTest, Case25RowsThatReferToEachOther) {
  const auto a = session.add(Node{.name = "a"});
  const auto b = session.add(Node{.name = "b", .par = a});
  a->par = b;
  session.commit();
  EXPECT_EQ(written(), (Lines{"INSERT INTO n (name, p_id) VALUES (?, ?) ('a', NULL)",
                              "INSERT INTO n (name, p_id) VALUES (?, ?) ('b', 1)",
                              "UPDATE n SET p_id=? WHERE n.id = ? (2, 1)"}));
  EXPECT_EQ(a->p_id, b->id);
  session.remove(a);
  session.commit();
  const std::string erase = "DELETE FROM n WHERE n.id = ? ";
  // One key of the circle is enough.
  EXPECT_EQ(written(),
            (Lines{"UPDATE n SET p_id=? WHERE n.id = ? (NULL, 2)", erase + "(1)", erase + "(2)"}));
  EXPECT_EQ(rows("SELECT count(*) FROM n"), Lines{"(0)"});
  EXPECT_FALSE(session.contains(b));
}

TEST_F(FlushOrderTest, ARowThatRefersToItself) {
  const auto a = session.add(Node{.name = "a"});
  a->par = a;
  session.commit();
  EXPECT_EQ(rows("SELECT id, p_id FROM n"), Lines{"(1, 1)"});
  const auto linked = session.add(Linked{.id = 5, .other_id = 5});
  session.commit();
  EXPECT_EQ(linked->other.get(), linked);
  session.remove(a);
  session.remove(linked);
  session.commit();
  EXPECT_EQ(rows("SELECT count(*) FROM n"), Lines{"(0)"});
}

TEST_F(FlushOrderTest, Case26TwoTablesThatReferToEachOther) {
  const auto person = session.add(Person{.name = "p"});
  person->balls.add(Ball{.name = "b1"});
  person->favourite = person->balls.add(Ball{.name = "b2"});
  person->balls.add(Ball{.name = "b3"});
  session.flush();
  const std::string ball = "INSERT INTO ball (name, person_id) VALUES (?, ?) ";
  EXPECT_EQ(written(), (Lines{"INSERT INTO person (name, fav_id) VALUES (?, ?) ('p', NULL)",
                              ball + "('b1', 1)", ball + "('b2', 1)", ball + "('b3', 1)",
                              "UPDATE person SET fav_id=? WHERE person.id = ? (2, 1)"}));
  person->favourite = person->balls[2];
  session.flush();
  EXPECT_EQ(written(), Lines{"UPDATE person SET fav_id=? WHERE person.id = ? (3, 1)"});
  session.remove(person);
  session.commit();
  const std::string erase = "DELETE FROM ball WHERE ball.id = ? ";
  EXPECT_EQ(written(),
            (Lines{"UPDATE person SET fav_id=? WHERE person.id = ? (NULL, 1)", erase + "(1)",
                   erase + "(2)", erase + "(3)", "DELETE FROM person WHERE person.id = ? (1)"}));
}

TEST_F(FlushOrderTest, Case27NothingHasToBeDeclaredForCircles) {
  const auto other = session.add(Person{.name = "other"});
  const auto b2 = other->balls.add(Ball{.name = "b2"});
  const auto person = session.add(Person{.name = "p"});
  person->favourite = b2;
  person->balls.add(Ball{.name = "b1"});
  session.commit();
  const std::string owner = "INSERT INTO person (name, fav_id) VALUES (?, ?) ";
  const std::string ball = "INSERT INTO ball (name, person_id) VALUES (?, ?) ";
  // There is an order, and no UPDATE.
  EXPECT_EQ(written(), (Lines{owner + "('other', NULL)", ball + "('b2', 1)", owner + "('p', 1)",
                              ball + "('b1', 2)"}));
  EXPECT_EQ(rows("SELECT person.name, ball.name FROM person JOIN ball ON ball.id = fav_id"),
            Lines{"('p', 'b2')"});
}

TEST_F(FlushOrderTest, ACircleWithoutAnyColumnThatMayBeNullIsRefused) {
  const auto one = Handle<Linked>(Linked{});
  const auto two = Handle<Linked>(Linked{.other = one});
  one->other = two;
  session.add(one);
  try {
    session.flush();
    FAIL() << "the circle was written";
  } catch (const SessionError& error) {
    EXPECT_NE(std::string(error.what()).find("linked"), std::string::npos) << error.what();
  }
}

TEST_F(FlushOrderTest, Case30ForeignKeysWithoutARelationship) {
  session.add(PlainChild{.id = 1, .parent_id = 7});
  session.add(Parent{.id = 7, .name = "p"});
  session.add(PlainChild{.id = 3, .parent_id = 7, .next_id = 2});
  session.add(PlainChild{.id = 2, .parent_id = 7, .next_id = 1});
  session.flush();
  const std::string child = "INSERT INTO plain_child (id, parent_id, next_id) VALUES (?, ?, ?) ";
  EXPECT_EQ(written(), (Lines{"INSERT INTO parent (id, name) VALUES (?, ?) (7, 'p')",
                              child + "(1, 7, NULL)", child + "(2, 7, 1)", child + "(3, 7, 2)"}));
  for (const auto id : {1, 2, 3}) session.remove(session.get<PlainChild>(id));
  session.remove(session.get<Parent>(7));
  session.flush();
  const std::string erase = "DELETE FROM plain_child WHERE plain_child.id = ? ";
  EXPECT_EQ(written(), (Lines{erase + "(3)", erase + "(2)", erase + "(1)",
                              "DELETE FROM parent WHERE parent.id = ? (7)"}));
}

TEST_F(FlushOrderTest, Case31UpdatesInsertsAndDeletesOfOneTable) {
  run("INSERT INTO parent VALUES (1, 'a'), (2, 'b'), (3, 'c')");
  const auto kept = session.query(parents).all();
  kept[2]->name = "z";
  kept[0]->name = "x";
  session.remove(kept[1]);
  session.add(Parent{.id = 9, .name = "i"});
  session.add(Parent{.id = 8, .name = "h"});
  recorder.take();
  session.flush();
  const std::string update = "UPDATE parent SET name=? WHERE parent.id = ? ";
  const std::string insert = "INSERT INTO parent (id, name) VALUES (?, ?) ";
  EXPECT_EQ(written(), (Lines{update + "('x', 1)", update + "('z', 3)", insert + "(9, 'i')",
                              insert + "(8, 'h')", "DELETE FROM parent WHERE parent.id = ? (2)"}));
}

TEST_F(FlushOrderTest, Case33OnlyWhatChanged) {
  run("INSERT INTO child VALUES (1, 'a', NULL)");
  const auto child = session.get<Child>(1);
  child->name = "a";
  child->name = "b";
  child->name = "a";
  EXPECT_FALSE(session.is_modified(child));
  session.flush();
  EXPECT_EQ(written(), Lines{});
  child->name = "b";
  EXPECT_TRUE(session.is_modified(child));
  session.flush();
  EXPECT_EQ(written(), Lines{"UPDATE child SET name=? WHERE child.id = ? ('b', 1)"});
  EXPECT_FALSE(session.is_modified(child));
}

TEST_F(FlushOrderTest, RowsOfOneKindArePreparedOnce) {
  for (int i = 0; i < 20; ++i) session.add(Parent{.name = "p"});
  auto connection = recorder.engine().connect();
  const auto before = connection.counters();
  session.flush();
  const auto after = connection.counters();
  EXPECT_EQ(after.run - before.run, 21);
  EXPECT_LE(after.prepared - before.prepared, 2);
}

TEST_F(FlushOrderTest, AChainOfAThousandRows) {
  std::optional<std::int64_t> next;
  for (std::int64_t id = 1000; id > 0; --id)
    session.add(Node{.id = id, .name = "n", .p_id = id == 1 ? next : id - 1});
  session.commit();
  EXPECT_EQ(rows("SELECT count(*) FROM n"), Lines{"(1000)"});
  session.remove(session.get<Node>(1));
  session.commit();
  EXPECT_EQ(rows("SELECT count(*) FROM n"), Lines{"(0)"});
}

}  // namespace
