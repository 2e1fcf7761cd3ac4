// Relationships to many and to one. The numbers are those of the reference's cases.

#include <algorithm>
#include <ranges>

#include <gtest/gtest.h>

#include <retort/engine/error.h>
#include <retort/orm/error.h>
#include <retort/orm/session.h>

#include "orm/relationship_models.h"

namespace retort::test::relationships {
namespace {

TEST_F(KindsTest, Case6TheParentOfOrphansIsDeleted) {
  run("INSERT INTO box VALUES (1, 'p')");
  run("INSERT INTO part VALUES (1, 'a', 1, NULL), (2, 'b', 1, NULL)");
  const auto box = session.get<Box>(1);
  recorder.take();
  session.remove(box);
  const std::string select =
      "SELECT part.id AS part_id, part.name AS part_name, part.box_id AS part_box_id, "
      "part.spare_box_id AS part_spare_box_id FROM part WHERE ? = part.";
  EXPECT_EQ(recorder.take(), (Lines{select + "box_id (1)", select + "spare_box_id (1)"}));
  // All three are removed before anything is written.
  EXPECT_FALSE(session.get<Box>(1));
  EXPECT_FALSE(session.get<Part>(1));
  EXPECT_FALSE(session.get<Part>(2));
  EXPECT_EQ(recorder.take(), Lines{});
  session.flush();
  const std::string erase = "DELETE FROM part WHERE part.id = ? ";
  EXPECT_EQ(written(),
            (Lines{erase + "(1)", erase + "(2)", "DELETE FROM box WHERE box.id = ? (1)"}));
  EXPECT_EQ(rows("SELECT * FROM part"), Lines{});
  EXPECT_EQ(rows("SELECT * FROM box"), Lines{});
}

TEST_F(KindsTest, Case7AnOrphanByRemoval) {
  run("INSERT INTO box VALUES (1, 'p')");
  run("INSERT INTO part VALUES (1, 'a', 1, NULL), (2, 'b', 1, NULL)");
  const auto box = session.get<Box>(1);
  const auto part = box->parts[0];
  recorder.take();
  box->parts.remove(part);
  session.flush();
  EXPECT_EQ(written(), Lines{"DELETE FROM part WHERE part.id = ? (1)"});
  EXPECT_FALSE(session.contains(part));
  session.rollback();
  EXPECT_TRUE(session.contains(part));
  EXPECT_EQ(names(box->parts), (Lines{"a", "b"}));
  box->parts.remove(part);
  session.commit();
  session.rollback();
  EXPECT_FALSE(session.contains(part));
  EXPECT_EQ(part->name, "a");
  EXPECT_EQ(rows("SELECT name FROM part"), Lines{"('b')"});
}

TEST_F(KindsTest, Case9MovedFromOneToTheOther) {
  run("INSERT INTO box VALUES (1, 'p'), (2, 'q')");
  run("INSERT INTO part VALUES (1, 'a', 1, NULL)");
  const auto p = session.get<Box>(1);
  const auto q = session.get<Box>(2);
  EXPECT_TRUE(q->parts.empty());
  recorder.take();
  q->parts.add(p->parts[0]);
  EXPECT_TRUE(p->parts.empty());
  EXPECT_EQ(q->parts.size(), 1U);
  EXPECT_EQ(written(), Lines{});
  const auto part = q->parts[0];
  p->parts.add(part);
  p->parts.remove(part);
  part->box = q;
  session.commit();
  EXPECT_EQ(written(), Lines{"UPDATE part SET box_id=? WHERE part.id = ? (2, 1)"});
  EXPECT_EQ(rows("SELECT id, box_id FROM part"), Lines{"(1, 2)"});
}

TEST_F(KindsTest, Case10ACollectionIsReplaced) {
  run("INSERT INTO box VALUES (1, 'p')");
  run("INSERT INTO part VALUES (1, 'c1', 1, NULL), (2, 'c2', 1, NULL)");
  const auto box = session.get<Box>(1);
  box->parts.assign({box->parts[0], Handle<Part>(Part{.name = "c3"})});
  session.flush();
  EXPECT_EQ(written(), (Lines{"INSERT INTO part (name, box_id, spare_box_id) VALUES (?, ?, ?) "
                              "('c3', 1, NULL)",
                              "DELETE FROM part WHERE part.id = ? (2)"}));
  EXPECT_EQ(names(box->parts), (Lines{"c1", "c3"}));
}

TEST_F(KindsTest, Case11AnOrphanOfOneOfTwo) {
  const auto left = session.add(Left{});
  const auto right = session.add(Right{});
  const auto shared = Handle<Shared>(Shared{});
  left->cs.add(shared);
  right->cs.add(shared);
  session.commit();
  recorder.take();
  left->cs.remove(shared);
  session.commit();
  EXPECT_EQ(written(), Lines{"DELETE FROM shared WHERE shared.id = ? (1)"});
  EXPECT_TRUE(right->cs.empty());
  const auto pending = left->cs.add(Shared{});
  left->cs.remove(pending);
  session.commit();
  EXPECT_FALSE(session.contains(pending));
  EXPECT_EQ(rows("SELECT * FROM shared"), Lines{});
}

TEST_F(KindsTest, Case13PassiveDeletes) {
  run("INSERT INTO stem VALUES (1, 's')");
  run("INSERT INTO leaf VALUES (1, 'a', 1, NULL), (2, 'b', 1, NULL)");
  session.remove(session.get<Stem>(1));
  recorder.take();
  session.commit();
  EXPECT_EQ(recorder.take(), (Lines{"DELETE FROM stem WHERE stem.id = ? (1)", "COMMIT"}));
  EXPECT_EQ(rows("SELECT * FROM leaf"), Lines{});
}

TEST_F(RestrictTest, Case13WhatOnDeleteRefuses) {
  run("INSERT INTO keeper VALUES (1, 'k')");
  run("INSERT INTO animal VALUES (1, 1), (2, 1)");
  const auto keeper = session.get<Keeper>(1);
  session.remove(keeper);
  recorder.take();
  EXPECT_THROW(session.flush(), retort::engine::ForeignKeyViolation);
  // The children were neither read nor written.
  EXPECT_EQ(recorder.take(), (Lines{"DELETE FROM keeper WHERE keeper.id = ? (1)", "ROLLBACK"}));
  session.rollback();
  EXPECT_TRUE(session.contains(keeper));
  EXPECT_EQ(rows("SELECT id, keeper_id FROM animal ORDER BY id"), (Lines{"(1, 1)", "(2, 1)"}));
}

TEST_F(KindsTest, Case49RollbackRestoresOrphansAndTheirCollection) {
  run("INSERT INTO box VALUES (1, 'p')");
  run("INSERT INTO part VALUES (1, 'a', 1, NULL), (2, 'b', 1, NULL)");
  const auto box = session.get<Box>(1);
  const auto a = box->parts[0];
  recorder.take();
  box->parts.remove(a);
  const auto c = box->parts.add(Part{.name = "c"});
  session.flush();
  EXPECT_EQ(written(), (Lines{"INSERT INTO part (name, box_id, spare_box_id) VALUES (?, ?, ?) "
                              "('c', 1, NULL)",
                              "DELETE FROM part WHERE part.id = ? (1)"}));
  EXPECT_FALSE(session.contains(a));
  session.rollback();
  EXPECT_TRUE(session.contains(a));
  EXPECT_FALSE(session.contains(c));
  EXPECT_EQ(names(box->parts), (Lines{"a", "b"}));
  EXPECT_EQ(box->parts[0], a);
  EXPECT_EQ(rows("SELECT id, name, box_id FROM part"), (Lines{"(1, 'a', 1)", "(2, 'b', 1)"}));
}

TEST_F(KindsTest, Case63MergeWritesWhatTheCollectionSays) {
  run("INSERT INTO box VALUES (1, 'p')");
  run("INSERT INTO part VALUES (1, 'a', 1, NULL), (2, 'b', 1, NULL)");
  Handle<Box> detached;
  {
    Session other(recorder.engine());
    detached = other.get<Box>(1);
    EXPECT_EQ(detached->parts.size(), 2U);
  }
  detached->name = "changed";
  detached->parts.remove(detached->parts[0]);
  detached->parts.add(Part{.name = "new"});
  recorder.take();
  const auto merged = session.merge(detached);
  EXPECT_NE(merged, detached);
  session.flush();
  auto log = written();
  EXPECT_EQ(log.size(), 3U);
  std::ranges::sort(log);
  EXPECT_EQ(log, (Lines{"DELETE FROM part WHERE part.id = ? (1)",
                        "INSERT INTO part (name, box_id, spare_box_id) VALUES (?, ?, ?) "
                        "('new', 1, NULL)",
                        "UPDATE box SET name=? WHERE box.id = ? ('changed', 1)"}));
  EXPECT_EQ(names(merged->parts), (Lines{"b", "new"}));
  session.commit();
  recorder.take();
  // A collection that nobody has loaded says nothing, and equal values write nothing.
  EXPECT_EQ(session.merge(Box{.id = 1, .name = "changed"}), merged);
  session.commit();
  EXPECT_EQ(written(), Lines{});
  // An empty one says that there are none.
  {
    Session other(recorder.engine());
    detached = other.get<Box>(1);
    EXPECT_EQ(detached->parts.size(), 2U);
  }
  detached->parts.clear();
  recorder.take();
  session.merge(detached);
  session.flush();
  EXPECT_EQ(written(), (Lines{"DELETE FROM part WHERE part.id = ? (2)",
                              "DELETE FROM part WHERE part.id = ? (3)"}));
  EXPECT_TRUE(merged->parts.empty());
}

TEST_F(KindsTest, Case71ACollectionThatIsNeverLoaded) {
  run("INSERT INTO stem VALUES (1, 's')");
  run("INSERT INTO leaf VALUES (1, 'a', NULL, 1)");
  const auto stem = session.get<Stem>(1);
  const auto leaf = session.get<Leaf>(1);
  stem->twigs.add(Leaf{.name = "b"});
  stem->twigs.remove(leaf);
  recorder.take();
  session.flush();
  EXPECT_EQ(written(), (Lines{"UPDATE leaf SET bough_id=? WHERE leaf.id = ? (NULL, 1)",
                              "INSERT INTO leaf (name, stem_id, bough_id) VALUES (?, ?, ?) "
                              "('b', NULL, 1)"}));
  EXPECT_EQ(names(session.query(leaves).filter(leaves.bough_id == 1).all()), Lines{"b"});
}

TEST_F(KindsTest, Case71QueriesAndStatementsAboutWhatIsNeverLoaded) {
  run("INSERT INTO stem VALUES (1, 's'), (2, 't')");
  run("INSERT INTO leaf VALUES (1, 'a', NULL, 1), (2, 'b', NULL, 1), (3, 'a', NULL, 2)");
  const auto stem = session.get<Stem>(1);
  recorder.take();
  EXPECT_EQ(names(session.query(stem->twigs).filter(leaves.name == "a").limit(5).all()),
            Lines{"a"});
  EXPECT_EQ(recorder.sent(),
            "SELECT leaf.id AS leaf_id, leaf.name AS leaf_name, leaf.stem_id AS leaf_stem_id, "
            "leaf.bough_id AS leaf_bough_id FROM leaf WHERE ? = leaf.bough_id AND leaf.name = ? "
            "LIMIT ? OFFSET ? (1, 'a', 5, 0)");
  EXPECT_EQ(session.insert_into(stem->twigs)
                .rows(std::vector{Leaf{.name = "c"}, Leaf{.name = "d"}})
                .execute(),
            2);
  EXPECT_EQ(written(), Lines{"INSERT INTO leaf (name, stem_id, bough_id) VALUES (?, NULL, ?), (?, "
                             "NULL, ?) ('c', 1, 'd', 1)"});
  EXPECT_EQ(session.update(stem->twigs).set(leaves.name, "z").filter(leaves.name == "a").execute(),
            1);
  EXPECT_EQ(written(), Lines{"UPDATE leaf SET name=? WHERE ? = leaf.bough_id AND leaf.name = ? "
                             "('z', 1, 'a')"});
  EXPECT_EQ(session.query(stem->twigs).count(), 4);
  EXPECT_EQ(session.delete_from(stem->twigs).execute(), 4);
  EXPECT_EQ(session.query(leaves).count(), 1);
  const auto fresh = session.add(Stem{.name = "u"});
  EXPECT_THROW(session.query(fresh->twigs), SessionError);
}

TEST_F(KindsTest, Case81TwoForeignKeysNeedACondition) {
  run("INSERT INTO box VALUES (1, 'one'), (2, 'two')");
  run("INSERT INTO part VALUES (1, 'x', 1, 2)");
  try {
    session.query(boxes).join(parts);
    FAIL() << "which of the two foreign keys it is was guessed";
  } catch (const QueryError& error) {
    EXPECT_STREQ(error.what(),
                 "join(part): 2 foreign keys connect part with the tables of the query; say "
                 "join(part, condition)");
  }
  EXPECT_EQ(session.query(boxes.name).join(parts, parts.spare_box_id == boxes.id).one(), "two");
  EXPECT_EQ(session.query(boxes.name).join(boxes.parts).one(), "one");
}

TEST_F(KindsTest, Case91OneToOne) {
  const auto holder = session.add(Holder{.country = "IT", .number = 7});
  const auto first = Handle<Passport>(Passport{.name = "first"});
  holder->passport = first;
  session.commit();
  EXPECT_EQ(first->h_country, "IT");
  EXPECT_EQ(first->holder.get(), holder);
  EXPECT_EQ(session.query(holders).filter(holders.passport.has()).count(), 1);
  recorder.take();
  holder->passport = Handle<Passport>(Passport{.name = "second"});
  EXPECT_FALSE(first->holder);
  session.commit();
  EXPECT_EQ(written(), (Lines{"UPDATE passport SET h_country=?, h_number=? WHERE passport.id = ? "
                              "(NULL, NULL, 1)",
                              "INSERT INTO passport (name, h_country, h_number) VALUES (?, ?, ?) "
                              "('second', 'IT', 7)"}));
  EXPECT_EQ(holder->passport->name, "second");
  holder->passport = nullptr;
  EXPECT_FALSE(holder->passport);
}

TEST_F(OneToOneTest, Case91TheOldOneIsLoadedAndLetGoOf) {
  run("INSERT INTO p VALUES (1, 'p')");
  run("INSERT INTO c VALUES (1, 'old', 1)");
  const auto owner = session.get<OwnerOfOne>(1);
  recorder.take();
  owner->c = Handle<Only>(Only{.name = "new"});
  session.commit();
  EXPECT_EQ(recorder.take(),
            (Lines{"SELECT c.id AS c_id, c.name AS c_name, c.p_id AS c_p_id FROM c WHERE ? = "
                   "c.p_id (1)",
                   "UPDATE c SET p_id=? WHERE c.id = ? (NULL, 1)",
                   "INSERT INTO c (name, p_id) VALUES (?, ?) ('new', 1)", "COMMIT"}));
  EXPECT_EQ(rows("SELECT * FROM c ORDER BY id"), (Lines{"(1, 'old', NULL)", "(2, 'new', 1)"}));
}

TEST_F(OneToOneTest, Case91AnOrphanIsDeleted) {
  run("INSERT INTO p VALUES (1, 'p')");
  run("INSERT INTO d VALUES (1, 'old', 1)");
  const auto owner = session.get<OwnerOfOne>(1);
  recorder.take();
  owner->d = Handle<Owned>(Owned{.name = "new"});
  session.commit();
  EXPECT_EQ(written(), (Lines{"INSERT INTO d (name, p_id) VALUES (?, ?) ('new', 1)",
                              "DELETE FROM d WHERE d.id = ? (1)"}));
  EXPECT_EQ(rows("SELECT * FROM d"), Lines{"(2, 'new', 1)"});
}

}  // namespace
}  // namespace retort::test::relationships
