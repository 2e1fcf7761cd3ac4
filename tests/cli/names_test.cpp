// Names that need quoting, as names of tables, columns, indexes and constraints, through every
// command.

#include <gtest/gtest.h>

#include "cli/command_line.h"

namespace retort::tests {
namespace {

std::string quoted(const std::string& name) {
  std::string result = "\"";
  for (const char c : name) result += c == '"' ? "\"\"" : std::string(1, c);
  return result + '"';
}

std::string models(const std::string& name, bool grown) {
  const std::string n = quoted(name), other = quoted(name + " 2"), index = quoted("ix " + name);
  std::string ddl = "CREATE TABLE " + n + " (" + n + " INTEGER NOT NULL, " + other +
                    " VARCHAR DEFAULT 'it''s', CONSTRAINT " + quoted("pk " + name) +
                    " PRIMARY KEY (" + n + "), CONSTRAINT " + quoted("uq " + name) + " UNIQUE (" +
                    other + "), CONSTRAINT " + quoted("ck " + name) + " CHECK (" + other +
                    " <> ';'));\n";
  if (!grown) return ddl;
  ddl += "CREATE TABLE " + other + " (" + n + " INTEGER NOT NULL, PRIMARY KEY (" + n +
         "), CONSTRAINT " + quoted("fk " + name) + " FOREIGN KEY (" + n + ") REFERENCES " + n +
         " (" + n + "));\n";
  ddl += "CREATE INDEX " + index + " ON " + n + " (" + other + ", " + n + ") WHERE " + other +
         " IS NOT NULL;\n";
  return ddl;
}

class Names : public ::testing::TestWithParam<std::string> {};

TEST_P(Names, GoThroughEveryCommand) {
  const Folder folder;
  const auto ok = [&](const std::string& command) {
    const Outcome outcome = folder.run(command);
    EXPECT_EQ(outcome.status, 0) << command << '\n' << outcome.out << outcome.err;
    return outcome.out;
  };
  write_file(folder / "bystander.sql", "CREATE TABLE x (y); INSERT INTO x VALUES (1);");
  ok("sqlite3 app.db <bystander.sql");
  ok("migrate init --url sqlite:///app.db --models models.sql");
  write_file(folder / "models.sql", models(GetParam(), false));
  ok("migrate revision --autogenerate -m first && migrate upgrade head && migrate check");
  write_file(folder / "row.sql", "INSERT INTO " + quoted(GetParam()) + " VALUES (7, 'kept');");
  ok("sqlite3 app.db <row.sql");

  write_file(folder / "models.sql", models(GetParam(), true));
  EXPECT_EQ(folder.run("migrate check").status, 1);
  ok("migrate revision --autogenerate -m second && migrate upgrade head && migrate check");
  ok("migrate downgrade -1 && migrate upgrade head && migrate check");
  write_file(folder / "read.sql", "SELECT * FROM " + quoted(GetParam()) + "; SELECT * FROM x;");
  EXPECT_EQ(ok("sqlite3 app.db <read.sql"), "7|kept\n1\n");
  ok("migrate downgrade base");
  EXPECT_EQ(ok("sqlite3 app.db 'SELECT count(*) FROM sqlite_schema WHERE type = \"table\" "
               "AND name NOT LIKE \"migrate_%\"'"),
            "1\n");
}

INSTANTIATE_TEST_SUITE_P(Odd, Names,
                         ::testing::Values("a b", "select", "table", "Upper", "ünïcödé 名",
                                           "quote\"quote", "it's", "back`tick", "[bracket]", "1st",
                                           "a.b", "percent%", "back\\slash", "\"; DROP TABLE x; --",
                                           "key", "x\ty"));

}  // namespace
}  // namespace retort::tests
