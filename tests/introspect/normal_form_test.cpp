// The normal form beside a database that has most of it: what normalise() says, for less.

#include <gtest/gtest.h>

#include <retort/engine/function.h>
#include <retort/schema/error.h>

#include "introspect/database.h"
#include "introspect/same_metadata.h"

namespace retort {
namespace {

// What the long way says: the texts, or the message.
std::string long_way(std::string_view ddl) try {
  engine::Connection scratch = empty_database();
  return texts_of(introspect::normalise(scratch, ddl));
} catch (const Error& error) {
  return error.what();
}

std::string short_way(std::string_view ddl, engine::Connection& beside) try {
  engine::Connection scratch = empty_database();
  return texts_of(introspect::normal_form(scratch, ddl, &beside));
} catch (const Error& error) {
  return error.what();
}

struct Case {
  std::string name;
  std::string there;
  std::string script;
};

void PrintTo(const Case& one, std::ostream* out) { *out << one.name; }

class NormalForm : public testing::TestWithParam<Case> {};

// A function and a collation that only the application has.
engine::Engine application() {
  return engine::Engine("sqlite://",
                        {.functions = {engine::function("score", [](std::int64_t n) { return n; })},
                         .collations = {{"own", [](std::string_view a, std::string_view b) {
                                           return a.compare(b);
                                         }}}});
}

TEST_P(NormalForm, IsWhatTheLongWaySays) {
  engine::Engine engine = application();
  engine::Connection beside = engine.connect();
  beside.execute_script(GetParam().there);
  EXPECT_EQ(short_way(GetParam().script, beside), long_way(GetParam().script));
}

const std::string two =
    "CREATE TABLE p (id INTEGER PRIMARY KEY, n TEXT);\n"
    "CREATE TABLE t (a REFERENCES p (id), b TEXT);\n"
    "CREATE INDEX i ON t (b);";

INSTANTIATE_TEST_SUITE_P(
    Introspect, NormalForm,
    testing::Values(
        Case{"Same", two, two}, Case{"NothingThere", "", two},
        Case{"ATableDiffers", two,
             "CREATE TABLE p (ID INTEGER PRIMARY KEY, n TEXT);\n"
             "CREATE TABLE t (a REFERENCES p (id), b TEXT);\nCREATE INDEX i ON t (b);"},
        Case{"TheTableOfAnIndexDiffers", two,
             "CREATE TABLE p (id INTEGER PRIMARY KEY, n TEXT);\n"
             "CREATE TABLE t (a REFERENCES p (id), B TEXT);\nCREATE INDEX i ON t (b);"},
        Case{"AnIndexDiffers", two, two + "CREATE INDEX j ON t (a) WHERE b IS NULL"},
        Case{
            "Spelling", two,
            "create  table p (id INTEGER PRIMARY KEY, n TEXT) ;CREATE TABLE t (a REFERENCES p (id),"
            " b TEXT) -- why\n;CREATE INDEX i ON t (b) /* because */ ;"},
        Case{"OptionsAndWhatFollowsThem", "CREATE TABLE s (a INT PRIMARY KEY) STRICT",
             "CREATE TABLE s (a INT PRIMARY KEY) STRICT  ;"},
        Case{"ViewsAndTriggers",
             two + "CREATE VIEW v AS SELECT * FROM p; CREATE TRIGGER g DELETE ON p BEGIN SELECT 1; "
                   "END;",
             two + "CREATE VIEW v AS SELECT * FROM p; CREATE TRIGGER g DELETE ON P BEGIN SELECT 1; "
                   "END;"},
        Case{"VirtualTables", two + "CREATE VIRTUAL TABLE f USING fts5(a)",
             "CREATE VIRTUAL TABLE f USING fts5(a);" + two},
        Case{"AShadowsName", "CREATE TABLE f_data (id INTEGER PRIMARY KEY, block BLOB)",
             "CREATE TABLE f_data (id INTEGER PRIMARY KEY, block BLOB);"
             "CREATE VIRTUAL TABLE f USING fts5(a)"},
        Case{"AFunctionOfTheApplication", "CREATE TABLE t (a CHECK (score(a) > 1))",
             "CREATE TABLE t (a CHECK (score(a) > 1))"},
        Case{"ACollationOfTheApplication",
             "CREATE TABLE t (a); CREATE INDEX i ON t (a COLLATE own)",
             "CREATE TABLE t (a); CREATE INDEX i ON t (a COLLATE own)"},
        Case{"AFunctionOfSqlite", "CREATE TABLE t (a CHECK (length(a) > 1))",
             "CREATE TABLE t (a CHECK (length(a) > 1))"},
        Case{"ATextInDoubleQuotes",
             "CREATE TABLE t (a CHECK (a <> \"b\"), \"c d\" CHECK (\"c d\" > 1))",
             "CREATE TABLE t (a CHECK (a <> \"b\"), \"c d\" CHECK (\"c d\" > 1))"},
        Case{"Twice", two, two + two},
        Case{"ATableCalledLikeAnIndex", two, two + "CREATE TABLE I (a)"},
        Case{"AnIndexBeforeItsTable", two,
             "CREATE INDEX i ON t (b); CREATE TABLE t (a REFERENCES p (id), b TEXT)"},
        Case{"ATriggerWithoutTable",
             "CREATE TABLE t (a); CREATE TRIGGER g DELETE ON t BEGIN SELECT 1; END",
             "CREATE TRIGGER g DELETE ON t BEGIN SELECT 1; END"},
        Case{"ATriggerOnWhatBecameAView",
             "CREATE TABLE t (a); CREATE TRIGGER g DELETE ON t BEGIN SELECT 1; END",
             "CREATE VIEW t AS SELECT 1; CREATE TRIGGER g DELETE ON t BEGIN SELECT 1; END"},
        Case{"OtherStatements", two, two + "ALTER TABLE t ADD COLUMN c; DROP INDEX i"},
        Case{"IfNotExists", two, two + "CREATE TABLE IF NOT EXISTS t (z)"},
        Case{"AsSelect", two, two + "CREATE TABLE u AS SELECT 1 AS one"},
        Case{"Temporary", two, "CREATE TEMP TABLE x (a);" + two},
        Case{"AMistake", two, two + "\nCREATE TABLE u\n(a, a)"},
        Case{"NoSql", two, two + "\nCREATE TABEL u (a)"}),
    [](const auto& info) { return info.param.name; });

TEST(NormalFormCost, WhatIsThereAlreadyIsNotBuilt) {
  std::string script;
  for (int i = 0; i < 300; ++i) {
    const std::string n = std::to_string(i);
    script += "CREATE TABLE t" + n + " (a, b); CREATE INDEX i" + n + " ON t" + n + " (a);";
  }
  engine::Connection beside = empty_database();
  beside.execute_script(script);
  engine::Connection scratch = empty_database();
  const std::int64_t before = beside.counters().run;
  introspect::normal_form(scratch, script, &beside);
  EXPECT_EQ(scratch.counters().run, 0);
  EXPECT_EQ(beside.counters().run - before, 1);
  introspect::normal_form(scratch, script + "CREATE TABLE u (a)", &beside);
  // The table, its transaction, and a look at what came of it.
  EXPECT_EQ(scratch.counters().run, 4);
}

}  // namespace
}  // namespace retort
