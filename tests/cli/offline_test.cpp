// Scripts of SQL in place of a run: what they make of a database is what the run makes of it, and
// where the rows are in the way they stop.

#include <gtest/gtest.h>

#include "cli/command_line.h"

namespace retort::tests {
namespace {

const char* const first = R"(revision = "aaaa"
message = "artists"
created = 2026-01-01T00:00:00Z
[[upgrade]]
op = "create_table"
table = "artists"
columns = [{ name = "id", type = "INTEGER", nullable = false }, { name = "name", type = "TEXT" },
           { name = "year", type = "TEXT" }]
primary_key = { columns = ["id"], autoincrement = true }
[[upgrade]]
op = "create_table"
table = "albums"
columns = [{ name = "id", type = "INTEGER", nullable = false }, { name = "artist_id", type = "INTEGER" }]
primary_key = ["id"]
foreign_keys = [{ columns = ["artist_id"], references = "artists", referred_columns = ["id"], on_delete = "cascade" }]
[[upgrade]]
op = "create_view"
name = "names"
sql = "CREATE VIEW names AS SELECT name FROM artists -- all; of them"
[[upgrade]]
op = "bulk_insert"
table = "artists"
rows = [{ id = 1, name = "Bj'örk\n.quit\n" }, { id = 2, name = "Air" }]
[[downgrade]]
op = "drop_view"
name = "names"
[[downgrade]]
op = "drop_table"
table = "albums"
[[downgrade]]
op = "drop_table"
table = "artists"
)";

const char* const second = R"(revision = "bbbb"
down_revision = "aaaa"
message = "a name is needed"
created = 2026-01-02T00:00:00Z
[[upgrade]]
op = "alter_column"
table = "artists"
column = "name"
nullable = false
[[upgrade]]
op = "drop_column"
table = "artists"
column = "year"
[[downgrade]]
op = "add_column"
table = "artists"
column = { name = "year", type = "TEXT" }
[[downgrade]]
op = "alter_column"
table = "artists"
column = "name"
nullable = true
)";

const char* const third = R"(-- revision = "cccc"
-- down_revision = "bbbb"
-- [upgrade]
DELETE FROM artists WHERE id = 2;
CREATE TABLE counts AS SELECT count(*) AS n FROM albums;
CREATE TRIGGER counted AFTER INSERT ON albums BEGIN UPDATE counts SET n = n + 1; END;
-- [downgrade]
DROP TRIGGER counted; DROP TABLE counts;
)";

class Offline : public ::testing::Test {
 protected:
  void SetUp() override {
    ok("migrate init --url sqlite:///app.db");
    write_file(folder / "migrations/aaaa.toml", first);
    write_file(folder / "migrations/bbbb.toml", second);
    write_file(folder / "migrations/cccc.sql", third);
  }

  std::string ok(const std::string& command) {
    const Outcome outcome = folder.run(command);
    EXPECT_EQ(outcome.status, 0) << command << '\n' << outcome.out << outcome.err;
    return outcome.out;
  }
  void refused(const std::string& command, int status, const std::string& word) {
    const Outcome outcome = folder.run(command);
    EXPECT_EQ(outcome.status, status) << command << '\n' << outcome.out << outcome.err;
    EXPECT_NE(outcome.err.find(word), std::string::npos) << outcome.err;
  }
  // Schema, rows, version rows and history: everything but the times.
  std::string content(const std::string& database) {
    return ok("sqlite3 " + database +
              " \"SELECT id, revision, direction, length(started), length(finished), who, tool, "
              "checksum, script, file, steps, tag FROM migrate_history\";"
              "sqlite3 " +
              database + " .dump | sort | grep -v 'INSERT INTO migrate_history'");
  }

  Folder folder;
};

TEST_F(Offline, GivesTheDatabaseThatARunGives) {
  ok("migrate upgrade aaaa --tag 'release 7'");
  ok("migrate upgrade --sql aaaa --tag 'release 7' | sqlite3 -bail other.db");
  EXPECT_EQ(content("other.db"), content("app.db"));
  for (const std::string database : {"app.db", "other.db"})
    ok("sqlite3 " + database + " 'INSERT INTO albums VALUES (1, 1), (2, 2), (3, 9)'");

  ok("migrate upgrade head");
  ok("migrate upgrade --sql aaaa:head | sqlite3 -bail other.db");
  EXPECT_EQ(content("other.db"), content("app.db"));
  EXPECT_EQ(ok("sqlite3 other.db 'SELECT count(*) FROM albums'"), "2\n") << "the cascade was made";

  ok("migrate downgrade aaaa");
  ok("migrate downgrade --sql cccc:aaaa | sqlite3 -bail other.db");
  EXPECT_EQ(content("other.db"), content("app.db"));
}

TEST_F(Offline, StopsWhereTheRowsAreInTheWay) {
  ok("migrate upgrade --sql aaaa | sqlite3 -bail other.db");
  ok("sqlite3 other.db \"INSERT INTO artists (name, year) VALUES (NULL, '1990')\"");
  ok("migrate upgrade --sql aaaa:bbbb >up.sql; cp other.db before.db");
  refused("sqlite3 -bail other.db <up.sql", 1, "it drops column artists.year, which holds data");
  refused("migrate upgrade --sql aaaa:bbbb --allow-destructive | sqlite3 -bail other.db", 1,
          "artists.name becomes NOT NULL, but rows have NULL there");
  EXPECT_EQ(read_file(folder / "other.db"), read_file(folder / "before.db"));
  ok("sqlite3 other.db 'DELETE FROM artists WHERE name IS NULL'");
  ok("sqlite3 -bail other.db <up.sql");
  refused("sqlite3 -bail other.db <up.sql", 1, "the database is not at aaaa");
  refused("migrate upgrade --sql aaaa | sqlite3 -bail other.db", 1, "has revisions already");
}

// The second revision rebuilds a table, for which foreign keys have to be off before the transaction.
TEST_F(Offline, OneTransactionIsAllOrNothing) {
  ok("echo 'transaction_per_migration = false' | cat - migrate.toml >t && mv t migrate.toml");
  const std::string sql = ok("migrate upgrade --sql head | tee up.sql");
  const auto count = [&](const std::string& line) {
    return ok("grep -cx '" + line + "' up.sql; true");
  };
  EXPECT_EQ(count("BEGIN IMMEDIATE;") + count("COMMIT;"), "1\n1\n") << sql;
  EXPECT_LT(sql.find("PRAGMA foreign_keys = OFF;"), sql.find("BEGIN IMMEDIATE;"));
  EXPECT_LT(sql.find("COMMIT;"), sql.rfind("PRAGMA foreign_keys = ON;"));
  ok("sqlite3 -bail other.db <up.sql && migrate upgrade head");
  EXPECT_EQ(content("other.db"), content("app.db"));

  ok("migrate downgrade --sql cccc:aaaa | sqlite3 -bail other.db");
  ok("sqlite3 other.db \"INSERT INTO artists (name) VALUES (NULL)\" && cp other.db before.db");
  refused("migrate upgrade --sql aaaa:head | sqlite3 -bail other.db", 1, "becomes NOT NULL");
  EXPECT_EQ(content("other.db"), content("before.db"));

  ok("sed -i /^transaction/d migrate.toml");
  EXPECT_EQ(ok("migrate upgrade --sql head --one-transaction"), sql);
  write_file(folder / "migrations/dddd.sql",
             "-- revision = \"dddd\"\n-- down_revision = \"cccc\"\n-- [upgrade] transaction = "
             "false\nVACUUM;\n");
  ok("migrate upgrade --sql head");
  refused("migrate upgrade --sql head --one-transaction", 3, "upgrade to dddd");
  refused("migrate upgrade head --one-transaction", 3, "part of a larger one");
}

TEST_F(Offline, RangesThatMakeNoSenseAreRefused) {
  refused("migrate upgrade --sql cccc:aaaa", 3, "goes down");
  refused("migrate downgrade --sql aaaa:cccc", 3, "not applied");
  refused("migrate upgrade --sql +1:cccc", 3, "counts from where the database is");
  refused("migrate upgrade --sql a:b:c", 3, "no range");
  refused("migrate upgrade aaaa:bbbb", 2, "--sql only");
  refused("migrate upgrade --sql head --dry-run", 2, "--dry-run");
  EXPECT_FALSE(fs::exists(folder / "app.db")) << "no database is opened";
}

TEST_F(Offline, AFunctionCannotBeWrittenDown) {
  write_file(folder / "migrations/dddd.toml",
             "revision = \"dddd\"\ndown_revision = \"cccc\"\n[[upgrade]]\nop = \"call\"\n"
             "function = \"split_names\"\n");
  refused("migrate upgrade --sql head", 3, "upgrade to dddd");
  refused("migrate upgrade --sql head", 3, "split_names");
  write_file(folder / "migrations/eeee.toml", "revision = \"eeee\"\ndown_revision = \"dddd\"\n");
  EXPECT_NE(ok("migrate upgrade --sql dddd:eeee")
                .find("-- Not known here is what the function split_names of revision dddd"),
            std::string::npos);
}

// Alembic's case: LIN is A, B(A), C(B), D(C).
TEST(OfflineCases, G56) {
  Folder folder;
  const auto sql = [&](const std::string& command) {
    return folder
        .run("migrate " + command +
             " | grep -E '^(CREATE|INSERT INTO|UPDATE|DELETE FROM|DROP) *(TABLE)? *(IF NOT "
             "EXISTS)? *migrate_version' | cut -d' ' -f1 | tr '\\n' ' '")
        .out;
  };
  folder.run("migrate init --url sqlite:///app.db");
  for (const std::string id : {"aaaa", "bbbb", "cccc", "dddd"})
    folder.run("migrate revision --rev-id " + id);
  EXPECT_EQ(sql("upgrade head --sql"), "CREATE INSERT UPDATE UPDATE UPDATE ");
  EXPECT_EQ(sql("upgrade bbbb:dddd --sql"), "UPDATE UPDATE ");
  EXPECT_EQ(folder.run("migrate downgrade aaaa --sql").status, 2);
  EXPECT_EQ(sql("downgrade dddd:bbbb --sql"), "UPDATE UPDATE ");
  EXPECT_EQ(sql("downgrade dddd:base --sql"), "UPDATE UPDATE UPDATE DELETE ");
  EXPECT_EQ(sql("upgrade :bbbb --sql"), "CREATE INSERT UPDATE ");
  EXPECT_EQ(sql("upgrade cccc: --sql"), "UPDATE ");
  EXPECT_FALSE(fs::exists(folder / "app.db"));
}

TEST_F(Offline, PlanTellsAndChangesNothing) {
  const Outcome plan = folder.run("migrate plan");
  EXPECT_EQ(plan.status, 0) << plan.err;
  EXPECT_NE(plan.out.find("upgrade bbbb -> cccc"), std::string::npos) << plan.out;
  EXPECT_NE(plan.out.find("INSERT INTO migrate_version (version_num) VALUES ('aaaa');"),
            std::string::npos);
  EXPECT_NE(plan.out.find("3 revisions, "), std::string::npos);
  EXPECT_FALSE(fs::exists(folder / "app.db"));

  ok("migrate upgrade aaaa");
  ok("sqlite3 app.db \"UPDATE artists SET year = '1990'\"");
  const auto before = folder.contents();
  const Outcome lossy = folder.run("migrate plan bbbb");
  EXPECT_EQ(lossy.status, 5) << lossy.out;
  EXPECT_NE(lossy.out.find("in the way of bbbb: it drops column artists.year"), std::string::npos)
      << lossy.out;
  ok("migrate plan bbbb --allow-destructive");
  EXPECT_NE(ok("migrate plan -1").find("downgrade aaaa -> <base>"), std::string::npos);
  EXPECT_EQ(ok("migrate plan aaaa"), "nothing to do\n");
  EXPECT_NE(folder.run("migrate plan --json").out.find("\"in_the_way\""), std::string::npos);
  EXPECT_EQ(folder.contents(), before);
}

}  // namespace
}  // namespace retort::tests
