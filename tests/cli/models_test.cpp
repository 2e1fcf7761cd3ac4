// `migrate models`: the command around migrate::model_header.

#include <gtest/gtest.h>

#include "cli/command_line.h"

namespace retort::tests {
namespace {

class Models : public ::testing::Test {
 protected:
  Models() {
    write_file(folder / "schema.sql",
               "CREATE TABLE artists (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);\n"
               "CREATE TABLE albums (id INTEGER PRIMARY KEY, artist_id INTEGER NOT NULL REFERENCES "
               "artists (id));\n"
               "CREATE VIEW names AS SELECT name FROM artists;\n");
    EXPECT_EQ(folder.run("sqlite3 app.db < schema.sql").status, 0);
  }
  static bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
  }

  Folder folder;
};

TEST_F(Models, OfADatabaseNeedNoConfiguration) {
  const Outcome outcome = folder.run("migrate models --from sqlite:///app.db");
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_EQ(outcome.err, "");
  EXPECT_TRUE(outcome.out.starts_with("// The models of sqlite:///app.db")) << outcome.out;
  EXPECT_TRUE(has(outcome.out, "\nnamespace models {\n"));
  EXPECT_TRUE(has(outcome.out,
                  "  Column<As, \"artist_id\", std::int64_t, references<ArtistModel, \"id\">> "
                  "artist_id{};\n"
                  "  BelongsTo<As, ArtistModel, \"artist_id\"> artist{};\n"))
      << outcome.out;
  EXPECT_TRUE(has(outcome.out, "inline constexpr auto names = retort::orm::table<NameModel>;\n"));
  EXPECT_EQ(outcome.out, folder.run("migrate models --from sqlite:///app.db").out);
}

TEST_F(Models, OfTheConfiguredDatabaseLeaveOutTheRunnersTables) {
  EXPECT_EQ(folder.run("migrate init --url sqlite:///app.db --models sqlite:///app.db").status, 0);
  EXPECT_EQ(folder.run("migrate ensure_version").status, 0);
  const Outcome outcome = folder.run("migrate models");
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_TRUE(has(outcome.out, "ArtistModel"));
  EXPECT_FALSE(has(outcome.out, "migrate_version")) << outcome.out;
  EXPECT_FALSE(has(folder.run("migrate models --from sqlite:///app.db").out, "migrate_version"));
}

TEST_F(Models, OfAnySourceOfModels) {
  const std::string sql = folder.run("migrate models --from schema.sql --url sqlite://").out;
  const std::string database = folder.run("migrate models --from sqlite:///app.db").out;
  EXPECT_EQ(sql.substr(sql.find("#pragma")), database.substr(database.find("#pragma")));
  write_file(folder / "schema.toml",
             "[[table]]\nname = \"t\"\ncolumns = [{ name = \"id\", type = \"int64\" }]\n"
             "primary_key = [\"id\"]\n");
  const Outcome toml = folder.run("migrate models --from schema.toml --url sqlite://");
  EXPECT_EQ(toml.status, 0) << toml.err;
  EXPECT_TRUE(has(toml.out, "struct TModel {")) << toml.out;
}

TEST_F(Models, WrittenToAFile) {
  const Outcome outcome =
      folder.run("migrate models --from sqlite:///app.db -o models.h --namespace music");
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_EQ(outcome.out, "wrote models.h\n");
  EXPECT_TRUE(has(read_file(folder / "models.h"), "\nnamespace music {\n"));
  const Outcome json = folder.run("migrate models --from sqlite:///app.db -o models.h --json");
  EXPECT_TRUE(has(json.out, "\"written\": \"models.h\"")) << json.out;
  EXPECT_TRUE(has(json.out, "\"unsaid\": []")) << json.out;
}

TEST_F(Models, OfSomeTables) {
  const Outcome only = folder.run("migrate models --from sqlite:///app.db --tables 'alb*'");
  EXPECT_EQ(only.status, 0) << only.err;
  EXPECT_FALSE(has(only.out, "ArtistModel"));
  // The foreign key is still there.
  EXPECT_TRUE(
      has(only.out, "foreign_key_to<columns<\"artist_id\">, \"artists\", columns<\"id\">>{}"))
      << only.out;
  const std::string without =
      folder.run("migrate models --from sqlite:///app.db --exclude names").out;
  EXPECT_TRUE(has(without, "AlbumModel"));
  EXPECT_FALSE(has(without, "NameModel"));
  const std::string plain =
      folder.run("migrate models --from sqlite:///app.db --no-relationships").out;
  EXPECT_TRUE(has(plain, "references<ArtistModel"));
  EXPECT_FALSE(has(plain, "BelongsTo"));
  EXPECT_FALSE(has(plain, "HasMany"));
}

TEST_F(Models, SayWhatTheyDoNotSay) {
  EXPECT_EQ(folder.run("sqlite3 app.db 'CREATE VIEW lost AS SELECT * FROM gone'").status, 0);
  const Outcome outcome = folder.run("migrate models --from sqlite:///app.db");
  EXPECT_EQ(outcome.status, 1);
  EXPECT_TRUE(has(outcome.err, "not said: lost has no model, since it cannot be read: "))
      << outcome.err;
  EXPECT_TRUE(has(outcome.out, "// Not said here: lost has no model")) << outcome.out;
  // The view itself is not lost.
  EXPECT_TRUE(has(outcome.out, "inline const SchemaObject lost_view{retort::schema::View{"));
}

TEST_F(Models, WhatIsWrong) {
  const Outcome missing = folder.run("migrate models --from sqlite:///none.db");
  EXPECT_EQ(missing.status, 4) << missing.err;
  EXPECT_FALSE(fs::exists(folder / "none.db"));
  EXPECT_EQ(folder.run("migrate models --from none.sql --url sqlite://").status, 3);
  EXPECT_EQ(folder.run("migrate models").status, 3);
  const Outcome pattern = folder.run("migrate models --from sqlite:///app.db --tables 'tabel:x'");
  EXPECT_EQ(pattern.status, 2) << pattern.err;
  const Outcome name = folder.run("migrate models --from sqlite:///app.db --namespace 'a b'");
  EXPECT_EQ(name.status, 2) << name.err;
  const Outcome place = folder.run("migrate models --from sqlite:///app.db -o no/such/models.h");
  EXPECT_EQ(place.status, 3) << place.err;
}

}  // namespace
}  // namespace retort::tests
