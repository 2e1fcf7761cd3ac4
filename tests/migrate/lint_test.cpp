// Lint: each rule finds what it is about, and nothing in its safe form.

#include <retort/migrate/lint.h>

#include <gtest/gtest.h>

#include <algorithm>

#include <retort/migrate/error.h>
#include <retort/migrate/runner.h>

#include "cli/command_line.h"
#include "migrate/scripts_for_tests.h"

namespace retort::migrate {
namespace {

using testing::sql_script;

Script base(const std::string& ddl) { return sql_script("aaaa", {}, ddl, "DROP TABLE t"); }

Script script(std::vector<Operation> upgrade) {
  Script made;
  made.revision = "bbbb";
  made.down_revisions = {"aaaa"};
  made.path = "bbbb.toml";
  made.upgrade = std::move(upgrade);
  made.downgrade = {Execute{"SELECT 1"}};
  return made;
}

// "DS102 t.a, RW104 ...": codes and subjects of the second revision.
std::string found(const std::string& ddl, const Script& second, const LintOptions& options = {}) {
  const engine::Engine engine("sqlite://");
  const Graph graph(std::vector{base(ddl), second});
  std::string text;
  for (const Finding& finding : lint(engine, graph, {graph.find("bbbb")}, options))
    text += (text.empty() ? "" : ", ") + finding.code + ' ' + finding.subject +
            (finding.suppressed.empty() ? "" : " (suppressed)");
  return text;
}

constexpr const char* table = "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b INTEGER)";

struct Case {
  const char* name;
  const char* ddl;
  std::vector<Operation> upgrade;
  const char* found;
};

AlterColumn altered(schema::Column after) {
  return {.table = "t", .before = {.name = "a"}, .after = std::move(after)};
}

std::vector<Case> cases() {
  AlterColumn type = altered({.name = "a", .type = {"INTEGER"}});
  type.type = true;
  AlterColumn wider = altered({.name = "a", .type = {"VARCHAR"}});
  wider.type = true;
  AlterColumn not_null = altered({.name = "a", .nullable = false});
  not_null.nullable = true;
  AlterColumn filled = not_null;
  filled.fill = "'x'";
  AlterColumn deleted = not_null;
  deleted.violations = Violations::remove;
  const schema::Unique unique{"", schema::indexed({"a"})};
  const schema::ForeignKey key{.columns = {"b"}, .referred_table = "t", .referred_columns = {"id"}};
  const schema::Index index{.name = "i", .columns = schema::indexed({"b"})};
  schema::Index unique_index = index;
  unique_index.unique = true;
  const char* child =
      "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b INTEGER); CREATE TABLE c (t REFERENCES t "
      "ON "
      "DELETE CASCADE); CREATE INDEX c_t ON c (t)";
  const char* trigger =
      "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b INTEGER); CREATE TRIGGER g AFTER DELETE "
      "ON t "
      "BEGIN SELECT 1; END";
  return {
      {"Table", table, {DropTable{{.name = "t"}}}, "DS101 t"},
      {"MadeHere",
       table,
       {CreateTable{{.name = "u", .columns = {{.name = "a"}}}}, DropTable{{.name = "u"}}},
       ""},
      {"Column", table, {DropColumn{"t", {.name = "a"}}}, "DS102 t.a"},
      {"Type", table, {type}, "DS104 t.a"},
      {"WiderType", table, {wider}, ""},
      {"NotNull", table, {not_null}, "RW101 t.a"},
      {"NotNullFilled", table, {filled}, ""},
      {"NotNullDeleted", table, {deleted}, "DS106 NOT NULL of t.a"},
      {"NewNotNull", table, {AddColumn{"t", {.name = "c", .nullable = false}}}, "RW102 t.c"},
      {"NewNotNullWithDefault",
       table,
       {AddColumn{"t", {.name = "c", .nullable = false, .server_default = "0"}}},
       ""},
      {"Unique", table, {AddConstraint{"t", unique}}, "RW104 unique constraint on t (a)"},
      {"UniqueDeleted",
       table,
       {AddConstraint{"t", unique, Violations::remove, ""}},
       "DS106 unique constraint on t (a)"},
      {"UniqueIndex", table, {CreateIndex{"t", unique_index}}, "RW104 unique index i (b)"},
      {"Index", table, {CreateIndex{"t", index}}, ""},
      {"Check",
       table,
       {AddConstraint{"t", schema::Check{.expression = "b > 0"}}},
       "RW105 check constraint on t: b > 0"},
      {"ForeignKey",
       table,
       {AddConstraint{"t", key}},
       "RW106 foreign key on t (b) to t (id), RF101 foreign key on t (b) to t (id)"},
      {"ForeignKeyWithIndexBehindIt",
       table,
       {AddConstraint{"t", key}, CreateIndex{"t", index}},
       "RW106 foreign key on t (b) to t (id)"},
      {"ForeignKeyToNoKey",
       "CREATE TABLE t (a, b INTEGER)",
       {CreateTable{{.name = "u",
                     .columns = {{.name = "x"}},
                     .primary_key = schema::PrimaryKey{.columns = schema::indexed({"x"})},
                     .foreign_keys =
                         {{.columns = {"x"}, .referred_table = "t", .referred_columns = {"a"}}}}}},
       "RF102 foreign key on u (x) to t (a)"},
      {"OwnDropOfAParent",
       child,
       {Execute{
           "CREATE TABLE n (id INTEGER PRIMARY KEY); DROP TABLE t; ALTER TABLE n RENAME TO t"}},
       "FA103 t"},
      {"OwnDropWithoutForeignKeys", child, {Execute{"DROP TABLE t", true, false}}, ""},
      {"OwnDelete", child, {Execute{"DELETE FROM main.t WHERE b = 1"}}, "FA102 t"},
      {"OwnDeleteWithTrigger", trigger, {Execute{"DELETE FROM t"}}, "FA101 g"},
      {"OwnUpdateWithoutTrigger", trigger, {Execute{"UPDATE t SET b = 1"}}, ""},
      {"DeletedRowsWithTrigger",
       trigger,
       {AddConstraint{"t", unique, Violations::remove, ""}},
       "DS106 unique constraint on t (a), FA101 g"},
      {"PragmaInTransaction", table, {Execute{"PRAGMA journal_mode = WAL"}}, "SQ101 journal_mode"},
      {"PragmaOutside", table, {Execute{"PRAGMA journal_mode = WAL", false}}, ""},
      {"PragmaThatReads", table, {Execute{"PRAGMA journal_mode"}}, ""},
      {"DoubleQuotes", table, {Execute{"UPDATE t SET a = \"x y\" WHERE \"b\" = 1"}}, "SQ102 x y"},
      {"DoubleQuotesInAList",
       table,
       {Execute{"INSERT INTO t (\"id\", \"a\") VALUES (1, \"text\"), (2, 'x')"}},
       "SQ102 text"},
      {"QuotedNames", table, {Execute{"SELECT \"a\" AS \"my name\" FROM \"t\" AS \"q\""}}, ""},
      {"Autoincrement",
       "CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, a)",
       {DropConstraint{"t", schema::PrimaryKey{}},
        AddConstraint{"t", schema::PrimaryKey{.columns = schema::indexed({"id"})}}},
       "RW104 primary key on t (id), RI103 t"},
      {"RowidLost",
       table,
       {DropConstraint{"t", schema::PrimaryKey{}},
        AddConstraint{"t", schema::PrimaryKey{.columns = schema::indexed({"a"})}}},
       "RW104 primary key on t (a), RI102 t"},
      {"WithoutRowid",
       "CREATE TABLE t (id TEXT PRIMARY KEY NOT NULL, a)",
       {AlterTableOptions{.table = "t", .after = {.without_rowid = true}}},
       "RI101 t"},
      {"SearchOfUnkeptRowids",
       "CREATE TABLE t (a TEXT)",
       {CreateVirtualTable{{.name = "f",
                            .module = "fts5",
                            .sql = "CREATE VIRTUAL TABLE f USING fts5(a, content='t')"}}},
       "RI104 f"},
  };
}

class Rule : public ::testing::TestWithParam<Case> {};

TEST_P(Rule, FindsWhatItIsAbout) {
  EXPECT_EQ(found(GetParam().ddl, script(GetParam().upgrade)), GetParam().found);
}

INSTANTIATE_TEST_SUITE_P(Lint, Rule, ::testing::ValuesIn(cases()),
                         [](const auto& info) { return std::string(info.param.name); });

TEST(Lint, KnowsWhatAnOlderVersionDoesNot) {
  const auto needs = [](const Operation& operation, const std::string& oldest) {
    return found(table, script({operation}), {.oldest_version = oldest});
  };
  const Execute returning{"UPDATE t SET b = 1 RETURNING id"};
  EXPECT_EQ(needs(returning, "3.34"), "VN101 RETURNING");
  EXPECT_EQ(needs(returning, "3.34.1"), "VN101 RETURNING");
  EXPECT_EQ(needs(returning, "3.35"), "");
  EXPECT_EQ(needs(returning, "3.100"), "");
  EXPECT_EQ(needs(returning, ""), "");
  EXPECT_EQ(needs(Execute{"UPDATE t SET b = iif(b, 1, 0)"}, "3.30"), "VN101 iif()");
  EXPECT_EQ(needs(Execute{"UPDATE t SET b = (SELECT 1 FROM t)"}, "3.30"), "");
  EXPECT_EQ(needs(Execute{"UPDATE t SET b = u.b FROM t AS u"}, "3.30"), "VN101 UPDATE FROM");
  EXPECT_EQ(needs(Execute{"SELECT 'RETURNING', iif FROM (SELECT 1 AS iif)"}, "3.30"), "");
  EXPECT_EQ(needs(AlterTableOptions{.table = "t", .after = {.strict = true}}, "3.36"),
            "VN101 STRICT");
  EXPECT_EQ(needs(AddColumn{"t", {.name = "c", .generated = schema::Generated{"b -> 1"}}}, "3.30"),
            "VN101 generated columns, VN101 the operator ->");
}

TEST(Lint, MissesTheWayBack) {
  Script none = script({CreateTable{{.name = "u", .columns = {{.name = "a"}}}}});
  none.downgrade.clear();
  EXPECT_EQ(found(table, none), "WB101 bbbb");
  Script own = script({Execute{"UPDATE t SET b = 1"}});
  own.downgrade = {DropTable{{.name = "t"}}};
  EXPECT_EQ(found(table, own), "WB102 bbbb");
}

TEST(Lint, IsToldWhatIsMeant) {
  Script dropped = script({DropColumn{"t", {.name = "a"}}});
  dropped.suppress = {{"DS102", "never filled"}};
  EXPECT_EQ(found(table, dropped), "DS102 t.a (suppressed)");
  dropped.suppress = {{"DS102", "never filled"}, {"DS101", "?"}, {"DS999", "?"}};
  EXPECT_EQ(found(table, dropped), "DS102 t.a (suppressed), SP102 DS101, SP101 DS999");
}

TEST(Lint, TheWordForLossesMakesThemNotices) {
  Script dropped = script({DropColumn{"t", {.name = "a"}}});
  const engine::Engine engine("sqlite://");
  const auto level = [&] {
    const Graph graph(std::vector{base(table), dropped});
    const auto findings = lint(engine, graph, {graph.find("bbbb")});
    return findings.at(0).level;
  };
  EXPECT_EQ(level(), Level::error);
  dropped.allow_destructive = true;
  EXPECT_EQ(level(), Level::notice);
}

class LintOfRows : public ::testing::Test {
 protected:
  std::vector<Finding> look(const std::string& rows, std::vector<Operation> upgrade) {
    engine::Connection connection = engine.connect();
    connection.execute_script(std::string(table) + ';' + rows);
    connection.execute_script(
        "CREATE TABLE migrate_version (version_num TEXT PRIMARY KEY); INSERT "
        "INTO migrate_version VALUES ('aaaa')");
    const Graph graph(std::vector{base(table), script(std::move(upgrade))});
    const Preview preview = Runner(engine, graph).preview(Direction::upgrade, "head");
    auto findings = lint(engine, connection, preview);
    look_at_rows(findings, preview, connection);
    return findings;
  }

  tests::Folder folder;
  engine::Engine engine{"sqlite:///" + (folder / "app.db").string()};
};

TEST_F(LintOfRows, SettlesWhatHolds) {
  const auto findings = look("INSERT INTO t VALUES (1, 'x', 1), (2, 'x', NULL)",
                             {AddConstraint{"t", schema::Unique{"", schema::indexed({"a"})}},
                              AddConstraint{"t", schema::Unique{"", schema::indexed({"b"})}},
                              AddConstraint{"t", schema::Check{.expression = "b > 0"}}});
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(
      describe(findings[0]),
      "bbbb: error RW104: rows that are there may break the new unique constraint on t (a): 1 "
      "key (a = 'x', rows = 2)");
}

TEST_F(LintOfRows, ALossOfNothingIsNone) {
  EXPECT_TRUE(look("", {DropColumn{"t", {.name = "a"}}}).empty());
}

TEST_F(LintOfRows, BehindOwnSqlNobodyKnows) {
  const auto findings =
      look("", {Execute{"INSERT INTO t VALUES (1, 'x', 1)"}, DropColumn{"t", {.name = "a"}}});
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].rows, "");
}

TEST(LintRules, AreInTheirTableInTheDocumentation) {
  const std::string page = tests::read_file(std::string(RETORT_SOURCE_DIR) + "/docs/lint.md");
  for (const LintRule& rule : lint_rules()) {
    const std::string line = "| `" + std::string(rule.code) + "` | " +
                             std::string(word(rule.level)) + " | " + std::string(rule.what) +
                             " | " + std::string(rule.why) + " | " + std::string(rule.recipe) +
                             " |";
    EXPECT_NE(page.find(line), std::string::npos) << line;
  }
  EXPECT_TRUE(std::ranges::is_sorted(lint_rules(), {}, &LintRule::code));
  EXPECT_EQ(find_lint_rule("XX999"), nullptr);
}

}  // namespace
}  // namespace retort::migrate
