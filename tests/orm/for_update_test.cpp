// Queries of rows that are about to be changed.

#include <gtest/gtest.h>

#include <chrono>
#include <string>

#include <retort/engine/engine.h>
#include <retort/engine/error.h>
#include <retort/orm/error.h>
#include <retort/orm/session.h>
#include <retort/schema/metadata.h>

#include "engine/temporary_folder.h"
#include "orm/library_fixture.h"

namespace retort::test {
namespace {

class ForUpdateTest : public testing::Test {
 protected:
  ForUpdateTest() {
    create_all(engine, metadata<AuthorModel, BookModel, ReviewModel>());
    engine.connect().execute("PRAGMA journal_mode = WAL");
    Session session(engine);
    session.add(Author{.name = "Eco"});
    session.commit();
  }

  tests::TemporaryFolder folder;
  engine::Engine engine{folder.url("a.db"), {.busy_timeout = std::chrono::milliseconds(0)}};
};

TEST_F(ForUpdateTest, KeepsOthersFromWritingUntilTheEnd) {
  Session first(engine);
  first.query(authors).with_for_update().one()->born = 1932;
  Session second(engine);
  EXPECT_THROW(second.query(authors).with_for_update().one(), engine::BusyError);
  EXPECT_EQ(second.query(authors).one()->born, std::nullopt);
  second.rollback();
  first.commit();
  EXPECT_EQ(second.query(authors).with_for_update().one()->born, 1932);
}

TEST_F(ForUpdateTest, ThrowsWhereAnotherHasWrittenSinceTheTransactionBeganToRead) {
  Session first(engine);
  EXPECT_EQ(first.query(authors).count(), 1);
  Session second(engine);
  second.add(Author{.name = "Levi"});
  second.commit();
  EXPECT_THROW(first.query(authors).with_for_update().all(), engine::BusyError);
  first.rollback();
  EXPECT_EQ(first.query(authors).with_for_update().all().size(), 2U);
}

TEST_F(ForUpdateTest, ReadsAgainWhatTheSessionHas) {
  Session session(engine);
  const auto eco = session.query(authors).one();
  EXPECT_EQ(eco->born, std::nullopt);
  session.commit();
  Session other(engine);
  other.query(authors).one()->born = 1932;
  other.commit();
  session.query(authors).with_for_update().one();
  EXPECT_EQ(eco->born, 1932);
}

TEST_F(ForUpdateTest, IsNotForSessionsThatReadOnly) {
  Session session(engine, {.read_only = true});
  EXPECT_THROW(session.query(authors).with_for_update().all(), SessionError);
}

TEST_F(ForUpdateTest, NeedsRows) {
  Session session(engine);
  EXPECT_THROW(session.query(literal(1)).with_for_update().all(), QueryError);
}

}  // namespace
}  // namespace retort::test
