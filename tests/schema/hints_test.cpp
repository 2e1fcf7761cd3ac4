// Hints for migrations in schema files.

#include <gtest/gtest.h>

#include <retort/schema/toml.h>

namespace retort::schema {
namespace {

TEST(Hints, GoThroughToml) {
  Metadata metadata;
  metadata.tables.push_back(
      {.name = "performers",
       .columns = {{.name = "founded", .type = {"INT"}, .renamed_from = "year", .fill = "1990"}},
       .renamed_from = "artists"});
  const Metadata read = read_toml(write_toml(metadata), "test");
  EXPECT_EQ(read.tables[0].renamed_from, "artists");
  EXPECT_EQ(read.tables[0].columns[0].renamed_from, "year");
  EXPECT_EQ(read.tables[0].columns[0].fill, "1990");
}

TEST(Hints, TakeNoPartInComparison) {
  const Column column{.name = "a", .type = {"INT"}};
  Column hinted = column;
  hinted.renamed_from = "b";
  hinted.fill = "0";
  EXPECT_EQ(column, hinted);
}

TEST(Hints, AnIndexNeedsNoName) {
  const Metadata read = read_toml(
      "[[table]]\nname = \"t\"\ncolumns = [{ name = \"a\", type = \"INT\" }]\n"
      "indexes = [{ columns = [\"a\"] }]\n",
      "test");
  EXPECT_EQ(read.tables[0].indexes[0].name, "");
}

}  // namespace
}  // namespace retort::schema
