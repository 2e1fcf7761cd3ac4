// Every mistake in a script is told with its file and line.

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include <retort/migrate/error.h>
#include <retort/migrate/script.h>

#include "engine/temporary_folder.h"

namespace retort::migrate {
namespace {

template <class Function>
std::string refusal(Function function) {
  try {
    function();
  } catch (const MigrateError& error) {
    return error.what();
  }
  return "no error";
}

std::string in_script(const std::string& text) {
  return refusal([&] { parse_script(text, "a.toml"); });
}

// The second line is [[upgrade]], the third is `op`, and `keys` begin on the fourth.
std::string in_operation(const std::string& op, const std::string& keys) {
  return in_script("revision = \"a\"\n[[upgrade]]\nop = \"" + op + "\"\n" + keys);
}

TEST(ScriptError, WhatBecomesOfRowsInTheWay) {
  EXPECT_EQ(in_operation("create_unique_constraint",
                         "table = \"t\"\ncolumns = [\"a\"]\nviolations = \"drop\""),
            "a.toml:6: \"violations\" cannot be \"drop\"; it is one of: stop, delete");
  EXPECT_EQ(in_operation("create_index",
                         "table = \"t\"\nname = \"i\"\ncolumns = [\"a\"]\nviolations = \"delete\""),
            "a.toml:7: \"violations\" goes with unique = true: no row can break another index");
  EXPECT_EQ(in_operation("alter_column",
                         "table = \"t\"\ncolumn = \"a\"\ntype = "
                         "\"INTEGER\"\nviolations = \"delete\""),
            "a.toml:7: \"violations\" goes with nullable = false: nothing else here can be broken");
  EXPECT_EQ(
      in_operation("create_check_constraint",
                   "table = \"t\"\nexpression = \"a > 0\"\nfill = "
                   "\"1\"\nviolations = \"delete\""),
      "a.toml:7: rows that break it are either filled or deleted; give \"fill\" or violations = "
      "\"delete\", and only one of them");
  EXPECT_EQ(in_script("revision = \"a\"\nsuppress = { DS101 = \"\" }"),
            "a.toml:2: \"suppress\" needs a reason for DS101");
}

TEST(ScriptError, Header) {
  EXPECT_EQ(in_script("message = \"x\""), "a.toml:1: this script has no key \"revision\"");
  EXPECT_EQ(in_script("revision = \"a-b\""),
            "a.toml:1: \"revision\" cannot be \"a-b\": only letters, digits and _ may stand in it");
  EXPECT_EQ(in_script("revision = \"head\""),
            "a.toml:1: \"revision\" cannot be \"head\": that word has a meaning of its own");
  EXPECT_EQ(in_script("revision = \"\""), "a.toml:1: \"revision\" cannot be \"\": it is empty");
  EXPECT_EQ(in_script("revision = \"a\"\ndown_revision = [\"b\", \"b\"]"),
            "a.toml:2: \"down_revision\" has \"b\" twice");
  EXPECT_EQ(
      in_script("revision = \"a\"\ndown_revison = \"b\""),
      "a.toml:2: unknown key \"down_revison\" in this script (did you mean \"down_revision\"?)");
  const std::string time =
      "a.toml:2: \"created\" has to be a time with its zone, such as 2026-11-22T11:30:00Z, without "
      "quotes";
  EXPECT_EQ(in_script("revision = \"a\"\ncreated = \"2026-11-22T11:30:00Z\""), time);
  EXPECT_EQ(in_script("revision = \"a\"\ncreated = 2026-11-22T11:30:00"), time);
}

TEST(ScriptError, Operations) {
  EXPECT_EQ(in_operation("create_tabel", ""),
            "a.toml:2: unknown operation \"create_tabel\" (did you mean \"create_table\"?)");
  EXPECT_TRUE(in_operation("frobnicate", "")
                  .starts_with("a.toml:2: unknown operation \"frobnicate\"; there are add_column, "
                               "alter_column, alter_table_options, bulk_insert, call, create_"));
  EXPECT_EQ(in_operation("drop_table", "tabel = \"t\""),
            "a.toml:2: this operation has no key \"table\", but an unknown key \"tabel\"");
  EXPECT_EQ(in_operation("drop_table", "table = \"t\"\ncascade = true"),
            "a.toml:5: unknown key \"cascade\" in this operation");
  EXPECT_EQ(in_script("revision = \"a\"\nupgrade = [1]"),
            "a.toml:2: this operation has to be a table { ... }, and is an integer");
}

TEST(ScriptError, AlterColumn) {
  const std::string column = "table = \"t\"\ncolumn = \"c\"\n";
  EXPECT_EQ(in_operation("alter_column", column),
            "a.toml:2: this alter_column changes nothing; give new_name, type, nullable, default, "
            "drop_default, collation, generated or drop_generated");
  EXPECT_EQ(in_operation("alter_column", column + "new_colum_name = \"d\""),
            "a.toml:6: unknown key \"new_colum_name\" in this operation");
  EXPECT_EQ(in_operation("alter_column", column + "default = \"1\"\ndrop_default = true"),
            "a.toml:2: give either \"default\" or \"drop_default\", and only one of them");
}

TEST(ScriptError, DropConstraint) {
  EXPECT_EQ(in_operation("drop_constraint", "table = \"t\"\nname = \"n\""),
            "a.toml:2: this operation has no key \"type\"");
  EXPECT_EQ(
      in_operation("drop_constraint", "table = \"t\"\ntype = \"foreign\"\nname = \"n\""),
      "a.toml:2: \"type\" cannot be \"foreign\"; it is one of: primary_key, unique, foreign_key, "
      "check");
  EXPECT_EQ(in_operation("drop_constraint", "table = \"t\"\ntype = \"unique\""),
            "a.toml:2: this operation has no key \"columns\"");
}

TEST(ScriptError, Rows) {
  const std::string table = "table = \"t\"\n";
  EXPECT_EQ(in_operation("bulk_insert", table + "rows = [1]"),
            "a.toml:5: a row has to be a table { column = value, ... }");
  EXPECT_EQ(in_operation("bulk_insert", table + "columns = [\"name\"]\nrows = [\n{ nam = 1 }]"),
            "a.toml:7: \"nam\" is not one of \"columns\" (did you mean \"name\"?)");
  EXPECT_EQ(in_operation("bulk_insert", table + "columns = [\"a\", \"a\"]\nrows = []"),
            "a.toml:2: \"columns\" names a column twice");
  EXPECT_EQ(in_operation("bulk_insert", table + "rows = [{ a = 2026-11-22 }]"),
            "a.toml:5: column \"a\" cannot be a date; write a date as the text that the database "
            "shall hold");
  for (const std::string hex : {"f", "fg", "+f", "0x", "f "})
    EXPECT_EQ(in_operation("bulk_insert", table + "rows = [{ a = { hex = \"" + hex + "\" } }]"),
              "a.toml:5: \"hex\" has to be pairs of hexadecimal digits, and is \"" + hex + "\"");
}

TEST(ScriptError, FolderOfScripts) {
  namespace fs = std::filesystem;
  const tests::TemporaryFolder temporary;
  const fs::path folder = temporary.file("scripts");
  EXPECT_EQ(refusal([&] { read_revisions(folder); }),
            folder.string() +
                ": there is no such folder of scripts; `migrate init` makes one, and "
                "script_location in the configuration names it");
  fs::create_directories(folder / "nested.toml");
  const auto write = [&](const char* name, const char* text) {
    std::ofstream(folder / name) << text;
  };
  write("b.toml", "revision = \"b\"\n");
  write("a.toml", "revision = \"a\"\n");
  write("notes.md", "not a script");
  write(".hidden.toml", "not a script");
  const std::vector<Revision> scripts = read_revisions(folder);
  ASSERT_EQ(scripts.size(), 2u);
  EXPECT_EQ(scripts[0].path, folder / "a.toml");
  EXPECT_EQ(scripts[1].revision, "b");
  write("c.toml", "revision = \n");
  EXPECT_TRUE(
      refusal([&] { read_revisions(folder); }).starts_with((folder / "c.toml:1: ").string()));
  EXPECT_TRUE(refusal([&] {
                read_script(folder / "none.toml");
              }).starts_with("cannot read the script " + (folder / "none.toml").string()));
}

TEST(ScriptError, ATableWithoutAName) {
  for (const std::string table : {"[[=", "[ #", "[[upgrade.?]]"}) {
    try {
      parse_script("revision = \"a\"\n" + table + "\n", "s.toml");
      ADD_FAILURE() << table;
    } catch (const MigrateError& error) {
      EXPECT_TRUE(std::string(error.what()).starts_with("s.toml:2: ")) << error.what();
    }
  }
}

}  // namespace
}  // namespace retort::migrate
