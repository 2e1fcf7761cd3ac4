// Nested transactions: what a savepoint's rollback does to rows and objects. The numbers are those
// of the reference's cases.

#include <gtest/gtest.h>

#include <retort/engine/error.h>
#include <retort/orm/error.h>
#include <retort/orm/session.h>

#include "orm/case_models.h"

namespace {

using namespace retort::test::cases;

class NestedTransactionTest : public CaseTest<ParentModel, ChildModel> {
 protected:
  NestedTransactionTest() {
    run("INSERT INTO parent VALUES (1, 'p'), (2, 'q')");
    run("INSERT INTO child VALUES (1, 'a', 1), (2, 'b', 1)");
    recorder.take();
  }
};

TEST_F(NestedTransactionTest, IsASavepoint) {
  auto nested = session.begin_nested();
  session.add(Parent{.name = "r"});
  nested.commit();
  EXPECT_FALSE(nested.active());
  session.commit();
  EXPECT_EQ(recorder.take(),
            (Lines{"BEGIN", "SAVEPOINT retort_1", "INSERT INTO parent (name) VALUES (?) ('r')",
                   "RELEASE SAVEPOINT retort_1", "COMMIT"}));
}

TEST_F(NestedTransactionTest, Case47ANewObjectKeepsItsKeyAfterRollback) {
  const auto parent = session.add(Parent{.name = "r"});
  session.flush();
  session.rollback();
  EXPECT_FALSE(session.contains(parent));
  EXPECT_EQ(parent->id, 3);
  session.add(parent);
  recorder.take();
  session.commit();
  EXPECT_EQ(written(), Lines{"INSERT INTO parent (id, name) VALUES (?, ?) (3, 'r')"});
}

TEST_F(NestedTransactionTest, ADeletedChildIsBackWithTheSavepoint) {
  const auto p = session.get<Parent>(1);
  const auto a = session.get<Child>(1);
  ASSERT_EQ(p->children.size(), 2U);
  auto nested = session.begin_nested();
  p->children.remove(a);
  session.remove(a);
  session.flush();
  EXPECT_EQ(p->children.size(), 1U);
  EXPECT_FALSE(session.get<Child>(1));
  nested.rollback();
  EXPECT_TRUE(session.contains(a));
  EXPECT_EQ(session.get<Child>(1), a);
  EXPECT_EQ(p->children.size(), 2U);
  EXPECT_EQ(a->parent_id, 1);
  EXPECT_EQ(a->parent.get(), p);
  recorder.take();
  a->name = "back";
  session.commit();
  EXPECT_EQ(written(), Lines{"UPDATE child SET name=? WHERE child.id = ? ('back', 1)"});
}

TEST_F(NestedTransactionTest, Case50ADuplicateKeyAndWhatIsLeft) {
  const auto p = session.get<Parent>(1);
  const auto kept = session.add(Child{.name = "c1", .parent = p});
  session.flush();
  {
    auto nested = session.begin_nested();
    session.add(Parent{.id = 2, .name = "twin"});
    EXPECT_THROW(session.flush(), retort::engine::UniqueViolation);
    EXPECT_EQ(session.failure()->key, "(2)");
    EXPECT_EQ(session.failure()->operation, "INSERT");
    EXPECT_THROW(session.query(parents).count(), PendingRollbackError);
    nested.rollback();
    EXPECT_EQ(session.failure(), nullptr);
  }
  session.commit();
  EXPECT_EQ(rows("SELECT name FROM child WHERE parent_id = 1"),
            (Lines{"('a')", "('b')", "('c1')"}));
  EXPECT_TRUE(session.contains(kept));
  session.add(Parent{.id = 1, .name = "twin"});
  const auto lost = p->children.add(Child{.name = "c2"});
  EXPECT_THROW(session.flush(), retort::engine::UniqueViolation);
  session.rollback();
  EXPECT_TRUE(session.contains(p));
  EXPECT_FALSE(session.contains(lost));
  EXPECT_EQ(p->children.size(), 3U);
}

TEST_F(NestedTransactionTest, Case53WhatWasNotChangedInsideStaysLoaded) {
  const auto p = session.get<Parent>(1);
  const auto q = session.get<Parent>(2);
  const auto a = session.get<Child>(1);
  const auto b = session.get<Child>(2);
  EXPECT_EQ(p->name + q->name + a->name + b->name, "pqab");
  Handle<Parent> added;
  {
    auto nested = session.begin_nested();
    p->name = "changed";
    session.remove(a);
    added = session.add(Parent{.name = "r"});
    session.flush();
    b->name = "not flushed";
  }
  recorder.take();
  EXPECT_EQ(q->name, "q");
  EXPECT_EQ(recorder.take(), Lines{});
  EXPECT_EQ(p->name, "p");
  EXPECT_EQ(recorder.take().size(), 1U);
  EXPECT_TRUE(session.contains(a));
  EXPECT_EQ(a->name, "a");
  EXPECT_EQ(b->name, "b");
  EXPECT_FALSE(session.contains(added));
  session.commit();
  EXPECT_EQ(rows("SELECT name FROM parent"), (Lines{"('p')", "('q')"}));
}

TEST_F(NestedTransactionTest, Case53AnOuterRollbackUndoesWhatWasCommittedInside) {
  auto nested = session.begin_nested();
  const auto added = session.add(Parent{.name = "r"});
  nested.commit();
  EXPECT_TRUE(session.contains(added));
  session.rollback();
  EXPECT_FALSE(session.contains(added));
  EXPECT_EQ(rows("SELECT count(*) FROM parent"), Lines{"(2)"});
}

TEST_F(NestedTransactionTest, Case54Collections) {
  const auto q = session.get<Parent>(2);
  q->children.add(Child{.name = "one"});
  {
    auto nested = session.begin_nested();
    q->name = "changed";
    q->children.add(Child{.name = "two"});
    session.flush();
    EXPECT_EQ(q->children.size(), 2U);
  }
  EXPECT_EQ(q->name, "q");
  EXPECT_EQ(names(q->children), Lines{"one"});
  session.commit();
  EXPECT_EQ(rows("SELECT name FROM child WHERE parent_id = 2"), Lines{"('one')"});
}

TEST_F(NestedTransactionTest, Case55AGuardForAnInsertThatFails) {
  session.add(Parent{.name = "r"});
  try {
    auto nested = session.begin_nested();
    session.add(Parent{.id = 1, .name = "twin"});
    nested.commit();
    FAIL() << "two rows have one key";
  } catch (const retort::engine::UniqueViolation&) {
  }
  session.add(Parent{.name = "s"});
  session.commit();
  EXPECT_EQ(recorder.take(),
            (Lines{"BEGIN", "INSERT INTO parent (name) VALUES (?) ('r')", "SAVEPOINT retort_1",
                   "INSERT INTO parent (id, name) VALUES (?, ?) (1, 'twin')",
                   "ROLLBACK TO SAVEPOINT retort_1", "RELEASE SAVEPOINT retort_1",
                   "INSERT INTO parent (name) VALUES (?) ('s')", "COMMIT"}));
  EXPECT_EQ(rows("SELECT name FROM parent ORDER BY id"),
            (Lines{"('p')", "('q')", "('r')", "('s')"}));
}

TEST_F(NestedTransactionTest, OneInsideTheOther) {
  auto outer = session.begin_nested();
  const auto r = session.add(Parent{.name = "r"});
  auto inner = session.begin_nested();
  const auto s = session.add(Parent{.name = "s"});
  r->name = "changed";
  inner.rollback();
  EXPECT_THROW(inner.commit(), SessionError);
  EXPECT_EQ(r->name, "r");
  EXPECT_TRUE(outer.active());
  auto second = session.begin_nested();
  outer.commit();
  EXPECT_FALSE(second.active());
  session.commit();
  EXPECT_FALSE(session.contains(s));
  EXPECT_EQ(rows("SELECT name FROM parent WHERE id > 2"), Lines{"('r')"});
}

TEST_F(NestedTransactionTest, EndsWithWhatIsAroundIt) {
  auto nested = session.begin_nested();
  session.commit();
  EXPECT_FALSE(nested.active());
  EXPECT_THROW(nested.rollback(), SessionError);
  auto other = session.begin_nested();
  session.rollback();
  EXPECT_THROW(other.commit(), SessionError);
  auto last = session.begin_nested();
  session = Session(recorder.engine());
  EXPECT_THROW(last.commit(), SessionError);
}

TEST_F(NestedTransactionTest, StatementsInsideAreUndoneInMemoryToo) {
  {
    auto nested = session.begin_nested();
    session.update(parents).set(parents.name, "x").execute();
    EXPECT_EQ(session.get<Parent>(2)->name, "x");
  }
  EXPECT_EQ(session.get<Parent>(2)->name, "q");
  {
    auto nested = session.begin_nested();
    session.sql("UPDATE parent SET name = 'y'").execute();
    session.refresh(session.get<Parent>(2));
    EXPECT_EQ(session.get<Parent>(2)->name, "y");
  }
  EXPECT_EQ(session.get<Parent>(2)->name, "q");
}

TEST_F(NestedTransactionTest, Case49RollbackRestoresCollections) {
  const auto p = session.get<Parent>(1);
  p->children.remove(p->children[0]);
  p->children.add(Child{.name = "c"});
  session.flush();
  EXPECT_EQ(names(p->children), (Lines{"b", "c"}));
  session.rollback();
  EXPECT_EQ(names(p->children), (Lines{"a", "b"}));
}

TEST_F(NestedTransactionTest, Case51AKeyThatWasTakenOver) {
  const auto p = session.get<Parent>(1);
  const auto q = session.get<Parent>(2);
  for (const auto id : {1, 2}) session.remove(session.get<Child>(id));
  session.remove(p);
  session.flush();
  q->id = 1;
  session.flush();
  EXPECT_EQ(session.get<Parent>(1), q);
  session.rollback();
  EXPECT_EQ(session.get<Parent>(1), p);
  EXPECT_EQ(session.get<Parent>(2), q);
  EXPECT_EQ(p->name, "p");
}

}  // namespace
