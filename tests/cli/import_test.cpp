// `migrate import`: the histories of other tools, and their databases.

#include <gtest/gtest.h>

#include <string>

#include "cli/command_line.h"

namespace retort::tests {
namespace {

class Import : public ::testing::Test {
 protected:
  void SetUp() override { ASSERT_EQ(folder.run("migrate init --url sqlite:///app.db").status, 0); }

  void add(const std::string& file, const std::string& text) {
    write_file(folder / ("db/" + file), text);
  }
  Outcome import(const std::string& options = "") {
    return folder.run("migrate import db " + options);
  }
  void expect_refused(int status, const std::string& words, const std::string& options = "") {
    const auto before = folder.contents();
    const Outcome outcome = import(options);
    EXPECT_EQ(outcome.status, status) << outcome.err;
    EXPECT_NE(outcome.err.find(words), std::string::npos) << outcome.err;
    EXPECT_EQ(outcome.out, "");
    EXPECT_EQ(folder.contents(), before);
  }
  std::string sql(const std::string& statement) {
    return folder.run("sqlite3 app.db \"" + statement + "\"").out;
  }
  // Up, down and up again; the tables each time.
  std::string tables() {
    return sql(
        "SELECT group_concat(name, ' ') FROM (SELECT name FROM sqlite_schema WHERE type = "
        "'table' AND name NOT LIKE 'migrate%' ORDER BY name)");
  }
  // `without_way_back`: the revisions that nothing undoes, which is told.
  void expect_runs(const std::string& wanted,
                   const std::vector<std::string>& without_way_back = {}) {
    std::string warnings;
    for (const std::string& revision : without_way_back)
      warnings += "warning: revision " + revision +
                  " has no downgrade: what its upgrade did to the database was not undone\n";
    EXPECT_EQ(folder.run("migrate upgrade head").err, "");
    EXPECT_EQ(tables(), wanted);
    EXPECT_EQ(folder.run("migrate downgrade base").err, warnings);
    EXPECT_EQ(tables(), "\n");
    EXPECT_EQ(folder.run("migrate upgrade head").status, 0);
    EXPECT_EQ(tables(), wanted);
  }

  Folder folder;
};

TEST_F(Import, Goose) {
  add("00001_users.sql",
      "-- +goose Up\nCREATE TABLE users (id INTEGER);\n-- +goose StatementBegin\nCREATE TRIGGER t "
      "AFTER INSERT ON users BEGIN\n  SELECT 1;\nEND;\n-- +goose StatementEnd\n\n-- +goose Down\n"
      "DROP TABLE users;\n");
  add("00002_posts.sql",
      "-- +goose NO TRANSACTION\n-- +goose up\nCREATE TABLE posts (id);\n"
      "-- +goose down\nDROP TABLE posts;\n");
  const Outcome outcome = import();
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_EQ(outcome.out, "wrote migrations/00001_users.sql\nwrote migrations/00002_posts.sql\n");
  EXPECT_EQ(read_file(folder / "migrations/00002_posts.sql"),
            "-- revision = \"00002\"\n-- down_revision = \"00001\"\n-- message = \"posts\"\n\n"
            "-- [upgrade] transaction = false\nCREATE TABLE posts (id);\n\n"
            "-- [downgrade] transaction = false\nDROP TABLE posts;\n");
  EXPECT_EQ(folder.run("migrate history").out,
            "00001 -> 00002 (head), posts\n<base> -> 00001, users\n");
  expect_runs("posts users\n");
}

TEST_F(Import, GooseRefusesPrograms) {
  add("00001_users.sql", "-- +goose Up\nCREATE TABLE users (id);\n");
  add("00002_fill.go", "package migrations\n");
  expect_refused(3, "db/00002_fill.go: is a migration in Go");
}

TEST_F(Import, GooseRefusesEnvironmentVariables) {
  add("00001_users.sql", "-- +goose Up\n-- +goose ENVSUB ON\nCREATE TABLE ${T} (id);\n");
  expect_refused(3, "db/00001_users.sql: puts environment variables");
}

TEST_F(Import, Dbmate) {
  add("20240101120000_users.sql",
      "-- migrate:up\nCREATE TABLE users (id);\n\n-- migrate:down\nDROP TABLE users;\n");
  add("20240102120000_wal.sql",
      "-- migrate:up transaction:false\nPRAGMA journal_mode = WAL;\n\n-- migrate:down\n");
  EXPECT_EQ(import().status, 0);
  EXPECT_NE(read_file(folder / "migrations/20240102120000_wal.sql")
                .find("-- [upgrade] transaction = false\nPRAGMA journal_mode = WAL;"),
            std::string::npos);
  expect_runs("users\n", {"20240102120000"});
}

TEST_F(Import, GolangMigrate) {
  for (const std::string n : {"9", "10"}) {
    add(n + "_t.up.sql", "CREATE TABLE t" + n + " (id);\n");
    add(n + "_t.down.sql", "DROP TABLE t" + n + ";\n");
  }
  EXPECT_EQ(import().status, 0);
  EXPECT_EQ(folder.run("migrate history").out, "9 -> 10 (head), t\n<base> -> 9, t\n");
  expect_runs("t10 t9\n");
}

TEST_F(Import, Diesel) {
  add("2018-01-14-171611_create_tables/up.sql", "CREATE TABLE a (id);");
  add("2018-01-14-171611_create_tables/down.sql", "DROP TABLE a");
  add("2018-02-17-205753_b/up.sql", "VACUUM");
  add("2018-02-17-205753_b/down.sql", "");
  add("2018-02-17-205753_b/metadata.toml", "run_in_transaction = false\n");
  add("2018-02-18_late/up.sql", "SELECT 1");
  const Outcome outcome = import("--from diesel");
  EXPECT_EQ(outcome.out,
            "wrote migrations/20180114171611_create_tables.sql\n"
            "wrote migrations/20180217205753_b.sql\n"
            "wrote migrations/20180218_late.sql\n");
  EXPECT_NE(outcome.err.find("db/2018-02-18_late/up.sql has no way down"), std::string::npos)
      << outcome.err;
  expect_runs("a\n", {"20180218", "20180217205753"});
}

TEST_F(Import, Flyway) {
  add("V1__users.sql", "CREATE TABLE users (id);");
  add("U1__users.sql", "DROP TABLE users;");
  add("V1.10__c.sql", "CREATE TABLE c (id);");
  add("more/V1.9__b.sql", "CREATE TABLE b (id);");
  const Outcome outcome = import();
  EXPECT_EQ(outcome.status, 0);
  EXPECT_NE(outcome.err.find("2 scripts, from db/more/V1.9__b.sql on, have no way down"),
            std::string::npos)
      << outcome.err;
  EXPECT_EQ(folder.run("migrate history").out,
            "1_9 -> 1_10 (head), c\n1 -> 1_9, b\n<base> -> 1, users\n");
}

TEST_F(Import, FlywayRefusesWhatNoRevisionDoes) {
  add("V1__users.sql", "CREATE TABLE users (id);");
  add("R__view.sql", "CREATE VIEW v AS SELECT 1;");
  expect_refused(3, "db/R__view.sql: is a repeatable migration");
}

TEST_F(Import, FlywayRefusesPlaceholders) {
  add("V1__users.sql", "-- a\nCREATE TABLE ${prefix}users (id);");
  expect_refused(3, "db/V1__users.sql:2: has a placeholder");
}

TEST_F(Import, PlainSql) {
  add("0001-create.sql", "BEGIN;\nCREATE TABLE a (id);\nCOMMIT;\n");
  add("0002 more.sql", "CREATE TABLE b (id);\n");
  const Outcome outcome = import();
  EXPECT_EQ(outcome.status, 0);
  EXPECT_NE(outcome.err.find("db/0001-create.sql: its BEGIN and COMMIT are left out"),
            std::string::npos);
  EXPECT_NE(outcome.err.find("no script has a way down"), std::string::npos);
  EXPECT_EQ(folder.run("migrate upgrade head").status, 0);
  EXPECT_EQ(tables(), "a b\n");
}

TEST_F(Import, NotClearWhose) {
  add("create.sql", "CREATE TABLE a (id);");
  expect_refused(3, "no script here looks like one of a known tool's; say whose they are");
  expect_refused(3, "its name does not begin with a number", "--from numbered");
  expect_refused(3, "there is no format \"gose\" (did you mean \"goose\"?)", "--from gose");
  add("1_x.up.sql", "-- migrate:up\nSELECT 1;");
  expect_refused(3, "could be dbmate or golang-migrate");
}

TEST_F(Import, TwoOfOneVersion) {
  add("1_a.sql", "SELECT 1;");
  add("01_b.sql", "SELECT 1;");
  expect_refused(3, "db/1_a.sql: has the version of db/01_b.sql");
}

TEST_F(Import, BesideOtherRevisionsItIsRefused) {
  ASSERT_EQ(folder.run("migrate revision -m mine").status, 0);
  add("1_a.sql", "SELECT 1;");
  expect_refused(3, "the history has revisions already");
}

TEST_F(Import, ALineThatMeansSomethingHere) {
  add("1_a.sql", "SELECT 1;\n-- [upgrade]\nSELECT 2;\n");
  expect_refused(3, "db/1_a.sql: cannot be a script here");
}

TEST_F(Import, WhatDoesNotRunIsSaid) {
  add("1_a.sql", "ALTER TABLE nosuch ADD COLUMN x;");
  const Outcome outcome = import();
  EXPECT_EQ(outcome.status, 0);
  EXPECT_NE(outcome.err.find("do not run on an empty database"), std::string::npos) << outcome.err;
}

TEST_F(Import, Json) {
  add("1_a.sql", "CREATE TABLE a (id);");
  const Outcome outcome = import("--json");
  EXPECT_EQ(outcome.err, "");
  for (const std::string part :
       {"\"format\": \"numbered\"", "\"revision\": \"1\"", "\"written\": \"migrations/1_a.sql\"",
        "\"source\": \"db/1_a.sql\"", "no script has a way down"})
    EXPECT_NE(outcome.out.find(part), std::string::npos) << part << outcome.out;
}

class ImportStamp : public Import {
 protected:
  void SetUp() override {
    Import::SetUp();
    add("1_a.up.sql", "CREATE TABLE a (id);");
    add("2_b.up.sql", "CREATE TABLE b (id);");
    sql("CREATE TABLE a (id); CREATE TABLE schema_migrations (version uint64, dirty bool); "
        "INSERT INTO schema_migrations VALUES (1, 0);");
  }
};

TEST_F(ImportStamp, GoesOnWhereTheOtherToolWas) {
  const Outcome outcome = import("--stamp");
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_NE(outcome.out.find("stamp <base> -> 1\n"), std::string::npos);
  EXPECT_EQ(folder.run("migrate upgrade head").out, "upgrade 1 -> 2, b\n");
  EXPECT_EQ(tables(), "a b schema_migrations\n");
}

TEST_F(ImportStamp, FurtherDatabasesComeLater) {
  ASSERT_EQ(import("--stamp").status, 0);
  ASSERT_EQ(folder.run("sqlite3 app.db 'DELETE FROM migrate_version'").status, 0);
  EXPECT_EQ(folder.run("migrate import --stamp --from golang-migrate").out, "stamp <base> -> 1\n");
  const Outcome again = folder.run("migrate import --stamp --from golang-migrate");
  EXPECT_EQ(again.status, 3);
  EXPECT_NE(again.err.find("at revision 1 already"), std::string::npos) << again.err;
}

TEST_F(ImportStamp, ADirtyDatabaseIsRefused) {
  sql("UPDATE schema_migrations SET dirty = 1");
  expect_refused(5, "version 1 is dirty: it failed half way", "--stamp");
}

TEST_F(ImportStamp, AVersionThatNoScriptHas) {
  sql("UPDATE schema_migrations SET version = 3");
  expect_refused(3, "has version 3, which is none of the revisions", "--stamp");
}

TEST_F(ImportStamp, NoTable) {
  sql("DROP TABLE schema_migrations");
  expect_refused(3, "the database has no table schema_migrations", "--stamp");
}

TEST_F(ImportStamp, WithoutAFolderItNeedsToKnow) {
  EXPECT_EQ(folder.run("migrate import").status, 2);
  EXPECT_EQ(folder.run("migrate import --stamp").status, 2);
  EXPECT_EQ(folder.run("migrate import --from goose").status, 2);
}

TEST_F(Import, StampByGoosesTable) {
  for (const std::string n : {"1", "2", "3"}) add(n + "_t.sql", "-- +goose Up\nSELECT 1;\n");
  sql("CREATE TABLE goose_db_version (id INTEGER PRIMARY KEY, version_id INTEGER, is_applied "
      "INTEGER, tstamp); INSERT INTO goose_db_version (version_id, is_applied) VALUES (0, 1), "
      "(1, 1), (2, 1), (3, 1), (3, 0);");
  EXPECT_NE(import("--stamp").out.find("stamp <base> -> 2\n"), std::string::npos);
}

TEST_F(Import, StampByDieselsTable) {
  add("2018-01-14-171611_a/up.sql", "SELECT 1;");
  add("2018-01-15-171611_b/up.sql", "SELECT 1;");
  sql("CREATE TABLE __diesel_schema_migrations (version VARCHAR(50) PRIMARY KEY, run_on); "
      "INSERT INTO __diesel_schema_migrations VALUES ('20180115171611', 1)");
  expect_refused(5, "has 20180115171611 but not 20180114171611, which comes before it", "--stamp");
  sql("INSERT INTO __diesel_schema_migrations VALUES ('20180114171611', 1)");
  EXPECT_NE(import("--stamp").out.find("stamp <base> -> 20180115171611\n"), std::string::npos);
}

TEST_F(Import, StampByFlywaysTable) {
  add("V1__a.sql", "SELECT 1;");
  add("V1.1__b.sql", "SELECT 1;");
  sql("CREATE TABLE flyway_schema_history (installed_rank INT, version, description, type, script, "
      "success BOOLEAN); INSERT INTO flyway_schema_history VALUES (1, '1', 'a', 'SQL', "
      "'V1__a.sql', 1), (2, '1.1', 'b', 'SQL', 'V1.1__b.sql', 0)");
  expect_refused(5, "says that V1.1__b.sql failed", "--stamp");
  sql("UPDATE flyway_schema_history SET success = 1");
  EXPECT_NE(import("--stamp").out.find("stamp <base> -> 1_1\n"), std::string::npos);
}

TEST_F(Import, StampByDbmatesTable) {
  add("20240101120000_a.sql", "-- migrate:up\nSELECT 1;\n");
  sql("CREATE TABLE schema_migrations (version VARCHAR(128) PRIMARY KEY)");
  EXPECT_NE(import("--stamp").out.find("stamp <base> -> <base>\n"), std::string::npos);
}

TEST_F(Import, PlainSqlKeepsNoTable) {
  add("1_a.sql", "SELECT 1;");
  sql("CREATE TABLE a (x)");
  expect_refused(3, "`migrate stamp REVISION` says where the database is", "--stamp");
}

TEST_F(Import, Alembic) {
  sql("CREATE TABLE artists (id INTEGER NOT NULL PRIMARY KEY, name VARCHAR NOT NULL); CREATE INDEX "
      "i "
      "ON artists (name); CREATE VIEW v AS SELECT name FROM artists; INSERT INTO artists VALUES "
      "(1, 'Tool'); CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY); "
      "INSERT INTO alembic_version VALUES ('ae1027a6acf')");
  const Outcome outcome = folder.run("migrate import --from alembic");
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_NE(outcome.out.find("stamp <base> -> ae1027a6acf\n"), std::string::npos) << outcome.out;
  EXPECT_EQ(folder.run("migrate current").out, "ae1027a6acf (head), as Alembic's ae1027a6acf\n");
  EXPECT_EQ(folder.run("migrate upgrade head").out, "");
  EXPECT_EQ(sql("SELECT name FROM artists"), "Tool\n");
  EXPECT_EQ(folder.run("migrate --url sqlite:///new.db upgrade head").status, 0);
  const std::string schema = "SELECT sql FROM sqlite_schema WHERE name IN ('artists', 'i', 'v')";
  const Outcome made = folder.run("sqlite3 new.db \"" + schema + "\"");
  EXPECT_NE(made.out.find("artists"), std::string::npos);
  EXPECT_EQ(made.out.find("alembic"), std::string::npos);
  // A further database at the same revision.
  sql("DELETE FROM migrate_version");
  EXPECT_EQ(folder.run("migrate import --from alembic").out, "stamp <base> -> ae1027a6acf\n");
  sql("DELETE FROM migrate_version; UPDATE alembic_version SET version_num = 'other'");
  EXPECT_EQ(folder.run("migrate import --from alembic").status, 3);
}

TEST_F(Import, AlembicWithSeveralRows) {
  sql("CREATE TABLE a (x); CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY "
      "KEY); INSERT INTO alembic_version VALUES ('aaaa'), ('bbbb')");
  ASSERT_EQ(folder.run("migrate import --from alembic").status, 0);
  const Outcome current = folder.run("migrate current");
  EXPECT_NE(current.out.find("as Alembic's aaaa and bbbb"), std::string::npos) << current.out;
  sql("DELETE FROM migrate_version");
  EXPECT_EQ(folder.run("migrate import --from alembic").status, 0);
  EXPECT_EQ(folder.run("migrate current").out, current.out);
}

TEST_F(Import, AlembicWithoutARow) {
  const Outcome outcome = folder.run("migrate import --from alembic");
  EXPECT_NE(outcome.status, 0);
  sql("CREATE TABLE a (x)");
  EXPECT_NE(folder.run("migrate import --from alembic").err.find("at no revision of Alembic's"),
            std::string::npos);
  EXPECT_TRUE(fs::is_empty(folder / "migrations"));
}

}  // namespace
}  // namespace retort::tests
