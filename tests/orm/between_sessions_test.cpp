// Objects that lose their session, are changed, and are added to another one; and objects whose removal
// is taken back.

#include <gtest/gtest.h>

#include <retort/orm/error.h>
#include <retort/orm/session.h>

#include "orm/relationship_models.h"

namespace retort::test::relationships {
namespace {

class BetweenSessionsTest : public CaseTest<ParentModel, ChildModel, BoxModel, PartModel, PostModel,
                                            TagModel, PostTagModel, NodeModel> {
 protected:
  BetweenSessionsTest() {
    run("INSERT INTO parent VALUES (1, 'p')");
    run("INSERT INTO child VALUES (1, 'a', 1), (2, 'b', 1)");
    run("INSERT INTO box VALUES (1, 'box')");
    run("INSERT INTO part VALUES (1, 'x', 1, NULL), (2, 'y', 1, NULL)");
    run("INSERT INTO post VALUES (1, 'post')");
    run("INSERT INTO tag VALUES (1, 'old'), (2, 'kept')");
    run("INSERT INTO pt VALUES (1, 1), (1, 2)");
  }
  Session other{recorder.engine()};
};

TEST_F(BetweenSessionsTest, WhatWasChangedAndAddedComesAlong) {
  const auto parent = session.get<Parent>(1);
  const auto child = parent->children[0];
  session.close();
  parent->name = "P";
  child->name = "A";
  parent->children.add(Child{.name = "new"});
  other.add(parent);
  EXPECT_TRUE(other.contains(child));
  recorder.take();
  other.commit();
  EXPECT_EQ(written(), (Lines{"UPDATE parent SET name=? WHERE parent.id = ? ('P', 1)",
                              "UPDATE child SET name=? WHERE child.id = ? ('A', 1)",
                              "INSERT INTO child (name, parent_id) VALUES (?, ?) ('new', 1)"}));
}

TEST_F(BetweenSessionsTest, TheOneComesAlongToo) {
  const auto child = session.get<Child>(1);
  const Handle<Parent> parent = child->parent.get();
  session.close();
  parent->name = "P";
  other.add(child);
  EXPECT_TRUE(other.contains(parent));
  other.commit();
  EXPECT_EQ(rows("SELECT name FROM parent"), Lines{"('P')"});
}

TEST_F(BetweenSessionsTest, WhatWasTakenOutIsLetGoOf) {
  const auto parent = session.get<Parent>(1);
  const auto child = parent->children[0];
  const auto box = session.get<Box>(1);
  const auto part = box->parts[0];
  session.close();
  parent->children.remove(child);
  box->parts.remove(part);
  other.add(parent);
  other.add(box);
  recorder.take();
  other.commit();
  EXPECT_EQ(written(), (Lines{"UPDATE child SET parent_id=? WHERE child.id = ? (NULL, 1)",
                              "DELETE FROM part WHERE part.id = ? (1)"}));
}

TEST_F(BetweenSessionsTest, AnOrphanIsOneWhicheverEndIsAdded) {
  const auto box = session.get<Box>(1);
  const auto x = box->parts[0];
  const auto y = box->parts[1];
  session.close();
  x->box = nullptr;
  y->box = nullptr;
  y->box = box;
  other.add(x);
  other.add(y);
  other.commit();
  EXPECT_EQ(rows("SELECT name FROM part"), Lines{"('y')"});
}

TEST_F(BetweenSessionsTest, LinksThatWereCutAreDeleted) {
  const auto post = session.get<Post>(1);
  const auto old = post->tags[0];
  session.close();
  post->tags.remove(old);
  post->tags.add(Tag{.name = "new"});
  other.add(post);
  recorder.take();
  other.commit();
  EXPECT_EQ(written(), (Lines{"INSERT INTO tag (name) VALUES (?) ('new')",
                              "INSERT INTO pt (p_id, t_id) VALUES (?, ?) (1, 3)",
                              "DELETE FROM pt WHERE pt.p_id = ? AND pt.t_id = ? (1, 1)"}));
  // Cut and made again is as it was.
  other.close();
  post->tags.remove(post->tags[0]);
  post->tags.add(session.get<Tag>(2));
  EXPECT_THROW(other.add(post), SessionError);  // it is the first session's now
}

TEST_F(BetweenSessionsTest, ATakenBackRemovalHasNoTraces) {
  run("INSERT INTO n VALUES (1, 'root', NULL), (2, 'kid', 1), (3, 'leaf', 2)");
  const auto parent = session.get<Parent>(1);
  const auto root = session.get<Node>(1);
  const auto post = session.get<Post>(1);
  const auto leaf = root->kids[0]->kids[0];
  EXPECT_EQ(parent->children.size(), 2U);
  EXPECT_EQ(post->tags.size(), 2U);
  session.remove(parent);
  session.remove(root);
  session.remove(post);
  EXPECT_TRUE(parent->children.empty());
  session.add(parent);
  session.add(root);
  session.add(post);
  EXPECT_EQ(names(parent->children), (Lines{"a", "b"}));
  EXPECT_EQ(names(post->tags), (Lines{"old", "kept"}));
  recorder.take();
  session.commit();
  EXPECT_EQ(written(), Lines{});
  EXPECT_TRUE(session.contains(leaf));
  // What was given to another meanwhile stays there.
  const auto second = session.add(Parent{.name = "q"});
  const auto child = parent->children[0];
  session.remove(parent);
  child->parent = second;
  session.add(parent);
  session.commit();
  EXPECT_EQ(rows("SELECT id, parent_id FROM child"), (Lines{"(1, 2)", "(2, 1)"}));
}

TEST_F(BetweenSessionsTest, ARowThatIsGoneIsNoObject) {
  const auto child = session.get<Child>(1);
  session.commit();
  run("DELETE FROM child WHERE id = 1");
  EXPECT_TRUE(session.get<Child>(1));  // what it has it gives
  session.expire(child);
  EXPECT_FALSE(session.get<Child>(1));
  EXPECT_FALSE(session.contains(child));
  session.add(Child{.id = 1, .name = "again"});
  session.commit();
  EXPECT_EQ(session.get<Child>(1)->name, "again");
}

}  // namespace
}  // namespace retort::test::relationships
