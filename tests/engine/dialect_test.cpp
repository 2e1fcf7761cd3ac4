// SQLite's names, literals and types, each tried on SQLite itself.

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <random>

#include <retort/engine/dialect.h>
#include <retort/engine/engine.h>
#include <retort/schema/error.h>

namespace retort::engine {
namespace {

using namespace std::string_literals;

class DialectTest : public testing::Test {
 protected:
  Engine engine{"sqlite://"};
  Connection connection = engine.connect();
  const Dialect& dialect = engine.dialect();
};

TEST_F(DialectTest, QuotesOnlyWhereItHasTo) {
  for (const char* name : {"artists", "a_1", "_x", "year", "name", "rowid"})
    EXPECT_EQ(dialect.quote(name), name);
  EXPECT_EQ(dialect.quote("select"), "\"select\"");
  EXPECT_EQ(dialect.quote("order"), "\"order\"");
  EXPECT_EQ(dialect.quote("Artists"), "\"Artists\"");
  EXPECT_EQ(dialect.quote("1st"), "\"1st\"");
  EXPECT_EQ(dialect.quote("true"), "\"true\"");
  EXPECT_EQ(dialect.quote(""), "\"\"");
  EXPECT_EQ(dialect.quote("a\"b"), "\"a\"\"b\"");
  EXPECT_EQ(dialect.quote("ünï"), "\"ünï\"");
}

TEST_F(DialectTest, EveryNameSurvives) {
  for (const std::string name : {"a\"b", "select", "ünï", "\"; DROP TABLE x; --", "", "a.b", "[x]",
                                 "`", "'", "new\nline", "true", "rowid", "UPPER", "42"}) {
    connection.execute("CREATE TABLE " + dialect.quote(name) + " (" + dialect.quote(name) +
                       " INT)");
    EXPECT_EQ(connection.scalar("SELECT name FROM sqlite_schema"), Value{name});
    EXPECT_EQ(connection.prepare("SELECT * FROM " + dialect.quote(name)).column_name(0), name);
    connection.execute("DROP TABLE " + dialect.quote(name));
  }
}

TEST_F(DialectTest, LiteralsReadBackAsTheSameValue) {
  using Real = std::numeric_limits<double>;
  const std::vector<Value> values = {Null{},
                                     0,
                                     -1,
                                     std::numeric_limits<std::int64_t>::min(),
                                     std::numeric_limits<std::int64_t>::max(),
                                     0.1,
                                     1.0,
                                     -1.0,
                                     1e23,
                                     5e-324,
                                     -479844.09846342937,
                                     Real::min(),
                                     Real::max(),
                                     Real::lowest(),
                                     Real::denorm_min(),
                                     Real::infinity(),
                                     -Real::infinity(),
                                     ""s,
                                     "it's"s,
                                     "line\nline"s,
                                     "\0"s,
                                     "a\0\0b'"s,
                                     "漢字"s,
                                     Blob{},
                                     Blob{std::byte{0}, std::byte{0xab}}};
  for (const Value& value : values) {
    const std::string sql = "SELECT " + dialect.literal(value);
    EXPECT_EQ(connection.scalar(sql), value) << sql;
  }
}

TEST_F(DialectTest, LiteralsOfRandomDoublesAreExact) {
  std::mt19937_64 random(7);
  std::uniform_real_distribution<double> ordinary(-1e6, 1e6);
  for (int i = 0; i < 20000; ++i) {
    const double any = std::bit_cast<double>(random());
    const double value = i % 2 == 0 || !std::isfinite(any) ? ordinary(random) : any;
    const std::string sql = "SELECT " + dialect.literal(value);
    ASSERT_EQ(connection.scalar(sql), Value{value}) << sql;
  }
}

TEST_F(DialectTest, LiteralsOfOrdinaryNumbersAreReadable) {
  EXPECT_EQ(dialect.literal(Value{2.5}), "2.5");
  EXPECT_EQ(dialect.literal(Value{-3.0}), "-3.0");
  EXPECT_EQ(dialect.literal(Value{std::numeric_limits<double>::quiet_NaN()}), "NULL");
  EXPECT_EQ(dialect.literal(Value{"a\0b"s}), "('a' || char(0) || 'b')");
}

TEST_F(DialectTest, LiteralsDoNotDependOnTheEncoding) {
  connection.execute("PRAGMA encoding = 'UTF-16le'");
  connection.execute("CREATE TABLE t (a)");
  const Value value = "ü\0x"s;
  connection.execute("INSERT INTO t VALUES (" + dialect.literal(value) + ")");
  EXPECT_EQ(connection.scalar("SELECT a FROM t"), value);
}

TEST_F(DialectTest, SpellsThePortableTypes) {
  const std::vector<std::pair<const char*, const char*>> types = {
      {"int16", "SMALLINT"}, {"int32", "INTEGER"},         {"int64", "INTEGER"},
      {"float64", "DOUBLE"}, {"bool", "BOOLEAN"},          {"string", "VARCHAR"},
      {"bytes", "BLOB"},     {"string(50)", "VARCHAR(50)"}};
  for (const auto& [word, name] : types) EXPECT_EQ(dialect.type_name({word}), name);
}

TEST_F(DialectTest, LeavesItsOwnTypesAlone) {
  // "STRING" has the affinity NUMERIC and VARCHAR has TEXT: they are not the same.
  for (const char* type : {"", "INTEGER", "VARCHAR(50)", "point", "STRING", "DECIMAL(10, 2)"})
    EXPECT_EQ(dialect.type_name({type}), type);
}

TEST_F(DialectTest, FindsTables) {
  connection.execute("CREATE TABLE Artists (a)");
  connection.execute("CREATE VIEW v AS SELECT 1");
  const auto exists = [&](const char* name) {
    const std::vector<Value> parameters = {name};
    return connection.scalar(dialect.table_exists(), parameters).has_value();
  };
  EXPECT_TRUE(exists("artists"));
  EXPECT_FALSE(exists("v"));
  EXPECT_FALSE(exists("absent"));
}

TEST_F(DialectTest, FindsTablesOfASchema) {
  connection.execute("ATTACH ':memory:' AS other");
  connection.execute("CREATE TABLE other.t (a)");
  connection.execute("CREATE TEMP TABLE u (a)");
  const auto exists = [&](const char* schema, const char* name) {
    const std::vector<Value> parameters = {name};
    return connection.scalar(dialect.table_exists(schema), parameters).has_value();
  };
  EXPECT_TRUE(exists("other", "t"));
  EXPECT_FALSE(exists("main", "t"));
  EXPECT_FALSE(exists("", "t"));
  EXPECT_TRUE(exists("temp", "u"));
}

TEST_F(DialectTest, CreatesThingsInASchema) {
  EXPECT_EQ(dialect.quote("old ones", "order"), "\"old ones\".\"order\"");
  EXPECT_EQ(dialect.quote("", "t"), "t");
  const auto in = [&](const char* sql) { return dialect.in_schema(sql, "old"); };
  EXPECT_EQ(dialect.in_schema("anything", ""), "anything");
  EXPECT_EQ(in("CREATE TABLE t (a)"), "CREATE TABLE old.t (a)");
  EXPECT_EQ(in("CREATE UNIQUE INDEX /* x */ \"i\" ON t (a)"),
            "CREATE UNIQUE INDEX /* x */ old.\"i\" ON t (a)");
  EXPECT_EQ(in("CREATE VIEW IF NOT EXISTS v AS SELECT 1"),
            "CREATE VIEW IF NOT EXISTS old.v AS SELECT 1");
  EXPECT_EQ(in("CREATE TRIGGER r AFTER INSERT ON t BEGIN SELECT 1; END"),
            "CREATE TRIGGER old.r AFTER INSERT ON t BEGIN SELECT 1; END");
  EXPECT_EQ(in("CREATE VIRTUAL TABLE f USING fts5(t)"), "CREATE VIRTUAL TABLE old.f USING fts5(t)");
  EXPECT_EQ(in("CREATE TABLE else_where.t (a)"), "CREATE TABLE else_where.t (a)");
  EXPECT_THROW(in("DROP TABLE t"), Error);
}

TEST_F(DialectTest, LimitsTakeNoLimit) {
  const Dialect::LimitForm form = dialect.limit_form();
  std::string sql = "SELECT 1 UNION SELECT 2 UNION SELECT 3 ORDER BY 1";
  sql += form.limit;
  dialect.placeholder(sql, 1);
  sql += form.offset;
  dialect.placeholder(sql, 2);
  EXPECT_TRUE(sql.ends_with("\n LIMIT ? OFFSET ?")) << sql;
  const std::vector<Value> parameters = {form.no_limit, 1};
  EXPECT_EQ(connection.rows(sql, parameters).size(), 2u);
}

template <class Object>
std::string refusal(const Dialect& dialect, const Object& object) {
  try {
    dialect.require_statement(object);
    return "";
  } catch (const Error& error) {
    return error.what();
  }
}

TEST_F(DialectTest, TheTextOfAViewIsTheStatementThatCreatesIt) {
  for (const std::string sql :
       {"CREATE VIEW v AS SELECT 1", "create view if not exists main.\"V\" (a) as select 1;"})
    EXPECT_EQ(refusal(dialect, schema::View{"v", sql}), "");
  for (const std::string sql :
       {"drop table keep", "SELECT 1", "", "CREATE TABLE v (a)", "CREATE VIEW w AS SELECT 1",
        "CREATE TEMP VIEW v AS SELECT 1", "CREATE VIEW temp.v AS SELECT 1",
        "CREATE VIEW v AS SELECT 1; DROP TABLE keep"}) {
    const std::string message = refusal(dialect, schema::View{"v", sql});
    EXPECT_NE(message.find("view v"), std::string::npos) << sql << ": " << message;
    EXPECT_NE(message.find("CREATE VIEW"), std::string::npos) << sql << ": " << message;
  }
}

TEST_F(DialectTest, TheTextOfATriggerIsTheStatementThatCreatesIt) {
  const std::string body = " AFTER INSERT ON t BEGIN SELECT 1; END";
  EXPECT_EQ(refusal(dialect, schema::Trigger{"r", "t", "CREATE TRIGGER r" + body}), "");
  for (const std::string& sql :
       {"create table x(a)"s, "CREATE TRIGGER other" + body, "CREATE TEMP TRIGGER r" + body,
        "CREATE TRIGGER r AFTER INSERT ON u BEGIN SELECT 1; END"s})
    EXPECT_NE(refusal(dialect, schema::Trigger{"r", "t", sql}).find("trigger r"), std::string::npos)
        << sql;
}

TEST_F(DialectTest, TheTextOfAVirtualTableIsTheStatementThatCreatesIt) {
  const std::string sql = "CREATE VIRTUAL TABLE f USING fts5(a)";
  EXPECT_EQ(refusal(dialect, schema::VirtualTable{"f", "fts5", sql}), "");
  EXPECT_NE(refusal(dialect, schema::VirtualTable{"f", "rtree", sql}).find("fts5"),
            std::string::npos);
  EXPECT_NE(refusal(dialect, schema::VirtualTable{"f", "fts5", "CREATE TABLE f (a)"}), "");
}

TEST_F(DialectTest, AScriptLosesTheTablesOfSQLiteAndKeepsItsLines) {
  const std::string script =
      "CREATE TABLE t (a);\nCREATE TABLE sqlite_sequence(\n name,seq);\nCREATE TABLE u (b);\n";
  const std::string without = dialect.without_internal_tables(script);
  EXPECT_EQ(without.size(), script.size());
  EXPECT_EQ(without.find("sqlite_sequence"), std::string::npos);
  EXPECT_EQ(without.find("CREATE TABLE u"), script.find("CREATE TABLE u"));
  EXPECT_EQ(std::ranges::count(without, '\n'), std::ranges::count(script, '\n'));
  const std::string ordinary = "CREATE TABLE sqliteish (a); INSERT INTO sqlite_sequence VALUES (1)";
  EXPECT_EQ(dialect.without_internal_tables(ordinary), ordinary);
}

}  // namespace
}  // namespace retort::engine
