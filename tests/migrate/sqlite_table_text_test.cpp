// What a person wrote in a CREATE TABLE survives a rebuild: blanks, lines, comments, quotes, the order of
// things. Only what changes is written anew.

#include <gtest/gtest.h>

#include <retort/engine/engine.h>
#include <retort/introspect/sqlite/table.h>
#include <retort/migrate/sqlite/table_text.h>

namespace retort::migrate::sqlite {
namespace {

constexpr const char* hand_written = R"(CREATE TABLE t ( -- what it is for
  id  INTEGER PRIMARY KEY, -- never used again
  /* the name
     as people say it */
  "Name" varchar(50) NOT NULL DEFAULT 'x'  COLLATE nocase, -- and its comment
  n   INT CONSTRAINT positive CHECK (n > 0) REFERENCES p (id) ON DELETE CASCADE DEFERRABLE,

  CONSTRAINT one UNIQUE ("Name"), -- one each
  CONSTRAINT small CHECK (n<10) -- not more
))";

// The text of the table that `columns`, written in the same way but for what differs, describes.
std::string changed(const std::string& before, const std::string& after) {
  engine::Engine engine("sqlite://");
  const auto text = changed_text(introspect::sqlite::read_table("t", before),
                                 introspect::sqlite::read_table("t", after), "u", engine.dialect());
  return text.value_or("");
}

std::string with(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

// Between two texts of one table that differ in one place.
void expect_edit(const std::string& from, const std::string& to) {
  const std::string wanted = with(with(hand_written, from, to), "TABLE t", "TABLE u");
  EXPECT_EQ(changed(hand_written, with(hand_written, from, to)), wanted);
}

TEST(TableText, ChangesItsNameAlone) { expect_edit("id  INTEGER", "id  INTEGER"); }

TEST(TableText, ChangesOneClauseOfAColumn) {
  expect_edit("varchar(50)", "TEXT");
  expect_edit("n   INT", "n   TEXT");
  expect_edit(" NOT NULL", "");
  expect_edit(" DEFAULT 'x'", "");
  expect_edit("  COLLATE nocase", "");
  expect_edit("n   INT", "n   INT NOT NULL DEFAULT 7 COLLATE \"RTRIM\"");
}

TEST(TableText, TakesConstraintsAway) {
  expect_edit(" CONSTRAINT positive CHECK (n > 0)", "");
  expect_edit(" REFERENCES p (id) ON DELETE CASCADE DEFERRABLE", "");
  expect_edit("  CONSTRAINT one UNIQUE (\"Name\"), -- one each\n", "");
  expect_edit(", -- one each\n  CONSTRAINT small CHECK (n<10) -- not more\n", " -- one each\n");
  expect_edit(" PRIMARY KEY", "");
}

TEST(TableText, GivesNewNames) {
  expect_edit("positive", "above_zero");
  expect_edit("CONSTRAINT one", "CONSTRAINT uq_t_name");
}

TEST(TableText, AddsConstraintsBehindTheLast) {
  expect_edit("CHECK (n<10) -- not more\n", "CHECK (n<10), -- not more\n  UNIQUE (n)\n");
}

TEST(TableText, AddsColumnsBehindTheLast) {
  expect_edit("DEFERRABLE,\n", "DEFERRABLE,\n  c TEXT,\n");
}

TEST(TableText, TakesColumnsAwayWithTheirLines) {
  const std::string column =
      "  \"Name\" varchar(50) NOT NULL DEFAULT 'x'  COLLATE nocase, -- and its comment\n";
  const std::string before =
      with(hand_written, "  CONSTRAINT one UNIQUE (\"Name\"), -- one each\n", "");
  EXPECT_EQ(changed(before, with(before, column, "")),
            with(with(before, "  /* the name\n     as people say it */\n" + column, ""), "TABLE t",
                 "TABLE u"));
}

TEST(TableText, PutsNewItemsInThePlaceOfTheLast) {
  const std::string before =
      "CREATE TABLE t (\n  a INT, -- the first\n  b INT,\n  CHECK (b), -- gone\n  UNIQUE (b)\n)";
  EXPECT_EQ(changed(before, "CREATE TABLE t (a, UNIQUE (a), CHECK (a))"),
            "CREATE TABLE u (\n  a, -- the first\n  UNIQUE (a),\n  CHECK (a)\n)");
  EXPECT_EQ(changed(before, "CREATE TABLE t (a INT)"), "CREATE TABLE u (\n  a INT -- the first\n)");
}

TEST(TableText, ChangesOptions) {
  const std::string plain = "CREATE TABLE t (a INT PRIMARY KEY, b TEXT)";
  EXPECT_EQ(changed(plain, plain + " STRICT"), "CREATE TABLE u (a INT PRIMARY KEY, b TEXT) STRICT");
  EXPECT_EQ(changed(plain + " STRICT, WITHOUT ROWID", plain),
            "CREATE TABLE u (a INT PRIMARY KEY, b TEXT)");
}

TEST(TableText, OfOneLineStaysOne) {
  EXPECT_EQ(changed("CREATE TABLE t(a, b, c)", "CREATE TABLE t(b)"), "CREATE TABLE u(b)");
  EXPECT_EQ(changed("CREATE TABLE t(a, b, c)", "CREATE TABLE t(a, c)"), "CREATE TABLE u(a, c)");
  EXPECT_EQ(changed("CREATE TABLE t(a)", "CREATE TABLE t(a, b TEXT, UNIQUE (a))"),
            "CREATE TABLE u(a, b TEXT, UNIQUE (a))");
  EXPECT_EQ(changed("CREATE TABLE t(a, b, UNIQUE (a), CHECK (a))", "CREATE TABLE t(b, c INT)"),
            "CREATE TABLE u(b, c INT)");
}

TEST(TableText, IsNothingWhereAnEditDoesNotDo) {
  EXPECT_EQ(changed("CREATE TABLE t(a)", "CREATE TABLE t(b)"), "") << "no column stays";
  EXPECT_EQ(changed("CREATE TABLE t(a, b AS (a))", "CREATE TABLE t(a, b AS (a + 1))"), "");
  EXPECT_EQ(changed("CREATE TABLE t(a CHECK (t.a > 0))", "CREATE TABLE t(a INT CHECK (t.a > 0))"),
            "")
      << "its own name is in the way";
}

}  // namespace
}  // namespace retort::migrate::sqlite
