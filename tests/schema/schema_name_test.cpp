// Tables of several schemas in one Metadata.

#include <gtest/gtest.h>

#include <string>

#include <retort/schema/error.h>
#include <retort/schema/metadata.h>
#include <retort/schema/naming.h>
#include <retort/schema/toml.h>

namespace retort::schema {
namespace {

Table notes(const std::string& schema) {
  return {.name = "notes",
          .schema = schema,
          .columns = {{.name = "id", .type = {"INTEGER"}}, {.name = "of", .type = {"INTEGER"}}},
          .primary_key = PrimaryKey{.columns = {{.column = "id"}}},
          .indexes = {{.name = {}, .columns = {{.column = "of"}}}}};
}

Metadata both() {
  Metadata metadata;
  metadata.tables = {notes(""), notes("archive")};
  metadata.views.push_back({"v", "CREATE VIEW v AS SELECT 1", "archive"});
  metadata.triggers.push_back(
      {"r", "notes", "CREATE TRIGGER r AFTER INSERT ON notes BEGIN SELECT 1; END", "archive"});
  metadata.virtual_tables.push_back(
      {"f", "fts5", "CREATE VIRTUAL TABLE f USING fts5(t)", "archive"});
  return metadata;
}

TEST(SchemaName, TellsTablesOfOneNameApart) {
  const Metadata metadata = both();
  EXPECT_EQ(metadata.find_table("notes"), &metadata.tables[0]);
  EXPECT_EQ(metadata.find_table("NOTES", "Archive"), &metadata.tables[1]);
  EXPECT_EQ(metadata.find_table("notes", "other"), nullptr);
  EXPECT_EQ(metadata.find_view("v"), nullptr);
  EXPECT_NE(metadata.find_view("v", "archive"), nullptr);
  EXPECT_FALSE(notes("") == notes("archive"));
}

TEST(SchemaName, ForeignKeysReferToTheirOwnSchema) {
  Metadata metadata;
  const auto child = [](const std::string& schema) {
    Table table = notes(schema);
    table.name = "children";
    table.foreign_keys = {{.columns = {"of"}, .referred_table = "notes", .referred_columns = {}}};
    return table;
  };
  metadata.tables = {child("archive"), notes(""), notes("archive")};
  std::string order;
  for (const Table* table : sorted_tables(metadata))
    order += table->schema + "." + table->name + " ";
  EXPECT_EQ(order, "archive.notes archive.children .notes ");
}

TEST(SchemaName, IsPartOfAnIndexName) {
  const Metadata metadata = both();
  EXPECT_EQ(default_name(metadata.tables[0], metadata.tables[0].indexes[0]), "ix_notes_of");
  EXPECT_EQ(default_name(metadata.tables[1], metadata.tables[1].indexes[0]), "ix_archive_notes_of");
}

TEST(SchemaName, OneSchemaIsASchemaByItself) {
  const Metadata metadata = both();
  const Metadata main = in_schema(metadata, "");
  ASSERT_EQ(main.tables.size(), 1u);
  EXPECT_EQ(main.tables[0], metadata.tables[0]);
  EXPECT_TRUE(main.views.empty() && main.triggers.empty() && main.virtual_tables.empty());
  const Metadata archive = in_schema(metadata, "ARCHIVE");
  ASSERT_EQ(archive.tables.size(), 1u);
  EXPECT_EQ(archive.tables[0].schema, "");
  EXPECT_EQ(archive.tables[0].indexes[0].name, "ix_archive_notes_of");
  EXPECT_NE(archive.find_view("v"), nullptr);
  EXPECT_EQ(archive.triggers.size() + archive.virtual_tables.size(), 2u);
}

TEST(SchemaName, GoesThroughToml) {
  Metadata metadata = both();
  // Indexes share the name space of their schema's tables, and no other.
  metadata.tables[0].indexes[0].name = "i";
  metadata.tables[1].indexes[0].name = "i";
  const std::string text = write_toml(metadata);
  EXPECT_NE(text.find("name = \"notes\"\nschema = \"archive\"\n"), std::string::npos) << text;
  EXPECT_EQ(read_toml(text, "x"), metadata);
  metadata.tables[0].schema = "archive";
  EXPECT_THROW(read_toml(write_toml(metadata), "x"), Error);
}

}  // namespace
}  // namespace retort::schema
