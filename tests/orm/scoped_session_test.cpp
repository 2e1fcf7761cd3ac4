// One session for each thread.

#include <atomic>
#include <filesystem>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include <retort/orm/scoped_session.h>
#include <retort/schema/metadata.h>

#include "engine/temporary_folder.h"
#include "orm/library_fixture.h"

namespace retort::test {
namespace {

class ScopedSessionTest : public testing::Test {
 protected:
  ScopedSessionTest() { create_all(engine, metadata<AuthorModel, BookModel, ReviewModel>()); }

  tests::TemporaryFolder folder;
  engine::Engine engine{folder.url("scoped.db"), {.on_connect = [](engine::Connection& connection) {
                          connection.execute_script("PRAGMA journal_mode = WAL");
                        }}};
};

TEST_F(ScopedSessionTest, IsTheSameUntilItIsRemoved) {
  ScopedSession sessions(engine);
  const auto eco = sessions->add(Author{.name = "Eco"});
  EXPECT_TRUE(sessions->contains(eco));
  sessions->flush();
  sessions.remove();
  // What was not committed went with it.
  EXPECT_EQ(sessions->query(authors).count(), 0);
  EXPECT_FALSE(sessions->contains(eco));
  ScopedSession others(engine);
  EXPECT_NE(&*others, &*sessions);
}

TEST_F(ScopedSessionTest, EachThreadHasItsOwn) {
  int begun = 0;
  ScopedSession sessions(engine, {.mode = engine::Mode::immediate}, [&](Session&) { ++begun; });
  sessions.get();
  std::atomic<int> failures = 0;
  std::atomic<int> shared = 0;
  std::vector<std::thread> threads;
  ScopedSession writers(engine, {.mode = engine::Mode::immediate});
  for (int i = 0; i < 4; ++i)
    threads.emplace_back([&, i, mine = &*sessions] {
      try {
        for (int round = 0; round < 5; ++round) {
          if (&*writers == mine) ++shared;
          writers->add(Author{.name = std::to_string(i) + "-" + std::to_string(round)});
          writers->commit();
        }
        writers->add(Author{.name = "of a thread that ends"});
        writers->flush();
      } catch (const std::exception&) {
        ++failures;
      }
    });
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(begun, 1);
  EXPECT_EQ(failures, 0);
  EXPECT_EQ(shared, 0);
  EXPECT_EQ(sessions->query(authors).count(), 20);
}

TEST_F(ScopedSessionTest, MayEndBeforeThreadsThatUsedIt) {
  std::optional<ScopedSession> sessions(std::in_place, engine);
  std::thread([&] { sessions->get().add(Author{.name = "Eco"}); }).join();
  sessions->get();
  sessions.reset();
  ScopedSession others(engine);
  EXPECT_EQ(others->query(authors).count(), 0);
}

TEST_F(ScopedSessionTest, ReadOnlySessionsOfThreadsReadBesideAWriter) {
  Session writer(engine, {.mode = engine::Mode::immediate});
  writer.add(Author{.name = "Eco"});
  writer.flush();
  ScopedSession readers(engine, {.read_only = true});
  std::atomic<int> wrong = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i)
    threads.emplace_back([&] {
      for (int round = 0; round < 10; ++round) {
        if (readers->query(authors).count() != 0) ++wrong;
        readers->rollback();
      }
    });
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(wrong, 0);
  writer.commit();
  EXPECT_EQ(readers->query(authors).count(), 1);
}

}  // namespace
}  // namespace retort::test
