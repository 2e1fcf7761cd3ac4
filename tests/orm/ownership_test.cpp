// The sentences of docs/ownership.md that lifetime_test.cpp has not.

#include <filesystem>
#include <thread>

#include <gtest/gtest.h>

#include <retort/engine/error.h>
#include <retort/orm/error.h>
#include <retort/orm/in_session.h>
#include <retort/schema/metadata.h>

#include "orm/case_models.h"

namespace {

using namespace retort::test::cases;

class OwnershipTest : public CaseTest<ParentModel, ChildModel> {
 protected:
  OwnershipTest() {
    run("INSERT INTO parent VALUES (1, 'p'), (2, 'q')");
    run("INSERT INTO child VALUES (1, 'a', 1), (2, 'b', 1)");
  }
};

TEST_F(OwnershipTest, AHandleKeepsAllObjectsOfItsSessionAlive) {
  Parent* other = nullptr;
  Handle<Child> kept;
  {
    Session short_lived(recorder.engine());
    kept = short_lived.get<Child>(2);
    other = &*short_lived.get<Parent>(2);
  }
  EXPECT_EQ(other->name, "q");
  EXPECT_EQ(kept->name, "b");
}

TEST_F(OwnershipTest, TheSessionKeepsWhatNobodyHolds) {
  const auto* before = &*session.get<Parent>(1);
  session.commit();
  recorder.take();
  EXPECT_EQ(&*session.get<Parent>(1), before);
  EXPECT_TRUE(recorder.take().empty());
}

TEST_F(OwnershipTest, HandlesAreCountedAcrossThreads) {
  auto handle = session.get<Parent>(1);
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([handle] {
      for (int j = 0; j < 1000; ++j) const auto copy = handle;
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(handle->name, "p");
}

TEST_F(OwnershipTest, AfterCommitRemovedObjectsKeepTheirValues) {
  const auto child = session.get<Child>(1);
  session.remove(child);
  session.commit();
  EXPECT_EQ(child->name, "a");
  EXPECT_FALSE(session.contains(child));
  EXPECT_THROW(session.refresh(child), SessionError);
}

TEST_F(OwnershipTest, AfterAFailedFlushNothingIsLoadedUntilRollback) {
  const auto p = session.get<Parent>(1);
  session.add(Parent{.id = 2, .name = "twin"});
  EXPECT_THROW(session.flush(), retort::engine::UniqueViolation);
  EXPECT_THROW(p->children.size(), PendingRollbackError);
  EXPECT_EQ(p->name, "p");
  session.rollback();
  EXPECT_EQ(p->children.size(), 2U);
}

TEST_F(OwnershipTest, ExpungedObjectsLoadNothing) {
  const auto p = session.get<Parent>(1);
  session.expunge(p);
  EXPECT_EQ(p->name, "p");
  EXPECT_THROW(p->children.size(), DetachedError);
  EXPECT_EQ(rows("SELECT count(*) FROM parent"), Lines{"(2)"});
}

TEST_F(OwnershipTest, ReferencesToEntitiesAreGoodWhileTheSessionIs) {
  auto& entity = *session.get<Parent>(1);
  for (int i = 0; i < 1000; ++i) session.add(Parent{.name = "x"});
  entity.name = "changed";
  session.commit();
  EXPECT_EQ(rows("SELECT name FROM parent WHERE id = 1"), Lines{"('changed')"});
}

TEST_F(OwnershipTest, EveryUseOfADeadSessionThrows) {
  auto dead = std::make_unique<Session>(recorder.engine());
  const auto p = dead->get<Parent>(1);
  const auto c = dead->get<Child>(1);
  const auto query = dead->query(parents);
  const auto update = dead->update(parents).set(parents.name, "x");
  const auto erase = dead->delete_from(parents);
  const auto raw = dead->sql("SELECT 1").columns<std::int64_t>();
  auto nested = dead->begin_nested();
  auto stream = dead->query(parents).stream();
  auto row = stream.begin();
  const auto quiet = dead->no_autoflush();
  dead.reset();
  EXPECT_THROW(query.all(), DetachedError);
  EXPECT_THROW(update.execute(), DetachedError);
  EXPECT_THROW(erase.execute(), DetachedError);
  EXPECT_THROW(raw.all(), DetachedError);
  EXPECT_THROW(nested.commit(), SessionError);
  EXPECT_THROW(nested.rollback(), SessionError);
  EXPECT_THROW(++row, DetachedError);
  EXPECT_THROW(p->children.size(), DetachedError);
  EXPECT_THROW(static_cast<void>(c->parent.get()), DetachedError);
  EXPECT_THROW(p->children.clear(), DetachedError);
  c->parent = p;
  p->name = "still there";
  session.add(p);
  EXPECT_EQ(p->children.size(), 2U);
}

TEST_F(OwnershipTest, EveryUseOfAnEmptyHandleThrows) {
  const Handle<Parent> empty;
  EXPECT_THROW(static_cast<void>(empty->name.size()), SessionError);
  EXPECT_THROW(static_cast<void>(*empty), SessionError);
  EXPECT_THROW(session.add(empty), SessionError);
  EXPECT_THROW(session.remove(empty), SessionError);
  EXPECT_THROW(session.expire(empty), SessionError);
  EXPECT_THROW(session.merge(empty), SessionError);
  EXPECT_FALSE(session.contains(empty));
}

TEST_F(OwnershipTest, ThreadsHaveASessionEach) {
  const auto folder = std::filesystem::path(testing::TempDir()) / "retort_ownership";
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  {
    retort::engine::Engine engine("sqlite:///" + (folder / "test.db").string());
    create_all(engine, metadata<ParentModel, ChildModel>());
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i) {
      threads.emplace_back([&engine] {
        for (int j = 0; j < 10; ++j)
          in_session(engine, [](Session& own) { own.add(Parent{.name = "p"}); },
                     {.mode = retort::engine::Mode::immediate});
      });
    }
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(Session(engine).query(parents).count(), 40);
  }
  std::filesystem::remove_all(folder);
}

}  // namespace
