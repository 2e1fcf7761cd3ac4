// Statement: binding, stepping, reading, and the cache it comes from.

#include <gtest/gtest.h>

#include <limits>

#include <retort/engine/engine.h>
#include <retort/engine/error.h>

namespace retort::engine {
namespace {

using namespace std::string_literals;

class StatementTest : public testing::Test {
 protected:
  Engine engine{"sqlite://"};
  Connection connection = engine.connect();
};

TEST_F(StatementTest, EveryValueComesBackAsItWasBound) {
  const std::vector<Value> values = {
      Null{},
      std::numeric_limits<std::int64_t>::min(),
      std::numeric_limits<std::int64_t>::max(),
      0.1,
      std::numeric_limits<double>::infinity(),
      ""s,
      "nul\0inside"s,
      "ünï"s,
      Blob{},
      Blob{std::byte{0}, std::byte{1}},
  };
  Statement statement = connection.prepare("SELECT ?");
  for (const Value& value : values) {
    statement.bind(1, value);
    ASSERT_TRUE(statement.step());
    EXPECT_EQ(statement.value(0), value) << to_text(value);
    EXPECT_FALSE(statement.step());
  }
}

TEST_F(StatementTest, BindsWhatPeopleWrite) {
  Statement statement = connection.prepare("SELECT ?, ?, ?, ?, ?");
  const std::string text = "text";
  const Blob blob = {std::byte{7}};
  statement.bind(1, 42);
  statement.bind(2, true);
  statement.bind(3, "literal");
  statement.bind(4, text);
  statement.bind(5, blob);
  ASSERT_TRUE(statement.step());
  EXPECT_EQ(statement.int64(0), 42);
  EXPECT_EQ(statement.int64(1), 1);
  EXPECT_EQ(statement.text(2), "literal");
  EXPECT_EQ(statement.text(3), "text");
  EXPECT_EQ(statement.blob(4).size(), 1u);
}

TEST_F(StatementTest, TheCellsOfARowAreBoundTogether) {
  auto from = connection.prepare("SELECT NULL, 7, 2.5, 'text', x'00ff', ''");
  ASSERT_TRUE(from.step());
  std::vector<Cell> cells(6);
  from.cells(0, cells);
  auto into = connection.prepare("SELECT ?, ?, ?, ?, ?, ?, ?");
  into.bind(1, "first");
  into.bind_cells(2, cells);
  ASSERT_TRUE(into.step());
  EXPECT_EQ(into.text(0), "first");
  for (int column = 0; column < 6; ++column) EXPECT_EQ(into.value(column + 1), from.value(column));
  into.reset();
  EXPECT_THROW(into.bind_cells(3, cells), UsageError);
  EXPECT_THROW(into.bind_cells(0, cells), UsageError);
  EXPECT_THROW(into.bind_cells(9, cells), UsageError);
  into.bind_cells(8, {});
}

TEST_F(StatementTest, AnEmptyViewIsEmptyTextAndNotNull) {
  Statement statement = connection.prepare("SELECT ?, ?");
  statement.bind(1, std::string_view());
  statement.bind(2, std::span<const std::byte>());
  ASSERT_TRUE(statement.step());
  EXPECT_EQ(statement.storage(0), Storage::text);
  EXPECT_EQ(statement.storage(1), Storage::blob);
}

TEST_F(StatementTest, TellsItsColumnsAndParameters) {
  Statement statement = connection.prepare("SELECT 1 AS one, 2.5, 'x', NULL WHERE ? < ?");
  EXPECT_EQ(statement.column_count(), 4);
  EXPECT_EQ(statement.parameter_count(), 2);
  EXPECT_EQ(statement.column_name(0), "one");
  statement.bind_all(std::vector<Value>{std::int64_t{1}, std::int64_t{2}});
  ASSERT_TRUE(statement.step());
  EXPECT_EQ(statement.storage(0), Storage::integer);
  EXPECT_EQ(statement.storage(1), Storage::real);
  EXPECT_EQ(statement.storage(2), Storage::text);
  EXPECT_TRUE(statement.is_null(3));
  EXPECT_EQ(statement.real(1), 2.5);
}

TEST_F(StatementTest, CanBeBoundAndRunAgainAfterItsLastRow) {
  connection.execute("CREATE TABLE t (a)");
  Statement insert = connection.prepare("INSERT INTO t VALUES (?)");
  for (int i = 0; i < 3; ++i) {
    insert.bind(1, i);
    EXPECT_FALSE(insert.step());
  }
  insert.run();  // What was bound stays bound.
  EXPECT_EQ(connection.scalar("SELECT group_concat(a) FROM t"), Value{"0,1,2,2"});
}

TEST_F(StatementTest, CanRunAgainAfterAnError) {
  connection.execute("CREATE TABLE t (a UNIQUE)");
  Statement insert = connection.prepare("INSERT INTO t VALUES (?)");
  insert.bind(1, 1);
  insert.run();
  EXPECT_THROW(insert.run(), UniqueViolation);
  insert.bind(1, 2);
  insert.run();
  EXPECT_EQ(connection.scalar("SELECT count(*) FROM t"), Value{std::int64_t{2}});
}

TEST_F(StatementTest, RefusesAParameterThatItDoesNotHave) {
  Statement statement = connection.prepare("SELECT ?");
  for (const int parameter : {-1, 0, 2}) EXPECT_THROW(statement.bind(parameter, 1), UsageError);
  EXPECT_THROW(statement.bind_all(std::vector<Value>(2)), UsageError);
  EXPECT_THROW(connection.execute("SELECT ?"), UsageError);
}

TEST_F(StatementTest, RefusesABindWhileItsRowsAreRead) {
  Statement statement = connection.prepare("SELECT ?");
  statement.bind(1, 1);
  ASSERT_TRUE(statement.step());
  EXPECT_THROW(statement.bind(1, 2), UsageError);
  statement.reset();
  statement.bind(1, 2);
  ASSERT_TRUE(statement.step());
  EXPECT_EQ(statement.int64(0), 2);
}

TEST_F(StatementTest, IsMovable) {
  Statement a = connection.prepare("SELECT 1");
  Statement b = connection.prepare("SELECT 2");
  a = std::move(b);
  ASSERT_TRUE(a.step());
  EXPECT_EQ(a.int64(0), 2);
}

TEST_F(StatementTest, IsPreparedOncePerText) {
  const auto before = connection.counters();
  for (int i = 0; i < 5; ++i) connection.execute("SELECT 1");
  EXPECT_EQ(connection.counters().prepared - before.prepared, 1);
  EXPECT_EQ(connection.counters().run - before.run, 5);
}

TEST_F(StatementTest, TwoOfTheSameTextDoNotDisturbEachOther) {
  connection.execute_script("CREATE TABLE t (a); INSERT INTO t VALUES (1), (2)");
  const std::string sql = "SELECT a FROM t ORDER BY a";
  for (int round = 0; round < 3; ++round) {
    Statement outer = connection.prepare(sql);
    ASSERT_TRUE(outer.step());
    {
      Statement inner = connection.prepare(sql);
      ASSERT_TRUE(inner.step());
      ASSERT_TRUE(inner.step());
      EXPECT_EQ(inner.int64(0), 2);
    }
    EXPECT_EQ(outer.int64(0), 1);
    ASSERT_TRUE(outer.step());
    EXPECT_EQ(outer.int64(0), 2);
  }
}

TEST_F(StatementTest, ComesFromTheCacheWithNothingBound) {
  {
    Statement first = connection.prepare("SELECT ?");
    const std::string gone = "gone with the block";
    first.bind(1, gone);
    ASSERT_TRUE(first.step());
  }
  Statement second = connection.prepare("SELECT ?");
  ASSERT_TRUE(second.step());
  EXPECT_TRUE(second.is_null(0));
}

TEST_F(StatementTest, OutlivesAChangeOfTheSchema) {
  connection.execute_script("CREATE TABLE t (a); INSERT INTO t VALUES (1)");
  EXPECT_EQ(connection.rows("SELECT * FROM t")[0].size(), 1u);
  connection.execute("ALTER TABLE t ADD COLUMN b DEFAULT 2");
  EXPECT_EQ(connection.rows("SELECT * FROM t")[0].size(), 2u);
}

TEST(StatementCache, DropsTheLeastRecentlyUsed) {
  Engine engine("sqlite://", {.statement_cache = 2});
  Connection connection = engine.connect();
  const auto prepared = [&](const char* sql) {
    const auto before = connection.counters().prepared;
    connection.execute(sql);
    return connection.counters().prepared - before;
  };
  EXPECT_EQ(prepared("SELECT 1"), 1);
  EXPECT_EQ(prepared("SELECT 2"), 1);
  EXPECT_EQ(prepared("SELECT 1"), 0);
  EXPECT_EQ(prepared("SELECT 3"), 1);  // SELECT 2 goes
  EXPECT_EQ(prepared("SELECT 1"), 0);
  EXPECT_EQ(prepared("SELECT 2"), 1);
}

TEST(StatementCache, CanBeTurnedOff) {
  Engine engine("sqlite://", {.statement_cache = 0});
  Connection connection = engine.connect();
  connection.execute("SELECT 1");
  connection.execute("SELECT 1");
  EXPECT_EQ(connection.counters().prepared, 2);
}

}  // namespace
}  // namespace retort::engine
