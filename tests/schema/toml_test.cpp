// The TOML form of a schema: how it reads, and that it loses nothing.

#include <retort/schema/toml.h>

#include <gtest/gtest.h>

#include <schema/random_metadata.h>

namespace retort::schema {
namespace {

Metadata music() {
  Table artists{.name = "artists",
                .columns = {{.name = "id", .type = {"INTEGER"}, .nullable = false},
                            {.name = "name", .type = {"VARCHAR(50)"}, .nullable = false},
                            {.name = "year", .type = {"INTEGER"}, .server_default = "1990"}},
                .primary_key = PrimaryKey{.columns = indexed({"id"})},
                .uniques = {{.columns = indexed({"name"})}},
                .checks = {{.name = "ck_year", .expression = "year > 1900"}}};
  Table albums{
      .name = "albums",
      .columns = {{.name = "id", .type = {"INTEGER"}},
                  {.name = "artist_id", .type = {"INTEGER"}, .nullable = false}},
      .primary_key = PrimaryKey{.columns = indexed({"id"}), .autoincrement = true},
      .foreign_keys = {{.columns = {"artist_id"},
                        .referred_table = "artists",
                        .referred_columns = {"id"},
                        .on_delete = Action::cascade}},
      .indexes = {{.name = "ix_albums_artist",
                   .columns = {{"artist_id"}, {.expression = "lower(id)", .descending = true}},
                   .unique = true,
                   .where = "id > 0"}},
      .options = {.strict = true}};
  return {.tables = {artists, albums},
          .views = {{.name = "v", .sql = "CREATE VIEW v AS\nSELECT 1"}},
          .triggers = {{.name = "t", .table = "albums", .sql = "CREATE TRIGGER t ..."}},
          .virtual_tables = {{.name = "f", .module = "fts5", .sql = "CREATE VIRTUAL TABLE f ..."}}};
}

constexpr std::string_view music_toml = R"toml([[table]]
name = "artists"
columns = [
  { name = "id",   type = "INTEGER",     nullable = false },
  { name = "name", type = "VARCHAR(50)", nullable = false },
  { name = "year", type = "INTEGER",     default = "1990" },
]
primary_key = ["id"]
unique = [["name"]]
checks = [
  { name = "ck_year", expression = "year > 1900" },
]

[[table]]
name = "albums"
columns = [
  { name = "id",        type = "INTEGER" },
  { name = "artist_id", type = "INTEGER", nullable = false },
]
primary_key = { columns = ["id"], autoincrement = true }
foreign_keys = [
  { columns = ["artist_id"], references = "artists", referred_columns = ["id"], on_delete = "cascade" },
]
strict = true
indexes = [
  { name = "ix_albums_artist", columns = ["artist_id", { expression = "lower(id)", descending = true }], unique = true, where = "id > 0" },
]

[[virtual_table]]
name = "f"
module = "fts5"
sql = "CREATE VIRTUAL TABLE f ..."

[[view]]
name = "v"
sql = '''
CREATE VIEW v AS
SELECT 1'''

[[trigger]]
name = "t"
table = "albums"
sql = "CREATE TRIGGER t ..."
)toml";

TEST(Toml, IsLaidOutForReview) { EXPECT_EQ(write_toml(music()), music_toml); }

TEST(Toml, ReadsBack) { EXPECT_EQ(read_toml(music_toml, "music.toml"), music()); }

TEST(Toml, AnEmptySchemaIsAnEmptyText) {
  EXPECT_EQ(write_toml({}), "");
  EXPECT_EQ(read_toml("", "empty.toml"), Metadata{});
}

TEST(Toml, ShortAndLongFormsMeanTheSame) {
  const std::string head =
      "[[table]]\nname = \"t\"\ncolumns = [{ name = \"a\", type = \"INTEGER\" }]\n";
  EXPECT_EQ(read_toml(head + "primary_key = [\"a\"]\nunique = [[\"a\"]]", "short.toml"),
            read_toml(head + "primary_key = { columns = [{ column = \"a\" }] }\n"
                             "unique = [{ columns = [\"a\"] }]",
                      "long.toml"));
}

TEST(Toml, WordsOfSqlMayBeInEitherCase) {
  const Metadata metadata = read_toml(
      "[[table]]\nname = \"t\"\ncolumns = []\n"
      "foreign_keys = [{ columns = [\"a\"], references = \"t\", on_update = \"SET NULL\" }]",
      "words.toml");
  EXPECT_EQ(metadata.tables.at(0).foreign_keys.at(0).on_update, Action::set_null);
}

TEST(Toml, EverySchemaReadsBackAsItself) {
  for (unsigned seed = 0; seed < 300; ++seed) {
    const Metadata metadata = testing::RandomMetadata(seed).metadata();
    const std::string text = write_toml(metadata);
    const Metadata again = read_toml(text, "random.toml");
    ASSERT_EQ(again, metadata) << "seed " << seed << "\n" << text;
    ASSERT_EQ(write_toml(again), text) << "seed " << seed;
  }
}

}  // namespace
}  // namespace retort::schema
