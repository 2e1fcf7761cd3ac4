// The main job through the command: models, a revision, a database; then the models grow.

#include <gtest/gtest.h>

#include "cli/command_line.h"

namespace retort::tests {
namespace {

constexpr auto small_models = R"(
CREATE TABLE artists (id INTEGER NOT NULL, name VARCHAR NOT NULL, year INTEGER,
                      PRIMARY KEY (id), UNIQUE (name));
CREATE TABLE albums (id INTEGER NOT NULL, name VARCHAR NOT NULL, tracks INTEGER NOT NULL,
                     artist_id INTEGER NOT NULL,
                     PRIMARY KEY (id), FOREIGN KEY(artist_id) REFERENCES artists (id));
)";

constexpr auto grown_models = R"(
CREATE TABLE artists (id INTEGER NOT NULL, name VARCHAR NOT NULL, year INTEGER,
                      country VARCHAR DEFAULT 'unknown' NOT NULL,
                      PRIMARY KEY (id), UNIQUE (name));
CREATE TABLE albums (id INTEGER NOT NULL, name VARCHAR NOT NULL, tracks INTEGER NOT NULL,
                     artist_id INTEGER NOT NULL,
                     PRIMARY KEY (id), FOREIGN KEY(artist_id) REFERENCES artists (id));
CREATE INDEX ix_albums_artist_id ON albums (artist_id);
CREATE TABLE genres (id INTEGER NOT NULL, name VARCHAR NOT NULL, PRIMARY KEY (id), UNIQUE (name));
CREATE TABLE album_genres (album_id INTEGER NOT NULL, genre_id INTEGER NOT NULL,
                           PRIMARY KEY (album_id, genre_id),
                           FOREIGN KEY(album_id) REFERENCES albums (id) ON DELETE CASCADE,
                           FOREIGN KEY(genre_id) REFERENCES genres (id));
)";

class MainJob : public ::testing::Test {
 protected:
  void SetUp() override {
    write_file(folder / "models.sql", small_models);
    ASSERT_EQ(folder.run("migrate init --url sqlite:///music.db --models models.sql").status, 0);
  }

  // Runs and expects success, showing what was printed where there is none.
  std::string ok(const std::string& command) {
    const Outcome outcome = folder.run(command);
    EXPECT_EQ(outcome.status, 0) << command << '\n' << outcome.out << outcome.err;
    return outcome.out;
  }
  std::string sql(const std::string& statement) {
    return ok("sqlite3 music.db \"" + statement + "\"");
  }

  Folder folder;
};

TEST_F(MainJob, AnEmptyDatabaseBecomesWhatTheModelsSay) {
  const std::string written = ok("migrate revision --autogenerate -m 'artists and albums'");
  EXPECT_NE(written.find("create table artists"), std::string::npos) << written;
  EXPECT_NE(written.find("_artists_and_albums.toml"), std::string::npos) << written;
  const std::string upgraded = ok("migrate upgrade head");
  EXPECT_NE(upgraded.find("upgrade <base> -> "), std::string::npos) << upgraded;
  EXPECT_EQ(ok("migrate check"), "nothing differs\n");
  EXPECT_EQ(sql("SELECT count(*) FROM migrate_version"), "1\n");
  EXPECT_EQ(sql("SELECT name FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY name"),
            "albums\nartists\nmigrate_history\nmigrate_version\n");
  const std::string current = ok("migrate current");
  EXPECT_NE(current.find("(head), artists and albums"), std::string::npos) << current;
  EXPECT_EQ(ok("migrate history"), "<base> -> " + current);
  EXPECT_EQ(ok("migrate upgrade head"), "");
}

TEST_F(MainJob, TheModelsGrowAndTheRowsStay) {
  ok("migrate revision --autogenerate -m first && migrate upgrade head");
  sql("INSERT INTO artists (name, year) VALUES ('Tool', 1990), ('Pearl Jam', NULL);"
      "INSERT INTO albums (name, tracks, artist_id) VALUES ('Lateralus', 13, 1)");
  write_file(folder / "models.sql", grown_models);

  const Outcome check = folder.run("migrate check");
  EXPECT_EQ(check.status, 1);
  for (const char* expected :
       {"add column artists.country", "create table genres", "create table album_genres",
        "create index ix_albums_artist_id", "--- database", "+++ models", "@@"})
    EXPECT_NE(check.out.find(expected), std::string::npos) << expected << '\n' << check.out;
  EXPECT_EQ(check.out.find("\x1b["), std::string::npos) << "colour, though not on a terminal";

  ok("migrate revision --autogenerate -m grow");
  const std::string rows = "SELECT id, name, year FROM artists ORDER BY id; SELECT * FROM albums";
  const std::string before = sql(rows);
  for (int round = 0; round < 2; ++round) {
    ok("migrate upgrade head");
    EXPECT_EQ(ok("migrate check"), "nothing differs\n");
    EXPECT_EQ(sql(rows), before);
    EXPECT_EQ(sql("SELECT DISTINCT country FROM artists"), "unknown\n");
    const std::string down = ok("migrate downgrade -1");
    EXPECT_NE(down.find("downgrade "), std::string::npos) << down;
    EXPECT_EQ(sql(rows), before);
    EXPECT_EQ(sql("SELECT count(*) FROM pragma_table_info('artists')"), "3\n");
  }
  EXPECT_EQ(sql("PRAGMA integrity_check; PRAGMA foreign_key_check"), "ok\n");
  ok("migrate downgrade base");
  EXPECT_EQ(sql("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name"),
            "migrate_history\nmigrate_version\n");
  EXPECT_EQ(sql("SELECT * FROM migrate_version"), "");
}

TEST_F(MainJob, NothingIsWrittenWhenNothingDiffers) {
  ok("migrate revision --autogenerate -m first && migrate upgrade head");
  const auto before = folder.contents();
  EXPECT_EQ(ok("migrate revision --autogenerate -m again"),
            "nothing differs; no revision was written\n");
  EXPECT_EQ(folder.contents(), before);
}

TEST_F(MainJob, ARevisionWithoutAutogenerateIsForAPersonToFill) {
  ok("migrate revision -m 'by hand'");
  const std::string script = ok("cat migrations/*_by_hand.toml");
  EXPECT_NE(script.find("message = \"by hand\""), std::string::npos) << script;
  ok("migrate upgrade head");
  EXPECT_NE(ok("migrate current").find("by hand"), std::string::npos);
}

TEST_F(MainJob, OptionsStandBeforeOrAfterTheCommand) {
  ok("mkdir elsewhere && mv migrate.toml migrations models.sql elsewhere");
  const std::string options =
      "-c elsewhere/migrate.toml --url sqlite:///other.db --models elsewhere/models.sql";
  ok("migrate " + options + " revision --autogenerate -m first");
  ok("migrate upgrade head " + options);
  EXPECT_EQ(ok("sqlite3 other.db 'SELECT count(*) FROM artists'"), "0\n");
  EXPECT_EQ(ok("migrate check " + options), "nothing differs\n");
  EXPECT_FALSE(fs::exists(folder / "elsewhere/music.db"));
  // The file's own paths are its folder's, wherever the command is typed.
  ok("migrate -c elsewhere/migrate.toml upgrade head");
  EXPECT_TRUE(fs::exists(folder / "elsewhere/music.db"));
}

TEST_F(MainJob, WhatBelongsToOthersIsLeftAlone) {
  ok("sqlite3 music.db \"CREATE TABLE other (x); CREATE VIEW theirs AS SELECT x FROM other;"
     "INSERT INTO other VALUES (1)\"");
  ok("migrate revision --autogenerate -m first && migrate upgrade head");
  EXPECT_EQ(ok("migrate check"), "nothing differs\n");
  EXPECT_EQ(sql("SELECT * FROM theirs"), "1\n");
  EXPECT_EQ(folder.run("migrate check --own-all").status, 1);
  ok("migrate revision --autogenerate -m take --own-all");
  const Outcome refused = folder.run("migrate upgrade head");
  EXPECT_EQ(refused.status, 5) << refused.err;
  EXPECT_EQ(sql("SELECT * FROM theirs"), "1\n");
  ok("migrate upgrade head --allow-destructive");
  EXPECT_EQ(sql("SELECT count(*) FROM sqlite_schema WHERE name IN ('other', 'theirs')"), "0\n");
}

TEST_F(MainJob, CheckReportsDrift) {
  ok("migrate revision --autogenerate -m first && migrate upgrade head");
  sql("ALTER TABLE artists ADD COLUMN by_hand");
  const Outcome check = folder.run("migrate check");
  EXPECT_EQ(check.status, 1);
  EXPECT_NE(check.out.find("by_hand"), std::string::npos) << check.out;
}

TEST_F(MainJob, AnIndexThatSomebodyElseMadeIsTheirs) {
  ok("migrate revision --autogenerate -m first && migrate upgrade head");
  sql("CREATE INDEX by_hand ON artists (year)");
  EXPECT_EQ(ok("migrate check"), "nothing differs\n");
  const Outcome all = folder.run("migrate check --own-all");
  EXPECT_EQ(all.status, 1);
  EXPECT_NE(all.out.find("by_hand"), std::string::npos) << all.out;
}

TEST_F(MainJob, CheckNamesRevisionsThatAreNotApplied) {
  ok("migrate revision --autogenerate -m first");
  ok("sqlite3 music.db 'PRAGMA user_version = 0; VACUUM'");
  const Outcome check = folder.run("migrate check");
  EXPECT_EQ(check.status, 1);
  EXPECT_NE(check.out.find("not applied"), std::string::npos) << check.out;
  EXPECT_NE(check.out.find(", first"), std::string::npos) << check.out;
}

TEST_F(MainJob, AnswersRenameInsteadOfDroppingAndAdding) {
  ok("migrate revision --autogenerate -m first && migrate upgrade head");
  sql("INSERT INTO artists (name, year) VALUES ('Tool', 1990)");
  std::string models = small_models;
  for (std::size_t at; (at = models.find("year")) != std::string::npos;)
    models.replace(at, 4, "founded");
  write_file(folder / "models.sql", models);
  write_file(folder / "answers.json", R"({"rename_column": {"artists.year": "founded"}})");
  ok("migrate revision --autogenerate -m rename --answers answers.json && migrate upgrade head");
  EXPECT_EQ(sql("SELECT founded FROM artists"), "1990\n");
  EXPECT_EQ(ok("migrate check"), "nothing differs\n");
}

}  // namespace
}  // namespace retort::tests
