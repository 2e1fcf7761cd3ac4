// Operations as values: what they say, what undoes them, what they do to a schema.

#include <gtest/gtest.h>

#include <retort/migrate/error.h>
#include <retort/migrate/operation.h>

#include "trial.h"

namespace retort::migrate {
namespace {

const char* const music =
    "CREATE TABLE artists (id INTEGER PRIMARY KEY, name VARCHAR NOT NULL UNIQUE, year INTEGER "
    "CHECK (year > 1900)); CREATE INDEX ix_year ON artists (year); "
    "CREATE TABLE albums (id INTEGER PRIMARY KEY, artist_id INTEGER REFERENCES artists (id))";

std::string refusal(const Operation& operation, schema::Metadata metadata = schema_of(music)) {
  try {
    migrate::apply(operation, metadata);
  } catch (const MigrateError& error) {
    return error.what();
  }
  return "";
}

TEST(Describe, SaysEverythingOfAChangedColumn) {
  const AlterColumn alter{
      .table = "t",
      .before = {.name = "a", .type = {"INTEGER"}},
      .after = {.name = "b", .type = {"TEXT"}, .nullable = false, .server_default = "'x'"},
      .rename = true,
      .type = true,
      .nullable = true,
      .server_default = true,
      .collation = true,
      .generated = true};
  EXPECT_EQ(describe(alter),
            "alter column t.a: rename to b, type INTEGER to TEXT, NOT NULL, default 'x', "
            "no collation, no longer generated");
}

TEST(Describe, CutsLongSql) {
  EXPECT_EQ(describe(Execute{"\n  UPDATE t SET a = 1;\nDELETE FROM u"}),
            "execute UPDATE t SET a = 1;");
  EXPECT_EQ(describe(Execute{std::string(100, 'x')}), "execute " + std::string(60, 'x') + "...");
}

TEST(Describe, CountsRows) {
  EXPECT_EQ(describe(BulkInsert{"t", {"a"}, {{engine::Value{}}}}), "insert 1 row into t");
  EXPECT_EQ(describe(BulkInsert{"t", {"a"}, {}}), "insert 0 rows into t");
}

TEST(Reverse, UndoesInReverseOrder) {
  const std::vector<Operation> operations = {
      RenameTable{"a", "b"}, AddColumn{"b", {.name = "c", .type = {"TEXT"}}},
      CreateIndex{"b", {.name = "i", .columns = schema::indexed({"c"})}}};
  EXPECT_EQ(described(reverse(operations)), "drop index i\ndrop column b.c\nrename table b to a");
}

TEST(Reverse, ATableComesBackWithItsIndexes) {
  const schema::Table table = *schema_of(music).find_table("artists");
  EXPECT_EQ(described(reverse(std::vector<Operation>{DropTable{table}})),
            "create table artists\ncreate index ix_year on artists (year)");
}

TEST(Reverse, OfAnAlteredColumnSwapsItsSides) {
  const AlterColumn alter{.table = "t",
                          .before = {.name = "a", .type = {"INTEGER"}},
                          .after = {.name = "b", .type = {"TEXT"}},
                          .rename = true,
                          .type = true,
                          .fill = "0"};
  const auto back = std::get<AlterColumn>(reverse(alter));
  EXPECT_EQ(describe(back), "alter column t.b: rename to a, type TEXT to INTEGER");
  EXPECT_EQ(back.fill, "");
}

TEST(Reverse, RefusesWhatNobodyKnows) {
  for (const Operation& operation : std::vector<Operation>{
           Execute{"DELETE FROM t"}, BulkInsert{"t", {}, {}}, DropTable{schema::Table{.name = "t"}},
           DropView{{.name = "v", .sql = ""}}, DropIndex{"t", {.name = "i"}},
           DropConstraint{"t", schema::Check{"c", ""}},
           DropConstraint{"t", schema::ForeignKey{.name = "f"}}}) {
    EXPECT_THROW(reverse(operation), MigrateError) << describe(operation);
  }
}

TEST(Apply, IsUndoneByTheReverse) {
  const schema::Metadata before = schema_of(music);
  const schema::Metadata after = schema_of(
      "CREATE TABLE people (id INTEGER PRIMARY KEY, title TEXT NOT NULL, born AS (id + 1), CHECK "
      "(title > '')); CREATE TABLE labels (name PRIMARY KEY); CREATE VIEW v AS SELECT 1; "
      "CREATE TABLE albums (id INTEGER PRIMARY KEY, artist_id INTEGER REFERENCES people (id) ON "
      "DELETE CASCADE) STRICT; CREATE INDEX ix_title ON people (title DESC); "
      "CREATE TRIGGER g AFTER INSERT ON albums BEGIN SELECT 1; END");
  const std::vector<Operation> operations =
      diff(before, after,
           {.rename_table = {{"artists", "people"}}, .rename_column = {{"artists.name", "title"}}});
  schema::Metadata metadata = before;
  for (const Operation& operation : operations) migrate::apply(operation, metadata);
  EXPECT_EQ(described(diff(metadata, after)), "");
  for (const Operation& operation : reverse(operations)) migrate::apply(operation, metadata);
  EXPECT_EQ(described(diff(metadata, before)), "");
}

TEST(Apply, RenamesFollowThroughTheSchema) {
  schema::Metadata metadata = schema_of(music);
  migrate::apply(RenameTable{"artists", "people"}, metadata);
  migrate::apply(AlterColumn{.table = "people",
                             .before = {.name = "year"},
                             .after = {.name = "born in"},
                             .rename = true},
                 metadata);
  migrate::apply(
      AlterColumn{
          .table = "people", .before = {.name = "id"}, .after = {.name = "key"}, .rename = true},
      metadata);
  const schema::Table& people = *metadata.find_table("people");
  EXPECT_EQ(people.checks[0].expression, "\"born in\" > 1900");
  EXPECT_EQ(people.indexes[0].columns[0].column, "born in");
  EXPECT_EQ(people.primary_key->columns[0].column, "key");
  const schema::ForeignKey& key = metadata.find_table("albums")->foreign_keys[0];
  EXPECT_EQ(key.referred_table, "people");
  EXPECT_EQ(key.referred_columns, std::vector<std::string>{"key"});
}

TEST(Apply, RefusesWhatDoesNotFitAndSaysWhy) {
  EXPECT_EQ(refusal(DropTable{schema::Table{.name = "labels"}}),
            "cannot drop table labels: there is no table labels");
  EXPECT_EQ(refusal(RenameTable{"artists", "ix_year"}),
            "cannot rename table artists to ix_year: there is an index ix_year already");
  EXPECT_EQ(refusal(AddColumn{"artists", {.name = "Name"}}),
            "cannot add column artists.Name: table artists has a column Name already");
  EXPECT_EQ(refusal(DropColumn{"artists", {.name = "born"}}),
            "cannot drop column artists.born: table artists has no column born");
  EXPECT_EQ(refusal(DropColumn{"artists", {.name = "year"}}),
            "cannot drop column artists.year: CHECK (year > 1900) uses it; drop that first");
  EXPECT_EQ(refusal(DropColumn{"artists", {.name = "id"}}),
            "cannot drop column artists.id: the primary key uses it; drop that first");
  EXPECT_EQ(refusal(AddConstraint{"artists", schema::Unique{"", schema::indexed({"born"})}}),
            "cannot add unique constraint on artists (born): table artists has no column born");
  EXPECT_EQ(refusal(DropConstraint{"artists", schema::Check{"c", ""}}),
            "cannot drop check constraint c on artists: the table has no such constraint");
  EXPECT_EQ(refusal(CreateIndex{"artists", {.name = "albums", .columns = schema::indexed({"id"})}}),
            "cannot create index albums on artists (id): there is a table albums already");
  EXPECT_EQ(refusal(DropIndex{"artists", {.name = "i"}}),
            "cannot drop index i: there is no index i");
}

TEST(Apply, FindsAnUnnamedConstraintByItsContent) {
  schema::Metadata metadata = schema_of(music);
  migrate::apply(DropConstraint{"artists", schema::Unique{"", schema::indexed({"NAME"})}},
                 metadata);
  EXPECT_TRUE(metadata.find_table("artists")->uniques.empty());
  migrate::apply(DropConstraint{"albums", schema::ForeignKey{.columns = {"artist_id"}}}, metadata);
  EXPECT_TRUE(metadata.find_table("albums")->foreign_keys.empty());
}

TEST(DestroysData, IsAboutRowsAndValues) {
  EXPECT_TRUE(destroys_data(DropTable{}));
  EXPECT_TRUE(destroys_data(DropColumn{}));
  EXPECT_TRUE(destroys_data(DropVirtualTable{}));
  EXPECT_FALSE(destroys_data(DropIndex{}));
  EXPECT_FALSE(destroys_data(DropConstraint{}));
}

}  // namespace
}  // namespace retort::migrate
