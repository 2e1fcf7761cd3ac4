// Transaction and Savepoint.

#include <gtest/gtest.h>

#include <optional>

#include <retort/engine/engine.h>
#include <retort/engine/error.h>
#include <retort/engine/transaction.h>

namespace retort::engine {
namespace {

class TransactionTest : public testing::Test {
 protected:
  TransactionTest() { connection.execute("CREATE TABLE t (a UNIQUE)"); }

  void insert(int a) { connection.execute("INSERT INTO t VALUES (?)", {a}); }
  std::string rows() {
    return to_text(*connection.scalar("SELECT coalesce(group_concat(a), '') FROM t"));
  }

  std::string echoed;
  Engine engine{"sqlite://", {.echo = [this](const EchoEvent& event) {
                  if (!event.sql.starts_with("SELECT")) echoed += std::string(event.sql) + '\n';
                }}};
  Connection connection = engine.connect();
};

TEST_F(TransactionTest, InMemoryTwoConnectionsAreOneAndTakeTurns) {
  Connection other = engine.connect();
  Transaction transaction(connection);
  try {
    Transaction second(other);
    FAIL() << "it would be part of the first";
  } catch (const UsageError& error) {
    EXPECT_NE(std::string(error.what())
                  .find("sessions and connections of a database in memory "
                        "share one, and take turns"),
              std::string::npos);
  }
  transaction.commit();
  EXPECT_NO_THROW(Transaction(other).commit());
}

TEST_F(TransactionTest, KeepsWhatIsCommitted) {
  Transaction transaction(connection);
  EXPECT_TRUE(transaction.active());
  EXPECT_TRUE(connection.in_transaction());
  insert(1);
  transaction.commit();
  EXPECT_FALSE(transaction.active());
  EXPECT_FALSE(connection.in_transaction());
  EXPECT_EQ(rows(), "'1'");
}

TEST_F(TransactionTest, UndoesTheRest) {
  {
    Transaction transaction(connection);
    insert(1);
  }
  Transaction transaction(connection);
  insert(2);
  transaction.rollback();
  EXPECT_FALSE(transaction.active());
  EXPECT_EQ(rows(), "''");
}

TEST_F(TransactionTest, IsRolledBackByAnException) {
  EXPECT_THROW(
      {
        Transaction transaction(connection);
        insert(1);
        insert(1);
      },
      UniqueViolation);
  EXPECT_FALSE(connection.in_transaction());
  EXPECT_EQ(rows(), "''");
}

TEST_F(TransactionTest, HasNoSecondInside) {
  Transaction transaction(connection);
  EXPECT_THROW(Transaction second(connection), UsageError);
  EXPECT_TRUE(transaction.active());
}

TEST_F(TransactionTest, CannotBeCommittedTwice) {
  Transaction transaction(connection);
  transaction.commit();
  EXPECT_THROW(transaction.commit(), UsageError);
  transaction.rollback();  // Nothing is open, so there is nothing to do.
}

TEST_F(TransactionTest, NoticesThatTheDatabaseRolledBackByItself) {
  Transaction transaction(connection);
  insert(1);
  EXPECT_THROW(connection.execute("INSERT OR ROLLBACK INTO t VALUES (1)"), UniqueViolation);
  EXPECT_FALSE(transaction.active());
  EXPECT_THROW(transaction.commit(), UsageError);
  transaction.rollback();
  EXPECT_EQ(rows(), "''");
}

TEST_F(TransactionTest, TakesTheLockThatItWasAskedFor) {
  echoed.clear();
  Transaction(connection, Mode::deferred).commit();
  Transaction(connection, Mode::immediate).commit();
  Transaction(connection, Mode::exclusive).rollback();
  EXPECT_EQ(echoed, "BEGIN\nCOMMIT\nBEGIN IMMEDIATE\nCOMMIT\nBEGIN EXCLUSIVE\nROLLBACK\n");
}

TEST_F(TransactionTest, SavepointsUndoAPart) {
  Transaction transaction(connection);
  insert(1);
  {
    Savepoint kept(connection);
    insert(2);
    kept.release();
    EXPECT_FALSE(kept.active());
  }
  {
    Savepoint undone(connection);
    insert(3);
  }
  Savepoint also_undone(connection);
  insert(4);
  also_undone.rollback();
  EXPECT_FALSE(also_undone.active());
  transaction.commit();
  EXPECT_EQ(rows(), "'1,2'");
}

TEST_F(TransactionTest, SavepointsAreNamedByDepth) {
  Transaction transaction(connection);
  echoed.clear();
  {
    Savepoint outer(connection);
    Savepoint(connection).release();
    Savepoint inner(connection);
    inner.rollback();
    outer.release();
  }
  EXPECT_EQ(echoed,
            "SAVEPOINT retort_1\n"
            "SAVEPOINT retort_2\nRELEASE SAVEPOINT retort_2\n"
            "SAVEPOINT retort_2\nROLLBACK TO SAVEPOINT retort_2\nRELEASE SAVEPOINT retort_2\n"
            "RELEASE SAVEPOINT retort_1\n");
}

TEST_F(TransactionTest, EndingAnOuterSavepointEndsTheInner) {
  Transaction transaction(connection);
  Savepoint outer(connection);
  Savepoint inner(connection);
  insert(1);
  outer.rollback();
  EXPECT_FALSE(inner.active());
  EXPECT_THROW(inner.release(), UsageError);
  inner.rollback();
  insert(2);
  transaction.commit();
  EXPECT_EQ(rows(), "'2'");
}

TEST_F(TransactionTest, SavepointsEndWithTheirTransaction) {
  std::optional<Transaction> transaction(connection);
  Savepoint savepoint(connection);
  transaction->commit();
  EXPECT_FALSE(savepoint.active());
  EXPECT_THROW(savepoint.release(), UsageError);
}

TEST_F(TransactionTest, AnAbandonedSavepointDoesNotTouchTheNextTransaction) {
  Transaction first(connection);
  std::optional<Savepoint> old(connection);
  first.rollback();
  Transaction second(connection);
  insert(1);
  old.reset();
  second.commit();
  EXPECT_EQ(rows(), "'1'");
}

TEST_F(TransactionTest, SavepointsNeedATransaction) {
  EXPECT_THROW(Savepoint savepoint(connection), UsageError);
}

}  // namespace
}  // namespace retort::engine
