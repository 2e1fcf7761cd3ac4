// Sessions in a transaction of somebody else: a test that leaves nothing behind.

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include <retort/engine/error.h>
#include <retort/engine/transaction.h>
#include <retort/schema/metadata.h>

#include "orm/library_fixture.h"

namespace retort::test {
namespace {

using Names = std::vector<std::string>;

class OuterTransactionTest : public testing::Test {
 protected:
  OuterTransactionTest() {
    create_all(recorder.engine(), metadata<AuthorModel, BookModel, ReviewModel>());
    recorder.take();
  }

  Names names() {
    Session reader(connection);
    return reader.query(authors.name).order_by(authors.name).all();
  }

  Recorder recorder;
  engine::Connection connection = recorder.engine().connect();
};

TEST_F(OuterTransactionTest, CommitReleasesASavepoint) {
  engine::Transaction everything(connection);
  {
    Session session(connection);
    session.add(Author{.name = "Eco"});
    session.commit();
    session.add(Author{.name = "Levi"});
    session.rollback();
    session.add(Author{.name = "Calvino"});
    session.commit();
    session.add(Author{.name = "lost with its session"});
    session.flush();
  }
  EXPECT_EQ(recorder.take(),
            (Names{"BEGIN", "SAVEPOINT retort_1",
                   "INSERT INTO authors (name, born) VALUES (?, ?) RETURNING country ('Eco', NULL)",
                   "RELEASE SAVEPOINT retort_1", "SAVEPOINT retort_1",
                   "INSERT INTO authors (name, born) VALUES (?, ?) RETURNING country ('Calvino', "
                   "NULL)",
                   "RELEASE SAVEPOINT retort_1", "SAVEPOINT retort_1",
                   "INSERT INTO authors (name, born) VALUES (?, ?) RETURNING country ('lost with "
                   "its session', NULL)",
                   "ROLLBACK TO SAVEPOINT retort_1", "RELEASE SAVEPOINT retort_1"}));
  EXPECT_EQ(names(), (Names{"Calvino", "Eco"}));
  everything.rollback();
  EXPECT_EQ(names(), Names{});
}

TEST_F(OuterTransactionTest, NestedTransactionsAndFailuresStayInside) {
  engine::Transaction everything(connection);
  Session session(connection);
  session.add(Author{.name = "Eco"});
  session.commit();
  {
    auto nested = session.begin_nested();
    session.add(Author{.name = "Levi"});
    nested.rollback();
  }
  session.add(Author{.name = "Eco"});
  EXPECT_THROW(session.commit(), engine::UniqueViolation);
  session.rollback();
  EXPECT_TRUE(connection.in_transaction());
  session.add(Author{.name = "Calvino"});
  session.commit();
  everything.commit();
  EXPECT_EQ(names(), (Names{"Calvino", "Eco"}));
}

TEST_F(OuterTransactionTest, OutsideOfOneTheSessionBeginsItsOwn) {
  Session session(connection);
  session.add(Author{.name = "Eco"});
  recorder.take();
  session.commit();
  EXPECT_EQ(recorder.take().front(), "BEGIN");
  EXPECT_FALSE(connection.in_transaction());
}

TEST_F(OuterTransactionTest, TheOuterEndUnderneathIsSeen) {
  engine::Transaction everything(connection);
  Session session(connection);
  const auto eco = session.add(Author{.name = "Eco"});
  session.flush();
  everything.rollback();
  EXPECT_THROW(session.commit(), engine::UsageError);
  session.rollback();
  EXPECT_EQ(session.query(authors).count(), 0);
}

TEST_F(OuterTransactionTest, TheFailureNamesTheColumns) {
  Session session(connection);
  session.add(Author{.name = "Eco"});
  session.add(Author{.name = "Eco"});
  EXPECT_THROW(session.flush(), engine::UniqueViolation);
  ASSERT_NE(session.failure(), nullptr);
  EXPECT_EQ(session.failure()->table, "authors");
  EXPECT_EQ(session.failure()->columns, Names{"name"});
  session.rollback();
  const auto book = session.add(Book{.title = "Rose"});
  session.add(Review{.book_id = 0, .reader = "a", .stars = 9});
  EXPECT_THROW(session.flush(), engine::CheckViolation);
  EXPECT_EQ(session.failure()->columns, Names{});
}

}  // namespace
}  // namespace retort::test
