// CREATE TABLE and CREATE INDEX of SQLite: the text, and that SQLite makes of it what it says.

#include <gtest/gtest.h>

#include <retort/engine/dialect.h>
#include <retort/engine/engine.h>
#include <retort/engine/error.h>

namespace retort::engine {
namespace {

using schema::Column;
using schema::Conflict;
using schema::Table;

const Column id{.name = "id", .type = {"int64"}, .nullable = false};

struct Rendered {
  const char* name;
  Table table;
  const char* sql;
};

class CreateTable : public testing::TestWithParam<Rendered> {
 protected:
  Engine engine{"sqlite://"};
  Connection connection = engine.connect();
};

TEST_P(CreateTable, IsTheTextAndRuns) {
  const std::string sql = engine.dialect().create_table(GetParam().table);
  EXPECT_EQ(sql, GetParam().sql);
  connection.execute(sql);
  EXPECT_EQ(connection.scalar("SELECT sql FROM sqlite_schema WHERE type = 'table'"), Value{sql});
}

INSTANTIATE_TEST_SUITE_P(
    , CreateTable,
    testing::Values(
        Rendered{
            "Artists",
            {.name = "artists",
             .columns = {id,
                         {.name = "name", .type = {"string"}, .nullable = false},
                         {.name = "year", .type = {"int32"}}},
             .primary_key = {{.columns = schema::indexed({"id"})}},
             .uniques = {{.columns = schema::indexed({"name"})}}},
            "CREATE TABLE artists (\n\tid INTEGER NOT NULL, \n\tname VARCHAR NOT NULL, \n\tyear "
            "INTEGER, \n\tPRIMARY KEY (id), \n\tUNIQUE (name)\n)"},
        Rendered{
            "ForeignKeyAndCheck",
            {.name = "albums",
             .columns = {id, {.name = "artist_id", .type = {"INTEGER"}}},
             .primary_key = {{.columns = schema::indexed({"id"})}},
             .foreign_keys = {{.columns = {"artist_id"},
                               .referred_table = "artists",
                               .referred_columns = {"id"}}},
             .checks = {{.expression = "artist_id > 0"}}},
            "CREATE TABLE albums (\n\tid INTEGER NOT NULL, \n\tartist_id INTEGER, \n\tPRIMARY "
            "KEY (id), \n\tCHECK (artist_id > 0), \n\tFOREIGN KEY(artist_id) REFERENCES artists "
            "(id)\n)"},
        Rendered{"NamedConstraints",
                 {.name = "t",
                  .columns = {{.name = "a", .type = {"INT"}}, {.name = "b", .type = {"INT"}}},
                  .primary_key = {{.name = "pk_t", .columns = schema::indexed({"a", "b"})}},
                  .uniques = {{.name = "uq t", .columns = schema::indexed({"b", "a"})}},
                  .foreign_keys = {{.name = "fk_t",
                                    .columns = {"a", "b"},
                                    .referred_table = "t",
                                    .referred_columns = {"a", "b"}}},
                  .checks = {{.name = "ck_t", .expression = "a < b"}}},
                 "CREATE TABLE t (\n\ta INT, \n\tb INT, \n\tCONSTRAINT pk_t PRIMARY KEY (a, b), "
                 "\n\tCONSTRAINT \"uq t\" UNIQUE (b, a), \n\tCONSTRAINT ck_t CHECK (a < b), "
                 "\n\tCONSTRAINT fk_t FOREIGN KEY(a, b) REFERENCES t (a, b)\n)"},
        Rendered{
            "EveryClauseOfAForeignKey",
            {.name = "t",
             .columns = {{.name = "a"}, {.name = "b"}},
             .foreign_keys = {{.columns = {"a"},
                               .referred_table = "u",
                               .on_delete = schema::Action::cascade,
                               .on_update = schema::Action::set_null,
                               .match = "SIMPLE",
                               .deferrable = true,
                               .initially_deferred = true},
                              {.columns = {"b"}, .referred_table = "u", .deferrable = true}}},
            "CREATE TABLE t (\n\ta, \n\tb, \n\tFOREIGN KEY(a) REFERENCES u MATCH \"SIMPLE\" ON "
            "DELETE CASCADE ON UPDATE SET NULL DEFERRABLE INITIALLY DEFERRED, \n\tFOREIGN "
            "KEY(b) REFERENCES u DEFERRABLE\n)"},
        Rendered{"EveryClauseOfAColumn",
                 {.name = "t",
                  .columns = {{.name = "a",
                               .type = {"string(20)"},
                               .nullable = false,
                               .server_default = "'x'",
                               .collation = "NOCASE",
                               .not_null_conflict = Conflict::replace},
                              {.name = "b",
                               .type = {"TEXT"},
                               .nullable = false,
                               .generated = {{.expression = "upper(a)"}}},
                              {.name = "c",
                               .type = {"TEXT"},
                               .collation = "RTRIM",
                               .generated = {{.expression = "a || b", .stored = true}}}}},
                 "CREATE TABLE t (\n\ta VARCHAR(20) COLLATE \"NOCASE\" DEFAULT 'x' NOT NULL ON "
                 "CONFLICT REPLACE, \n\tb TEXT NOT NULL GENERATED ALWAYS AS (upper(a)) VIRTUAL, "
                 "\n\tc TEXT COLLATE \"RTRIM\" GENERATED ALWAYS AS (a || b) STORED\n)"},
        Rendered{
            "TermsOfKeys",
            {.name = "t",
             .columns = {{.name = "a", .type = {"TEXT"}}, {.name = "b", .type = {"TEXT"}}},
             .primary_key = {{.columns = {{.column = "a", .collation = "NOCASE"},
                                          {.column = "b", .descending = true}},
                              .conflict = Conflict::ignore}},
             .uniques = {{.columns = {{.column = "b", .collation = "binary", .descending = true}},
                          .conflict = Conflict::rollback}}},
            "CREATE TABLE t (\n\ta TEXT, \n\tb TEXT, \n\tPRIMARY KEY (a COLLATE \"NOCASE\", b "
            "DESC) ON CONFLICT IGNORE, \n\tUNIQUE (b COLLATE binary DESC) ON CONFLICT "
            "ROLLBACK\n)"},
        Rendered{"Autoincrement",
                 {.name = "t",
                  .columns = {id},
                  .primary_key = {{.name = "pk_t",
                                   .columns = schema::indexed({"ID"}),
                                   .autoincrement = true,
                                   .conflict = Conflict::replace}}},
                 "CREATE TABLE t (\n\tid INTEGER NOT NULL CONSTRAINT pk_t PRIMARY KEY ON CONFLICT "
                 "REPLACE AUTOINCREMENT\n)"},
        Rendered{"Options",
                 {.name = "t",
                  .columns = {{.name = "a", .type = {"TEXT"}, .nullable = false}},
                  .primary_key = {{.columns = schema::indexed({"a"})}},
                  .options = {.strict = true, .without_rowid = true}},
                 "CREATE TABLE t (\n\ta TEXT NOT NULL, \n\tPRIMARY KEY (a)\n)\n WITHOUT ROWID,\n "
                 "STRICT"},
        Rendered{
            "Strict",
            {.name = "t", .columns = {{.name = "a", .type = {"ANY"}}}, .options = {.strict = true}},
            "CREATE TABLE t (\n\ta ANY\n)\n STRICT"},
        Rendered{"Names",
                 {.name = "\"; DROP TABLE x; --",
                  .columns = {{.name = "a\"b"}, {.name = "select"}, {.name = "ünï"}},
                  .uniques = {{.name = "a'b", .columns = schema::indexed({"a\"b", "select"})}}},
                 "CREATE TABLE \"\"\"; DROP TABLE x; --\" (\n\t\"a\"\"b\", \n\t\"select\", "
                 "\n\t\"ünï\", \n\tCONSTRAINT \"a'b\" UNIQUE (\"a\"\"b\", \"select\")\n)"}),
    [](const testing::TestParamInfo<Rendered>& info) { return std::string(info.param.name); });

class DdlTest : public testing::Test {
 protected:
  /// The key of the row (5) that was put into a table with this primary key, and its rowid.
  bool is_rowid(schema::PrimaryKey key) {
    Connection scratch = engine.scratch();
    const Table table{.name = "t", .columns = {id}, .primary_key = std::move(key)};
    scratch.execute(engine.dialect().create_table(table));
    scratch.execute("INSERT INTO t (id) VALUES (5)");
    return scratch.scalar("SELECT rowid FROM t") == Value{5};
  }

  Engine engine{"sqlite://"};
  Connection connection = engine.connect();
};

TEST_F(DdlTest, AKeyIsTheRowidUnlessItDescends) {
  EXPECT_TRUE(is_rowid({.columns = schema::indexed({"id"})}));
  EXPECT_TRUE(is_rowid({.columns = schema::indexed({"id"}), .autoincrement = true}));
  EXPECT_FALSE(is_rowid({.columns = {{.column = "id", .descending = true}}}));
}

TEST_F(DdlTest, DefaultsAreParenthesisedWhereSqliteWantsIt) {
  const std::vector<std::pair<const char*, const char*>> defaults = {
      {"5", "5"},
      {"-5", "-5"},
      {"+ 1.5e-3", "+ 1.5e-3"},
      {"'it''s'", "'it''s'"},
      {"x'00ff'", "x'00ff'"},
      {"NULL", "NULL"},
      {"TRUE", "TRUE"},
      {"CURRENT_TIMESTAMP", "CURRENT_TIMESTAMP"},
      {"\"text\"", "\"text\""},
      {"(1 + 2)", "(1 + 2)"},
      {"1 + 2", "(1 + 2)"},
      {"datetime('now')", "(datetime('now'))"},
      {"(1) + (2)", "((1) + (2))"},
      {"'(' || ')'", "('(' || ')')"},
      {"(')')", "(')')"},
      {"-abs(1)", "(-abs(1))"},
  };
  for (const auto& [text, rendered] : defaults) {
    const Table table{.name = "t", .columns = {{.name = "a", .server_default = text}, id}};
    const std::string sql = engine.dialect().create_table(table);
    EXPECT_NE(sql.find("DEFAULT " + std::string(rendered) + ", "), std::string::npos) << sql;
    Connection scratch = engine.scratch();
    scratch.execute(sql);
    scratch.execute("INSERT INTO t (id) VALUES (1)");
  }
}

TEST_F(DdlTest, ADefinitionServesAddColumn) {
  connection.execute("CREATE TABLE t (a TEXT)");
  const std::vector<Column> columns = {
      {.name = "b", .type = {"int32"}, .nullable = false, .server_default = "0"},
      {.name = "c", .type = {"TEXT"}, .server_default = "'x'", .collation = "NOCASE"},
      {.name = "d", .generated = {{.expression = "a || c"}}}};
  for (const Column& column : columns)
    connection.execute("ALTER TABLE t ADD COLUMN " + engine.dialect().column_definition(column));
  connection.execute("INSERT INTO t (a) VALUES ('a')");
  EXPECT_EQ(connection.rows("SELECT b, c, d FROM t")[0], (std::vector<Value>{0, "x", "ax"}));
}

TEST_F(DdlTest, IndexesHaveEveryClause) {
  connection.execute("CREATE TABLE \"T\" (a TEXT, b TEXT)");
  const std::vector<std::pair<schema::Index, const char*>> indexes = {
      {{.name = "i1", .columns = schema::indexed({"a", "b"})}, "CREATE INDEX i1 ON \"T\" (a, b)"},
      {{.name = "i2",
        .columns = {{.column = "a", .collation = "NOCASE", .descending = true}},
        .unique = true,
        .where = "b IS NOT NULL"},
       "CREATE UNIQUE INDEX i2 ON \"T\" (a COLLATE \"NOCASE\" DESC) WHERE b IS NOT NULL"},
      {{.name = "I 3", .columns = {{.expression = "lower(a)"}, {.expression = "a || b"}}},
       "CREATE INDEX \"I 3\" ON \"T\" (lower(a), a || b)"},
      {{.name = "i4",
        .columns = {{.expression = "lower(a)", .collation = "NOCASE"},
                    {.expression = "(a || b)", .collation = "NOCASE"},
                    {.expression = "a || b", .collation = "NOCASE"}}},
       "CREATE INDEX i4 ON \"T\" (lower(a) COLLATE \"NOCASE\", (a || b) COLLATE \"NOCASE\", (a || "
       "b) COLLATE \"NOCASE\")"},
  };
  for (const auto& [index, sql] : indexes) {
    EXPECT_EQ(engine.dialect().create_index("T", index), sql);
    connection.execute(sql);
  }
}

TEST_F(DdlTest, CreateAllBuildsASchemaInAnOrderThatWorks) {
  schema::Metadata metadata;
  metadata.tables = {
      {.name = "albums",
       .columns = {id, {.name = "artist_id", .type = {"int64"}}},
       .foreign_keys = {{.columns = {"artist_id"}, .referred_table = "artists"}},
       .indexes = {{.name = "ix", .columns = schema::indexed({"artist_id"})}}},
      {.name = "artists", .columns = {id}, .primary_key = {{.columns = schema::indexed({"id"})}}}};
  metadata.triggers = {{"r", "v",
                        "CREATE TRIGGER r INSTEAD OF INSERT ON v BEGIN\n"
                        "  INSERT INTO artists VALUES (new.id);\nEND;\n"}};
  metadata.views = {{"v", "CREATE VIEW v AS SELECT id FROM artists ; "}};
  metadata.virtual_tables = {{"f", "fts5", "CREATE VIRTUAL TABLE f USING fts5(x)"}};
  const std::vector<std::string> statements = create_all(engine.dialect(), metadata);
  ASSERT_EQ(statements.size(), 6u);
  EXPECT_TRUE(statements[0].starts_with("CREATE TABLE artists"));
  EXPECT_TRUE(statements[1].starts_with("CREATE TABLE albums"));
  EXPECT_EQ(statements[2], "CREATE INDEX ix ON albums (artist_id)");
  EXPECT_EQ(statements[3], "CREATE VIRTUAL TABLE f USING fts5(x)");
  EXPECT_EQ(statements[4], "CREATE VIEW v AS SELECT id FROM artists");
  EXPECT_TRUE(statements[5].ends_with("END"));
  for (const std::string& statement : statements) connection.execute(statement);
  connection.execute("INSERT INTO v VALUES (3)");
  EXPECT_EQ(connection.scalar("SELECT id FROM artists"), Value{3});
}

}  // namespace
}  // namespace retort::engine
