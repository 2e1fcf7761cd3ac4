// Statements whose rows are handed over in one piece: their rows are those of the plain statement, in
// every order and of every kind of value.

#include <gtest/gtest.h>

#include <functional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <retort/engine/engine.h>
#include <retort/engine/error.h>
#include <retort/engine/function.h>
#include <retort/engine/row_receiver.h>

namespace retort::engine {
namespace {

using namespace std::string_literals;

using Row = std::vector<Value>;

constexpr std::string_view labelled = "a AS x, b AS y, c AS z, d AS v, e AS w";

/// The query, and where its list lies.
std::pair<std::string, SelectList> query(const std::string& rest) {
  return {"SELECT " + std::string(labelled) + " " + rest,
          {.begin = 7, .end = 7 + labelled.size(), .columns = "a, b, c, d, e", .count = 5}};
}

class Collect final : public RowReceiver {
 public:
  void receive(std::span<const Cell> row) noexcept override {
    Row& values = rows.emplace_back();
    for (const auto& cell : row) values.push_back(to_value(cell));
  }
  std::vector<Row> rows;
};

class RowStatementTest : public testing::Test {
 protected:
  RowStatementTest() {
    connection.execute_script(
        "CREATE TABLE t (a INTEGER PRIMARY KEY, b, c TEXT, d REAL, e BLOB);"
        "CREATE INDEX t_c ON t (c);");
    for (int i = 0; i < 60; ++i) {
      const std::string text = i % 7 == 0 ? ""s : "text " + std::to_string(i * 37 % 60);
      const Value any = i % 3 == 0   ? Value(Null{})
                        : i % 3 == 1 ? Value(i * 1.5)
                                     : Value("nul\0in"s);
      connection.execute("INSERT INTO t VALUES (?, ?, ?, ?, ?)",
                         {{std::int64_t{i}, any, text, double(i % 10),
                           Blob(std::size_t(i % 5 * 100), std::byte{9})}});
    }
  }

  std::vector<Row> rows_of(Statement& statement) {
    std::vector<Row> rows;
    while (statement.step()) {
      Row& row = rows.emplace_back();
      for (int i = 0; i < statement.column_count(); ++i) row.push_back(statement.value(i));
    }
    return rows;
  }

  /// All three ways give the same rows, and again when the statement comes from the cache.
  void expect_same(const std::string& rest, const Row& parameters = {}) {
    const auto [sql, list] = query(rest);
    const auto plain = connection.rows(sql, parameters);
    for (int time = 0; time < 2; ++time) {
      auto statement = connection.prepare(sql, list);
      statement.bind_all(parameters);
      EXPECT_EQ(rows_of(statement), plain) << rest;
      EXPECT_EQ(rows_of(statement), plain) << rest << ", run again";
      Collect all;
      while (statement.step(all)) {
      }
      EXPECT_EQ(all.rows, plain) << rest << ", received";
    }
  }

  std::function<std::int64_t(std::int64_t)> inner_;
  Engine engine{"sqlite://", {.functions = {function("inner_one", [this](std::int64_t a) {
                                return inner_ ? inner_(a) : std::int64_t{1};
                              })}}};
  Connection connection = engine.connect();
};

TEST_F(RowStatementTest, RowsAreThoseOfThePlainStatement) {
  expect_same("FROM t");
  expect_same("FROM t WHERE a > ? AND c <> ?", {std::int64_t{20}, "text 3"s});
  expect_same("FROM t WHERE a = 7");
  expect_same("FROM t WHERE a < 0");
  expect_same("FROM t LIMIT 3 OFFSET 5");
  expect_same("FROM (SELECT * FROM t WHERE d > 3)");
}

TEST_F(RowStatementTest, RowsThatSqliteSortsComeInTheirOrder) {
  expect_same("FROM t ORDER BY d, a DESC");
  expect_same("FROM t ORDER BY d DESC LIMIT 1");
  expect_same("FROM t ORDER BY d DESC, a LIMIT 4 OFFSET 2");
  // By its index, and in groups that the index gives.
  expect_same("FROM t ORDER BY c");
  expect_same("FROM t ORDER BY c, d, b");
  expect_same("FROM t ORDER BY a DESC");
  expect_same("FROM t WHERE a = 5 ORDER BY d");
  expect_same("FROM t WHERE a IN (5, 6) ORDER BY d DESC", {});
}

TEST_F(RowStatementTest, AQueryThatIsSortedIsOneRun) {
  const auto [sql, list] = query("FROM t ORDER BY d, a");
  const auto before = connection.counters();
  for (int time = 0; time < 3; ++time) {
    auto statement = connection.prepare(sql, list);
    EXPECT_EQ(rows_of(statement).size(), 60u);
  }
  EXPECT_EQ(connection.counters().run - before.run, 3);
  EXPECT_EQ(connection.counters().rows - before.rows, 180);
}

TEST_F(RowStatementTest, TheTextAndTheNamesAreThoseOfTheQuery) {
  const auto [sql, list] = query("FROM t");
  auto statement = connection.prepare(sql, list);
  EXPECT_EQ(statement.sql(), sql);
  EXPECT_EQ(statement.column_count(), 5);
  EXPECT_EQ(statement.column_name(0), "x");
  EXPECT_EQ(statement.column_name(4), "w");
  EXPECT_FALSE(statement.writes());
}

TEST_F(RowStatementTest, BytesStayWhileOtherStatementsRun) {
  const auto [sql, list] = query("FROM t WHERE a = 4");
  auto statement = connection.prepare(sql, list);
  ASSERT_TRUE(statement.step());
  const auto text = statement.text(2);
  const auto blob = statement.blob(4);
  connection.execute("UPDATE t SET c = 'other', e = x'00'");
  EXPECT_EQ(text, "text 28");
  EXPECT_EQ(blob.size(), 400u);
  EXPECT_EQ(blob.back(), std::byte{9});
}

TEST_F(RowStatementTest, ValuesAreNotConverted) {
  const auto [sql, list] = query("FROM t WHERE a = 4");
  auto statement = connection.prepare(sql, list);
  ASSERT_TRUE(statement.step());
  EXPECT_EQ(statement.int64(0), 4);
  EXPECT_EQ(statement.real(3), 4.0);
  EXPECT_THROW(statement.int64(2), UsageError);
  EXPECT_THROW(statement.text(0), UsageError);
}

// Another query of the kind while SQLite looks for a row of the first.
TEST_F(RowStatementTest, AFunctionOfTheProgramMayReadRowsToo) {
  inner_ = [this](std::int64_t a) {
    const auto [sql, list] = query("FROM t WHERE a <= 2");
    auto inside = connection.prepare(sql, list);
    return static_cast<std::int64_t>(rows_of(inside).size()) + a;
  };
  const auto [sql, list] = query("FROM t WHERE inner_one(a) > 60");
  auto statement = connection.prepare(sql, list);
  EXPECT_EQ(rows_of(statement), connection.rows("SELECT * FROM t WHERE a > 57"));
}

TEST_F(RowStatementTest, TextsOfAnotherEncodingAreUtf8) {
  Engine other("sqlite://");
  auto wide = other.connect();
  wide.execute_script(
      "PRAGMA encoding = 'UTF-16'; CREATE TABLE t (a, b, c, d, e);"
      "INSERT INTO t VALUES (1, 'ünï', '', x'ff', 'text')");
  const auto [sql, list] = query("FROM t");
  auto statement = wide.prepare(sql, list);
  ASSERT_TRUE(statement.step());
  EXPECT_EQ(statement.text(1), "ünï");
  EXPECT_EQ(statement.text(2), "");
  EXPECT_EQ(statement.text(4), "text");
}

TEST_F(RowStatementTest, ErrorsAreThoseOfTheQuery) {
  const auto [sql, list] = query("FROM nowhere");
  try {
    connection.prepare(sql, list);
    FAIL() << "prepared";
  } catch (const DatabaseError& error) {
    EXPECT_NE(std::string(error.what()).find("no such table: nowhere"), std::string::npos);
    EXPECT_EQ(std::string(error.what()).find("retort_row"), std::string::npos) << error.what();
  }
  inner_ = [](std::int64_t a) -> std::int64_t {
    if (a == 3) throw std::runtime_error("three");
    return 1;
  };
  const auto [failing, its_list] = query("FROM t WHERE inner_one(a) = 1");
  auto statement = connection.prepare(failing, its_list);
  try {
    rows_of(statement);
    FAIL() << "ran";
  } catch (const DatabaseError& error) {
    EXPECT_NE(std::string(error.what()).find("inner_one(): three"), std::string::npos);
    EXPECT_NE(std::string(error.what()).find(sql.substr(0, 30)), std::string::npos);
    EXPECT_EQ(std::string(error.what()).find("retort_row"), std::string::npos) << error.what();
  }
}

TEST_F(RowStatementTest, NobodyElseCanCallTheFunction) {
  const auto [sql, list] = query("FROM t");
  auto statement = connection.prepare(sql, list);
  EXPECT_THROW(connection.rows("SELECT retort_row(1, 2, 3, 4, 5)"), DatabaseError);
  ASSERT_TRUE(statement.step());
  EXPECT_THROW(connection.rows("SELECT retort_row(1, 2, 3, 4, 5)"), DatabaseError);
}

TEST_F(RowStatementTest, WideTablesAreReadAsTheyAre) {
  std::string columns;
  for (int i = 0; i < 300; ++i) columns += (i ? ", c" : "c") + std::to_string(i);
  connection.execute("CREATE TABLE wide (" + columns + ")");
  connection.execute("INSERT INTO wide (c0, c299) VALUES (1, 2)");
  auto statement =
      connection.prepare("SELECT " + columns + " FROM wide",
                         {.begin = 7, .end = 7 + columns.size(), .columns = columns, .count = 300});
  ASSERT_TRUE(statement.step());
  EXPECT_EQ(statement.int64(0), 1);
  EXPECT_EQ(statement.int64(299), 2);
}

}  // namespace
}  // namespace retort::engine
