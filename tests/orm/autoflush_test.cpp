// The flush that comes before what is asked: where it fails, the error is its own, and says what was asked.

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include <retort/engine/error.h>
#include <retort/orm/error.h>
#include <retort/orm/session.h>

#include "orm/case_models.h"

namespace {

using namespace retort::test::cases;

class AutoflushTest : public CaseTest<ParentModel, ChildModel, NodeModel> {
 protected:
  AutoflushTest() {
    run("INSERT INTO parent VALUES (1, 'p'), (2, 'q')");
    run("INSERT INTO child VALUES (7, 'a', 1)");
  }

  /// What is thrown where a child is in the way whose key is taken; its type is the database's.
  template <class Work>
  std::string refused(const Work& work) {
    session.rollback();
    session.add(Child{.id = 7, .name = "again"});
    try {
      work();
    } catch (const retort::engine::UniqueViolation& error) {
      return error.what();
    }
    return "nothing";
  }
  template <class Work>
  void expect_named(const std::string& what, const Work& work) {
    const auto message = refused(work);
    EXPECT_NE(message.find("UNIQUE constraint failed: child.id"), std::string::npos) << message;
    EXPECT_NE(message.find("[raised by the flush before: " + what), std::string::npos) << message;
    EXPECT_NE(message.find("session.no_autoflush()"), std::string::npos) << message;
    EXPECT_EQ(message.find('\n'), std::string::npos) << message;
  }
};

TEST_F(AutoflushTest, ItsErrorNamesTheQuery) {
  const auto query = session.query(parents.name).filter(parents.id == 1);
  const std::string sql = "SELECT parent.name AS parent_name  FROM parent  WHERE parent.id = ?;";
  expect_named(sql, [&] { (void)query.one(); });
  expect_named(sql, [&] { (void)query.first(); });
  expect_named(sql, [&] { (void)query.count(); });
  expect_named(sql, [&] { (void)query.exists(); });
  expect_named("DELETE FROM parent;", [&] { session.sql("DELETE FROM parent").execute(); });
}

TEST_F(AutoflushTest, ItsErrorNamesWhatWasLoaded) {
  expect_named("get() of a row of parent;", [&] { session.get<Parent>(1); });
  expect_named("get_many() of rows of parent;", [&] { session.get_many<Parent>({1, 2}); });
  expect_named("insert() into parent;", [&] { session.insert(Parent{.name = "r"}); });
  expect_named("merge() of an object of parent;", [&] { session.merge(Parent{.id = 1}); });
  session.rollback();
  const auto parent = session.get<Parent>(1);
  EXPECT_EQ(parent->name, "p");
  expect_named("loading the HasMany of parent to child (by parent_id);",
               [&] { (void)parent->children.size(); });
}

TEST_F(AutoflushTest, ALongQueryIsShortened) {
  std::vector<std::int64_t> ids(200, 1);
  const auto message =
      refused([&] { (void)session.query(parents).filter(parents.id.in(ids)).all(); });
  EXPECT_NE(message.find("...; where objects"), std::string::npos) << message;
  EXPECT_LT(message.size(), 800U);
}

TEST_F(AutoflushTest, AFlushThatWasAskedForSaysNothingOfOthers) {
  EXPECT_EQ(refused([&] { session.flush(); }).find("raised by"), std::string::npos);
  EXPECT_EQ(refused([&] { session.commit(); }).find("raised by"), std::string::npos);
}

TEST_F(AutoflushTest, WhatFollowsTheErrorRepeatsTheFirstOne) {
  refused([&] { session.get<Parent>(1); });
  try {
    (void)session.query(parents).all();
    FAIL();
  } catch (const PendingRollbackError& error) {
    EXPECT_EQ(std::string(error.what()).find("raised by"), std::string::npos) << error.what();
  }
}

TEST_F(AutoflushTest, NothingIsWrittenWhileItIsHeldBack) {
  const auto message = refused([&] {
    const auto quiet = session.no_autoflush();
    EXPECT_EQ(session.query(parents).count(), 2);
    EXPECT_EQ(session.get<Parent>(1)->children.size(), 1U);
  });
  EXPECT_EQ(message, "nothing");
}

}  // namespace
