// Tables, column by column and constraint by constraint.

#include <gtest/gtest.h>

#include "introspect/database.h"

namespace retort {
namespace {

using schema::Conflict;
using schema::indexed;

TEST(IntrospectTable, ColumnsHaveTypeNullabilityAndDefault) {
  const schema::Table table = table_of(
      "CREATE TABLE [my t] (id INTEGER NOT NULL, \"a b\" varchar( 50 ) DEFAULT 'x', c DEFAULT ( "
      "1+1 ),"
      " d double  precision NOT NULL ON CONFLICT REPLACE DEFAULT -5, e)");
  EXPECT_EQ(table.name, "my t");
  ASSERT_EQ(table.columns.size(), 5u);
  EXPECT_EQ(table.columns[0],
            (schema::Column{.name = "id", .type = {"INTEGER"}, .nullable = false}));
  EXPECT_EQ(table.columns[1],
            (schema::Column{.name = "a b", .type = {"varchar(50)"}, .server_default = "'x'"}));
  EXPECT_EQ(table.columns[2],
            (schema::Column{.name = "c", .type = {""}, .server_default = "(1 + 1)"}));
  EXPECT_EQ(table.columns[3], (schema::Column{.name = "d",
                                              .type = {"double precision"},
                                              .nullable = false,
                                              .server_default = "-5",
                                              .not_null_conflict = Conflict::replace}));
  EXPECT_EQ(table.columns[4], (schema::Column{.name = "e", .type = {""}}));
}

TEST(IntrospectTable, WhatHasNoEffectIsNotThere) {
  const schema::Table written = table_of(
      "CREATE TABLE t (a TEXT NULL DEFAULT NULL COLLATE binary, b REFERENCES p (x) ON DELETE NO"
      " ACTION NOT DEFERRABLE)");
  EXPECT_EQ(written, table_of("CREATE TABLE t (a TEXT, b REFERENCES p (x))"));
}

TEST(IntrospectTable, OfRepeatedClausesTheLastCounts) {
  EXPECT_EQ(table_of("CREATE TABLE t (a DEFAULT 1 DEFAULT 2 COLLATE rtrim COLLATE nocase)"),
            table_of("CREATE TABLE t (a DEFAULT 2 COLLATE NOCASE)"));
}

TEST(IntrospectTable, ADefaultInDoubleQuotesIsAString) {
  EXPECT_EQ(table_of("CREATE TABLE t (a DEFAULT \"it's\")").columns[0].server_default, "'it''s'");
}

TEST(IntrospectTable, TypesOfSqliteAreNotTakenForPortableOnes) {
  const schema::Table table = table_of("CREATE TABLE t (a int64, b bool, c string(5), d VARCHAR)");
  EXPECT_EQ(table.columns[0].type.text, "INT64");
  EXPECT_EQ(table.columns[1].type.text, "BOOL");
  EXPECT_EQ(table.columns[2].type.text, "STRING(5)");
  EXPECT_EQ(table.columns[3].type.text, "VARCHAR");
}

TEST(IntrospectTable, GeneratedColumns) {
  const schema::Table table = table_of(
      "CREATE TABLE t (a, b int GENERATED ALWAYS AS ((a*2)) STORED, \"c d\" AS (lower( [a] )))");
  EXPECT_EQ(table.columns[1].type, schema::Type{"int"});
  EXPECT_EQ(table.columns[1].generated, (schema::Generated{"a * 2", true}));
  EXPECT_EQ(table.columns[2].generated, (schema::Generated{"lower(a)", false}));
}

TEST(IntrospectTable, Options) {
  EXPECT_EQ(table_of("CREATE TABLE t (a)").options, schema::TableOptions{});
  EXPECT_EQ(table_of("CREATE TABLE t (a INT PRIMARY KEY) STRICT, WITHOUT ROWID").options,
            (schema::TableOptions{.strict = true, .without_rowid = true}));
}

TEST(IntrospectTable, InlineConstraintsAreTheSameAsThoseOfTheTable) {
  EXPECT_EQ(table_of("CREATE TABLE t (a INTEGER CONSTRAINT k PRIMARY KEY, b CONSTRAINT u UNIQUE"
                     " ON CONFLICT IGNORE CONSTRAINT c CHECK (b > 0) CONSTRAINT f REFERENCES p"
                     " ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED)"),
            table_of("CREATE TABLE t (a INTEGER, b, CONSTRAINT k PRIMARY KEY (a), CONSTRAINT u"
                     " UNIQUE (b) ON CONFLICT IGNORE, CONSTRAINT c CHECK ((b>0)), CONSTRAINT f"
                     " FOREIGN KEY (b) REFERENCES p ON DELETE CASCADE DEFERRABLE INITIALLY"
                     " DEFERRED)"));
}

TEST(IntrospectTable, ConstraintsInTheOrderTheyStand) {
  const schema::Table table = table_of(
      "CREATE TABLE t (a UNIQUE CHECK (a > 1), b UNIQUE CHECK (b > 2), CHECK (a < b),"
      " UNIQUE (a, b))");
  ASSERT_EQ(table.checks.size(), 3u);
  EXPECT_EQ(table.checks[0].expression, "a > 1");
  EXPECT_EQ(table.checks[1].expression, "b > 2");
  EXPECT_EQ(table.checks[2].expression, "a < b");
  ASSERT_EQ(table.uniques.size(), 3u);
  EXPECT_EQ(table.uniques[2].columns, indexed({"a", "b"}));
}

TEST(IntrospectTable, PrimaryKeys) {
  EXPECT_EQ(table_of("CREATE TABLE t (a INTEGER PRIMARY KEY AUTOINCREMENT)").primary_key,
            (schema::PrimaryKey{.name = "", .columns = indexed({"a"}), .autoincrement = true}));
  EXPECT_EQ(
      table_of("CREATE TABLE t (a, b, CONSTRAINT \"my key\" PRIMARY KEY (B DESC, a COLLATE nocase)"
               " ON CONFLICT FAIL)")
          .primary_key,
      (schema::PrimaryKey{
          .name = "my key",
          .columns = {{.column = "b", .descending = true}, {.column = "a", .collation = "NOCASE"}},
          .conflict = Conflict::fail}));
  EXPECT_EQ(table_of("CREATE TABLE t (a)").primary_key, std::nullopt);
}

// https://sqlite.org/lang_createtable.html#rowid
TEST(IntrospectTable, TheDirectionOfAKeyCountsWhereSqliteHeedsIt) {
  const auto descending = [](std::string_view ddl) {
    return table_of(ddl).primary_key->columns[0].descending;
  };
  EXPECT_TRUE(descending("CREATE TABLE t (a INTEGER PRIMARY KEY DESC)"));
  EXPECT_FALSE(descending("CREATE TABLE t (a INTEGER, PRIMARY KEY (a DESC))"));
  EXPECT_FALSE(descending("CREATE TABLE t (a 'integer', PRIMARY KEY (a DESC))"));
  EXPECT_TRUE(descending("CREATE TABLE t (a INT, PRIMARY KEY (a DESC))"));
  EXPECT_TRUE(descending("CREATE TABLE t (a INTEGER, PRIMARY KEY (a DESC)) WITHOUT ROWID"));
}

TEST(IntrospectTable, ForeignKeys) {
  const schema::Table table = table_of(
      "CREATE TABLE t (a REFERENCES \"p q\", b, c, CONSTRAINT f FOREIGN KEY (b, c) REFERENCES p"
      " (x, [y]) ON UPDATE SET DEFAULT ON DELETE SET NULL MATCH full DEFERRABLE)");
  ASSERT_EQ(table.foreign_keys.size(), 2u);
  EXPECT_EQ(table.foreign_keys[0],
            (schema::ForeignKey{
                .name = "", .columns = {"a"}, .referred_table = "p q", .referred_columns = {}}));
  EXPECT_EQ(table.foreign_keys[1], (schema::ForeignKey{.name = "f",
                                                       .columns = {"b", "c"},
                                                       .referred_table = "p",
                                                       .referred_columns = {"x", "y"},
                                                       .on_delete = schema::Action::set_null,
                                                       .on_update = schema::Action::set_default,
                                                       .match = "FULL",
                                                       .deferrable = true}));
}

TEST(IntrospectTable, ADeferralBelongsToTheForeignKeyBeforeIt) {
  const schema::Table table = table_of(
      "CREATE TABLE t (a DEFERRABLE, b REFERENCES p NOT NULL DEFERRABLE INITIALLY DEFERRED, c)");
  ASSERT_EQ(table.foreign_keys.size(), 1u);
  EXPECT_TRUE(table.foreign_keys[0].initially_deferred);
}

TEST(IntrospectTable, ReferencesAreSpelledAsTheirTargetsAreDeclared) {
  const schema::Metadata metadata = schema_of(
      "CREATE TABLE t (Id REFERENCES PARENT (KEY), UNIQUE (ID), FOREIGN KEY (iD) REFERENCES Gone"
      " (X)); CREATE TABLE Parent (Key PRIMARY KEY); CREATE INDEX i ON T (ID);"
      "CREATE TRIGGER r DELETE ON T BEGIN SELECT 1; END");
  const schema::Table& table = *metadata.find_table("t");
  EXPECT_EQ(table.foreign_keys[0].referred_table, "Parent");
  EXPECT_EQ(table.foreign_keys[0].referred_columns, std::vector<std::string>{"Key"});
  EXPECT_EQ(table.foreign_keys[1].columns, std::vector<std::string>{"Id"});
  EXPECT_EQ(table.foreign_keys[1].referred_table, "Gone");
  EXPECT_EQ(table.uniques[0].columns, indexed({"Id"}));
  EXPECT_EQ(table.indexes[0].columns, indexed({"Id"}));
  EXPECT_EQ(metadata.triggers[0].table, "t");
}

TEST(IntrospectTable, ChecksOfOneMeaningAreOneText) {
  const auto check = [](const std::string& expression) {
    return table_of("CREATE TABLE t (a, b, \"order\", CHECK (" + expression + "))")
        .checks.at(0)
        .expression;
  };
  EXPECT_EQ(check("a>0 and b is not null"), check("( \"a\" > 0 -- why\n AND [b] Is Not Null )"));
  EXPECT_EQ(check("\"order\" = 1"), "\"order\" = 1");
  // No column: to SQLite it is a string, and without its quotes it would be an error.
  EXPECT_EQ(check("a IN (\"open\", 'closed')"), "a IN (\"open\", 'closed')");
  EXPECT_EQ(check("\"rowid\" > 0"), "rowid > 0");
}

TEST(IntrospectTable, AddedColumnsAreThere) {
  const schema::Table table = table_of(
      "CREATE TABLE t (a /* last */ -- really\n); ALTER TABLE t ADD COLUMN b int NOT NULL DEFAULT 0"
      " REFERENCES t (a); ALTER TABLE t RENAME COLUMN a TO \"a b\"; ALTER TABLE t RENAME TO \"x "
      "y\"");
  EXPECT_EQ(table.name, "x y");
  ASSERT_EQ(table.columns.size(), 2u);
  EXPECT_EQ(table.columns[0].name, "a b");
  EXPECT_FALSE(table.columns[1].nullable);
  ASSERT_EQ(table.foreign_keys.size(), 1u);
  EXPECT_EQ(table.foreign_keys[0].referred_table, "x y");
  EXPECT_EQ(table.foreign_keys[0].referred_columns, std::vector<std::string>{"a b"});
}

// The number is that of the SQLAlchemy reference's case: what case 79 makes comes back, all of it.
TEST(IntrospectTable, Case89EveryObjectComesBack) {
  const schema::Metadata made = schema_of(
      "CREATE TABLE u (id INTEGER NOT NULL, n VARCHAR(50) DEFAULT 'x', k INTEGER NOT NULL,"
      " CONSTRAINT pk_u PRIMARY KEY (id), CONSTRAINT uq_u_n UNIQUE (n),"
      " CONSTRAINT ck_u_pos CHECK (k > 0));"
      "CREATE INDEX ix_u_k ON u (k); CREATE UNIQUE INDEX ix_u_few ON u (n) WHERE k > 9;"
      "CREATE TABLE ad (b TEXT NOT NULL, a INTEGER NOT NULL, u_id INTEGER,"
      " CONSTRAINT pk_ad PRIMARY KEY (a, b), CONSTRAINT fk_ad_u_id_u FOREIGN KEY (u_id)"
      " REFERENCES u (id) ON DELETE CASCADE ON UPDATE SET NULL DEFERRABLE INITIALLY DEFERRED)");
  const schema::Table& u = *made.find_table("u");
  ASSERT_EQ(u.columns.size(), 3u);
  EXPECT_EQ(u.columns[0], (schema::Column{.name = "id", .type = {"INTEGER"}, .nullable = false}));
  EXPECT_EQ(u.columns[1],
            (schema::Column{.name = "n", .type = {"VARCHAR(50)"}, .server_default = "'x'"}));
  EXPECT_EQ(u.primary_key, (schema::PrimaryKey{.name = "pk_u", .columns = indexed({"id"})}));
  ASSERT_EQ(u.uniques.size(), 1u);
  EXPECT_EQ(u.uniques[0], (schema::Unique{.name = "uq_u_n", .columns = indexed({"n"})}));
  ASSERT_EQ(u.checks.size(), 1u);
  EXPECT_EQ(u.checks[0], (schema::Check{.name = "ck_u_pos", .expression = "k > 0"}));
  ASSERT_EQ(u.indexes.size(), 2u);
  EXPECT_EQ(u.indexes[0].name, "ix_u_k");
  EXPECT_FALSE(u.indexes[0].unique);
  EXPECT_EQ(u.indexes[1].name, "ix_u_few");
  EXPECT_TRUE(u.indexes[1].unique);
  EXPECT_EQ(u.indexes[1].where, "k > 9");
  const schema::Table& ad = *made.find_table("ad");
  // In the order of the key, which is not that of the columns.
  EXPECT_EQ(ad.primary_key, (schema::PrimaryKey{.name = "pk_ad", .columns = indexed({"a", "b"})}));
  ASSERT_EQ(ad.foreign_keys.size(), 1u);
  EXPECT_EQ(ad.foreign_keys[0], (schema::ForeignKey{.name = "fk_ad_u_id_u",
                                                    .columns = {"u_id"},
                                                    .referred_table = "u",
                                                    .referred_columns = {"id"},
                                                    .on_delete = schema::Action::cascade,
                                                    .on_update = schema::Action::set_null,
                                                    .deferrable = true,
                                                    .initially_deferred = true}));
}

TEST(IntrospectTable, TheTextIsTheOneThatIsStored) {
  EXPECT_EQ(table_of("create  table if not exists main.t(a /* x */)").sql,
            "CREATE TABLE t(a /* x */)");
  EXPECT_EQ(table_of("CREATE TABLE t AS SELECT 1 AS a, 'x' AS \"b c\"").columns.size(), 2u);
}

}  // namespace
}  // namespace retort
