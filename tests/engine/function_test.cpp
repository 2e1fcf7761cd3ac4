// Functions, aggregates and collations of the program's, and the hook for new connections.

#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include <retort/engine/engine.h>
#include <retort/engine/error.h>

#include "engine/temporary_folder.h"

namespace retort::engine {
namespace {

int vowels(std::string_view text) {
  return static_cast<int>(std::ranges::count_if(
      text, [](char c) { return std::string_view("aeiou").find(c) != std::string_view::npos; }));
}

struct Median {
  void step(double value) { values.push_back(value); }
  std::optional<double> value() const {
    if (values.empty()) return std::nullopt;
    auto sorted = values;
    std::ranges::sort(sorted);
    return sorted[sorted.size() / 2];
  }
  std::vector<double> values{};
};

struct Total {
  void step(std::int64_t value) { sum += value; }
  void inverse(std::int64_t value) { sum -= value; }
  std::int64_t value() const { return sum; }
  std::int64_t sum = 0;
};

Engine engine_with(std::vector<Function> functions, std::vector<Collation> collations = {}) {
  return Engine("sqlite://",
                {.functions = std::move(functions), .collations = std::move(collations)});
}

std::string message_of(Engine& engine, std::string_view sql) {
  try {
    engine.connect().scalar(sql);
  } catch (const DatabaseError& error) {
    return error.what();
  }
  return "no error";
}

TEST(Function, IsCalledFromSql) {
  auto engine = engine_with({function("vowels", vowels)});
  EXPECT_EQ(engine.connect().scalar("SELECT vowels('retort')"), Value{2});
  EXPECT_EQ(engine.scratch().scalar("SELECT vowels('scratch')"), Value{1});
}

TEST(Function, TakesAndGivesEveryKindOfValue) {
  auto engine = engine_with({
      function("half", [](double value) { return value / 2; }),
      function("negated", [](bool value) { return !value; }),
      function("shout", [](std::string text) { return text + "!"; }),
      function("size", [](const Blob& blob) { return static_cast<std::int64_t>(blob.size()); }),
      function("or_one", [](std::optional<int> value) { return value.value_or(1); }),
      function("none_at_all", [](int) { return std::optional<int>(); }),
      function("kind", [](const Argument& value) { return static_cast<int>(value.index()); }),
      function("same", [](const Value& value) { return value; }),
      function("answer", [] { return Value{std::int64_t{42}}; }),
  });
  auto connection = engine.connect();
  EXPECT_EQ(connection.scalar("SELECT half(5)"), Value{2.5});
  EXPECT_EQ(connection.scalar("SELECT negated(3)"), Value{0});
  EXPECT_EQ(connection.scalar("SELECT shout('a' || char(0) || 'b') = 'a' || char(0) || 'b!'"),
            Value{1});
  EXPECT_EQ(connection.scalar("SELECT size(x'010203')"), Value{3});
  EXPECT_EQ(connection.scalar("SELECT size(x'')"), Value{0});
  EXPECT_EQ(connection.scalar("SELECT or_one(NULL) + or_one(4)"), Value{5});
  EXPECT_EQ(connection.scalar("SELECT none_at_all(1)"), Value{});
  EXPECT_EQ(connection.scalar("SELECT kind(NULL) || kind(1) || kind(1.5) || kind('') || kind(x'')"),
            Value{"01234"});
  EXPECT_EQ(connection.scalar("SELECT answer()"), Value{42});
}

TEST(Function, IsNotCalledWithANullThatItHasNoPlaceFor) {
  auto engine = engine_with({function("vowels", vowels)});
  EXPECT_EQ(engine.connect().scalar("SELECT vowels(NULL)"), Value{});
}

TEST(Function, RefusesOtherKindsAndNamesThem) {
  auto engine = engine_with(
      {function("vowels", vowels), function("small", [](std::int8_t value) { return value; })});
  EXPECT_NE(message_of(engine, "SELECT vowels(3)").find("vowels(): argument 1 is 3, not a text"),
            std::string::npos)
      << message_of(engine, "SELECT vowels(3)");
  EXPECT_NE(message_of(engine, "SELECT small(300)")
                .find("small(): argument 1 is 300, not an integer of that width"),
            std::string::npos);
  EXPECT_NE(message_of(engine, "SELECT vowels('a', 'b')").find("wrong number of arguments"),
            std::string::npos);
}

TEST(Function, EndsTheStatementWithWhatItThrows) {
  auto engine = engine_with({function("fail", []() -> int { throw std::runtime_error("no luck"); }),
                             function("odd", []() -> int { throw 1; })});
  EXPECT_NE(message_of(engine, "SELECT fail()").find("fail(): no luck"), std::string::npos);
  EXPECT_NE(message_of(engine, "SELECT odd()").find("no std::exception"), std::string::npos);
  EXPECT_EQ(engine.connect().scalar("SELECT 1"), Value{1});
}

TEST(Function, MayStandInTheSchemaWhereItIsDeterministic) {
  auto engine =
      engine_with({function("vowels", vowels), volatile_function("dice", [] { return 4; })});
  auto connection = engine.connect();
  connection.execute_script(
      "CREATE TABLE t (word TEXT CHECK (vowels(word) > 0), n AS (vowels(word)));"
      "CREATE INDEX i ON t (vowels(word))");
  connection.execute("INSERT INTO t VALUES ('retort')");
  EXPECT_EQ(connection.scalar("SELECT n FROM t WHERE vowels(word) = 2"), Value{2});
  EXPECT_THROW(connection.execute("INSERT INTO t VALUES ('brrr')"), CheckViolation);
  EXPECT_THROW(connection.execute("CREATE INDEX j ON t (dice())"), DatabaseError);
}

TEST(Aggregate, GivesOneValueForEachGroup) {
  auto engine = engine_with({aggregate<Median>("median")});
  auto connection = engine.connect();
  const auto rows = connection.rows(
      "SELECT column1, median(column2) FROM (VALUES ('a', 1), ('a', 9), ('a', 5), ('b', NULL)) "
      "GROUP BY column1");
  EXPECT_EQ(rows[0][1], Value{5.0});
  // NULL is left out, as SQL's own aggregates do.
  EXPECT_EQ(rows[1][1], Value{});
  EXPECT_EQ(connection.scalar("SELECT median(1) WHERE 0"), Value{});
  EXPECT_NE(message_of(engine, "SELECT median('x')").find("median(): argument 1"),
            std::string::npos);
}

TEST(Aggregate, CanBeAWindowFunctionWhereRowsCanBeTakenOutAgain) {
  auto engine = engine_with({aggregate<Total>("total_of"), aggregate<Median>("median")});
  const auto rows = engine.connect().rows(
      "SELECT total_of(column1) OVER (ORDER BY column1 ROWS 1 PRECEDING) "
      "FROM (VALUES (1), (2), (3))");
  EXPECT_EQ(rows, (std::vector<std::vector<Value>>{{Value{1}}, {Value{3}}, {Value{5}}}));
  EXPECT_NE(message_of(engine, "SELECT median(1) OVER ()").find("median"), std::string::npos);
}

TEST(Collation, OrdersAndCompares) {
  const auto backwards = [](std::string_view a, std::string_view b) { return b.compare(a); };
  auto engine = engine_with({}, {{"backwards", backwards}});
  const auto rows = engine.connect().rows(
      "SELECT column1 FROM (VALUES ('a'), ('c'), ('b')) ORDER BY column1 COLLATE backwards");
  EXPECT_EQ(rows, (std::vector<std::vector<Value>>{{Value{"c"}}, {Value{"b"}}, {Value{"a"}}}));
}

TEST(Function, ThatSqliteDoesNotTakeIsAnErrorOfItsOwn) {
  auto engine = engine_with({function(std::string(300, 'x'), vowels)});
  EXPECT_THROW(engine.connect(), UsageError);
}

TEST(OnConnect, SeesEachNewConnectionOnce) {
  const tests::TemporaryFolder folder;
  int seen = 0;
  Engine engine(folder.url("a.db"), {.on_connect = [&](Connection& connection) {
                  ++seen;
                  connection.execute("PRAGMA journal_mode = WAL");
                  connection.execute("PRAGMA cache_size = 77");
                }});
  for (int i = 0; i < 2; ++i) EXPECT_EQ(engine.connect().scalar("PRAGMA cache_size"), Value{77});
  EXPECT_EQ(seen, 1);
  const auto first = engine.connect();
  EXPECT_EQ(engine.connect().scalar("PRAGMA journal_mode"), Value{"wal"});
  EXPECT_EQ(seen, 2);
}

TEST(OnConnect, ThatThrowsLeavesNoConnection) {
  const tests::TemporaryFolder folder;
  bool fails = true;
  Engine engine(folder.url("a.db"), {.on_connect = [&](Connection& connection) {
                  if (std::exchange(fails, false)) connection.execute("PRAGMA nonsense(");
                }});
  EXPECT_THROW(engine.connect(), DatabaseError);
  EXPECT_EQ(engine.connect().scalar("SELECT 1"), Value{1});
}

}  // namespace
}  // namespace retort::engine
