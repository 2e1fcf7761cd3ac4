// Every mistake in a schema file is told with its line, and with what to write instead where that
// can be known.

#include <gtest/gtest.h>

#include <retort/schema/error.h>
#include <retort/schema/toml.h>

namespace retort::schema {
namespace {

std::string message(const std::string& text) {
  try {
    read_toml(text, "schema.toml");
  } catch (const Error& error) {
    return error.what();
  }
  return "no error";
}

// A table whose third line is its columns and whose fourth is `line`.
std::string in_table(const std::string& line) {
  return message("[[table]]\nname = \"t\"\ncolumns = [{ name = \"a\", type = \"INTEGER\" }]\n" +
                 line);
}

TEST(TomlError, SyntaxHasItsLine) {
  EXPECT_TRUE(message("\n\n[[table\n").starts_with("schema.toml:3: ")) << message("\n\n[[table\n");
}

TEST(TomlError, UnknownKey) {
  EXPECT_EQ(
      in_table("primry_key = [\"a\"]"),
      "schema.toml:4: unknown key \"primry_key\" in this table (did you mean \"primary_key\"?)");
  EXPECT_EQ(in_table("colour = \"red\""), "schema.toml:4: unknown key \"colour\" in this table");
  EXPECT_EQ(message("tables = []"),
            "schema.toml:1: unknown key \"tables\" in this schema (did you mean \"table\"?)");
}

TEST(TomlError, MissingKey) {
  EXPECT_EQ(message("[[table]]\ncolumns = []"), "schema.toml:1: this table has no key \"name\"");
  EXPECT_EQ(message("[[table]]\nname = \"t\"\ncolumns = [\n{ name = \"a\", typ = \"TEXT\" }]"),
            "schema.toml:4: this column has no key \"type\", but an unknown key \"typ\"");
}

TEST(TomlError, WrongKind) {
  EXPECT_EQ(in_table("strict = \"yes\""),
            "schema.toml:4: \"strict\" has to be true or false, and is a string");
  EXPECT_EQ(in_table("checks = [\"a > 1\"]"),
            "schema.toml:4: this check has to be a table { ... }, and is a string");
  EXPECT_EQ(
      in_table("unique = [[1]]"),
      "schema.toml:4: this column of a key or index has to be a table { ... }, and is an integer");
  EXPECT_EQ(message("[[table]]\nname = 2026-11-22\ncolumns = []"),
            "schema.toml:2: \"name\" has to be a string in quotes, and is a date");
  EXPECT_EQ(message("table = 1.5"),
            "schema.toml:1: \"table\" has to be a list [...], and is a number");
}

TEST(TomlError, UnknownWord) {
  EXPECT_EQ(
      in_table(
          "foreign_keys = [\n{ columns = [\"a\"], references = \"p\", on_delete = \"drop\" }]"),
      "schema.toml:5: \"on_delete\" cannot be \"drop\"; it is one of: no action, restrict, "
      "cascade, set null, set default");
}

TEST(TomlError, ColumnsOfAKey) {
  EXPECT_EQ(in_table("primary_key = []"), "schema.toml:4: the list of columns is empty");
  EXPECT_EQ(in_table("unique = [[{ column = \"a\", expression = \"b\" }]]"),
            "schema.toml:4: give either \"column\" or \"expression\", and only one of them");
}

TEST(TomlError, StoredNeedsGenerated) {
  EXPECT_EQ(
      message(
          "[[table]]\nname = \"t\"\ncolumns = [\n{ name = \"a\", type = \"\", stored = true }]"),
      "schema.toml:4: \"stored\" says how a generated column is kept; it needs \"generated\"");
}

TEST(TomlError, NamesThatAreTaken) {
  const std::string t = "[[table]]\nname = \"t\"\ncolumns = []\n";
  EXPECT_EQ(message(t + "[[view]]\nname = \"T\"\nsql = \"\""),
            "schema.toml:4: view \"T\" has the name of the table \"t\" of line 1");
  EXPECT_EQ(message("[[table]]\nname = \"t\"\ncolumns = [\n{ name = \"a\", type = \"\" },\n"
                    "{ name = \"A\", type = \"\" }]"),
            "schema.toml:5: a second column \"A\" in one table");
}

}  // namespace
}  // namespace retort::schema
