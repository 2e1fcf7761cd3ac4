// merge(): how many statements it takes, and objects that refer to each other.

#include <gtest/gtest.h>

#include <retort/orm/error.h>
#include <retort/orm/session.h>

#include "orm/relationship_models.h"

namespace retort::test::relationships {

template <class As>
struct PageModel {
  static constexpr auto table_name = "page";
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "text", std::string> text{};
  Column<As, "version", int, version_counter> version{};
};
using Page = Entity<PageModel>;

namespace {

class MergeTest : public CaseTest<ParentModel, ChildModel, NodeModel> {
 protected:
  /// The object with its collection, as another session left it.
  template <class EntityType, class Load>
  Handle<EntityType> detached(std::int64_t id, Load load) {
    Session other(recorder.engine());
    auto object = other.get<EntityType>(id);
    load(*object);
    return object;
  }
};

using StrictMergeTest = RestrictTest;

TEST_F(MergeTest, AsksOnceForTheManyThatAreThere) {
  run("INSERT INTO parent VALUES (1, 'p')");
  run("INSERT INTO child VALUES (1, 'a', 1), (2, 'b', 1), (3, 'c', 1), (4, 'd', 1)");
  const auto parent = detached<Parent>(1, [](Parent& each) { each.children.size(); });
  parent->children[3]->name = "changed";
  recorder.take();
  const auto merged = session.merge(parent);
  EXPECT_EQ(recorder.take(),
            (Lines{"BEGIN",
                   "SELECT parent.id AS parent_id, parent.name AS parent_name FROM parent "
                   "WHERE parent.id = ? (1)",
                   "SELECT child.id AS child_id, child.name AS child_name, child.parent_id AS "
                   "child_parent_id FROM child WHERE ? = child.parent_id (1)"}));
  session.flush();
  EXPECT_EQ(written(), Lines{"UPDATE child SET name=? WHERE child.id = ? ('changed', 4)"});
  EXPECT_EQ(names(merged->children), (Lines{"a", "b", "c", "changed"}));
}

// One that has moved to this parent is found by its key, and not inserted once more.
TEST_F(MergeTest, TakesOverOneOfAnotherParent) {
  run("INSERT INTO parent VALUES (1, 'p'), (2, 'q')");
  run("INSERT INTO child VALUES (1, 'a', 1), (2, 'b', 2)");
  Parent given{.id = 1, .name = "p"};
  given.children.add(Child{.id = 1, .name = "a"});
  given.children.add(Child{.id = 2, .name = "b"});
  recorder.take();
  session.merge(std::move(given));
  session.flush();
  EXPECT_EQ(written(), Lines{"UPDATE child SET parent_id=? WHERE child.id = ? (1, 2)"});
}

TEST_F(MergeTest, OfObjectsThatReferToEachOther) {
  run("INSERT INTO n VALUES (1, 'a', NULL), (2, 'b', 1)");
  run("UPDATE n SET p_id = 2 WHERE id = 1");
  const auto a = detached<Node>(1, [](Node& each) {
    EXPECT_EQ(each.kids[0]->kids[0]->id, 1);
    EXPECT_EQ(each.par->par->id, 1);
  });
  a->name = "A";
  a->kids[0]->name = "B";
  recorder.take();
  const auto merged = session.merge(a);
  EXPECT_EQ(merged->kids[0]->kids[0], merged);
  EXPECT_EQ(merged->par->par.get(), merged);
  session.flush();
  EXPECT_EQ(written(), (Lines{"UPDATE n SET name=? WHERE n.id = ? ('A', 1)",
                              "UPDATE n SET name=? WHERE n.id = ? ('B', 2)"}));
}

class VersionedMergeTest : public CaseTest<PageModel> {};

TEST_F(VersionedMergeTest, NobodysChangeIsLost) {
  run("INSERT INTO page VALUES (1, 'first', 1)");
  Handle<Page> page;
  {
    Session other(recorder.engine());
    page = other.get<Page>(1);
    page->text = "mine";
  }
  session.merge(page);
  session.commit();
  EXPECT_EQ(rows("SELECT text, version FROM page"), Lines{"('mine', 2)"});
  // The object is still that of version 1.
  page->text = "once more";
  try {
    session.merge(page);
    FAIL() << "a change was lost";
  } catch (const StaleObjectError& error) {
    EXPECT_STREQ(error.what(),
                 "merge: the object of page (1) has version 1, and its row 2: it was changed by "
                 "someone else");
  }
  session.rollback();
  // Values that say no version are about the newest.
  session.merge(Page{.id = 1, .text = "plain"});
  EXPECT_THROW(session.merge(Page{.id = 1, .text = "plain", .version = 1}), StaleObjectError);
  session.commit();
  EXPECT_EQ(rows("SELECT text, version FROM page"), Lines{"('plain', 3)"});
}

// Half of it is never written: neither an animal before its keeper, nor what makes it wait.
TEST_F(StrictMergeTest, NothingIsFlushedInBetween) {
  run("INSERT INTO keeper VALUES (1, 'k')");
  session.add(Keeper{.id = 2, .name = "l"});
  recorder.take();
  const Handle<Keeper> keeper(Keeper{.id = 1, .name = "K"});
  keeper->animals.add(Animal{});
  keeper->animals.add(Animal{});
  const auto merged = session.merge(keeper);
  EXPECT_EQ(
      recorder.take(),
      (Lines{"BEGIN", "INSERT INTO keeper (id, name) VALUES (?, ?) (2, 'l')",
             "SELECT keeper.id AS keeper_id, keeper.name AS keeper_name FROM keeper WHERE "
             "keeper.id = ? (1)",
             "SELECT animal.id AS animal_id, animal.keeper_id AS animal_keeper_id FROM animal "
             "WHERE ? = animal.keeper_id (1)"}));
  EXPECT_TRUE(session.lazy_loads().empty());
  session.commit();
  EXPECT_EQ(rows("SELECT * FROM animal"), (Lines{"(1, 1)", "(2, 1)"}));
  EXPECT_EQ(merged->animals.size(), 2U);
  EXPECT_EQ(rows("SELECT name FROM keeper"), (Lines{"('K')", "('l')"}));
}

TEST_F(MergeTest, OfNewObjectsThatReferToEachOther) {
  Handle<Node> root(Node{.name = "root"});
  const auto kid = root->kids.add(Node{.name = "kid"});
  kid->par = root;
  const auto merged = session.merge(root);
  EXPECT_NE(merged, root);
  session.commit();
  EXPECT_EQ(rows("SELECT * FROM n ORDER BY id"), (Lines{"(1, 'root', NULL)", "(2, 'kid', 1)"}));
  EXPECT_FALSE(session.contains(root));
}

}  // namespace
}  // namespace retort::test::relationships
