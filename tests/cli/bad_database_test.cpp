// A database that cannot be worked with: each command that opens one says what is wrong with which file,
// with exit status 4, and leaves every byte where it was and no file beside it.

#include <gtest/gtest.h>

#include "cli/command_line.h"

namespace retort::tests {
namespace {

struct Bad {
  const char* name;
  /// Makes app.db such a one; it is a good one before.
  const char* made;
  std::vector<std::string> words;
};

std::ostream& operator<<(std::ostream& stream, const Bad& bad) { return stream << bad.name; }

const std::vector<Bad> bads = {
    {"Picture",
     "(printf '\\211PNG\\r\\n\\032\\n'; head -c 5000 migrate.toml) >app.db",
     {"app.db", "not a database", "another kind of file"}},
    {"AFewBytes", "echo hello >app.db", {"app.db", "not a database"}},
    {"Encrypted", "head -c 40960 /dev/urandom >app.db", {"app.db", "encrypted"}},
    {"Directory", "rm app.db; mkdir app.db", {"app.db", "it is a directory"}},
    {"AFormatOfTheFuture",
     "printf '\\011\\011' | dd of=app.db bs=1 seek=18 conv=notrunc 2>&1",
     {"app.db", "not a database"}},
    {"ATornSchemaPage",
     "head -c 3800 /dev/urandom | dd of=app.db bs=1 seek=104 conv=notrunc 2>&1",
     {"app.db", "malformed", "backup"}},
    {"AnOrphanIndex",
     "sqlite3 app.db \"PRAGMA writable_schema = ON; INSERT INTO sqlite_schema VALUES ('index', "
     "'orphan', 'nowhere', 2, 'CREATE INDEX orphan ON nowhere (a)')\"",
     {"app.db", "orphan", "edited by hand"}},
    {"AnIndexWithoutItsTable",
     "sqlite3 app.db \"PRAGMA writable_schema = ON; DELETE FROM sqlite_schema WHERE type = 'table' "
     "AND name = 't'\"",
     {"app.db", "malformed database schema (ix)", "edited by hand"}},
    {"ATextThatIsNoSql",
     "sqlite3 app.db \"PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = 'CREATE TABLE t "
     "(' WHERE name = 't'\"",
     {"app.db", "malformed database schema (t)", "edited by hand"}},
};

const std::vector<std::string> commands = {
    "current",        "check",          "status",     "upgrade head",
    "downgrade base", "plan",           "stamp base", "upgrade head --dry-run",
    "repair",         "ensure_version", "history -i", "revision --autogenerate -m more",
};

class Prepared : public ::testing::Test {
 protected:
  void SetUp() override {
    write_file(folder / "models.sql", "CREATE TABLE t (id INTEGER NOT NULL, PRIMARY KEY (id));\n");
    ASSERT_EQ(
        folder
            .run("migrate init --url sqlite:///app.db --models models.sql && migrate revision "
                 "--autogenerate -m first && migrate upgrade head && sqlite3 app.db 'CREATE "
                 "INDEX ix ON t (id)'")
            .status,
        0);
    write_file(folder / "models.sql",
               "CREATE TABLE t (id INTEGER NOT NULL, a TEXT, PRIMARY KEY (id));\n");
    ASSERT_EQ(folder.run("migrate revision --autogenerate -m second").status, 0);
  }

  Folder folder;
};

class BadDatabase : public Prepared, public ::testing::WithParamInterface<Bad> {};

TEST_P(BadDatabase, IsRefusedAndLeftAlone) {
  ASSERT_EQ(folder.run(GetParam().made).status, 0);
  const auto before = folder.contents();
  for (const std::string& command : commands) {
    const Outcome outcome = folder.run("migrate " + command);
    EXPECT_EQ(outcome.status, 4) << command << '\n' << outcome.out << outcome.err;
    EXPECT_EQ(lines(outcome.err), 1) << command << '\n' << outcome.err;
    for (const std::string& word : GetParam().words)
      EXPECT_NE(outcome.err.find(word), std::string::npos)
          << command << ": no " << word << " in " << outcome.err;
    EXPECT_EQ(folder.contents(), before) << command;
  }
}

INSTANTIATE_TEST_SUITE_P(Kinds, BadDatabase, ::testing::ValuesIn(bads),
                         [](const auto& info) { return std::string(info.param.name); });

class UsableDatabase : public Prepared {};

// What does not hinder SQLite does not hinder anybody who does not touch it.
TEST_F(UsableDatabase, ABrokenViewStaysAsItIs) {
  ASSERT_EQ(folder.run("sqlite3 app.db 'CREATE VIEW bad AS SELECT lost FROM nowhere'").status, 0);
  for (const char* command : {"current", "status", "plan", "repair", "upgrade head"})
    EXPECT_EQ(folder.run(std::string("migrate ") + command).status, 0) << command;
  EXPECT_EQ(folder.run("sqlite3 app.db \"SELECT sql FROM sqlite_schema WHERE name = 'bad'\"").out,
            "CREATE VIEW bad AS SELECT lost FROM nowhere\n");
}

TEST_F(UsableDatabase, AnEmptyFileIsAnEmptyDatabase) {
  write_file(folder / "app.db", "");
  const auto before = folder.contents();
  EXPECT_EQ(folder.run("migrate current").status, 0);
  EXPECT_EQ(folder.run("migrate status").status, 0);
  EXPECT_EQ(folder.contents(), before);
  EXPECT_EQ(folder.run("migrate upgrade head").status, 0);
  EXPECT_EQ(folder.run("migrate check").status, 0);
}

// Damaged where a revision has to read: it stops there, and nothing is done.
TEST_F(UsableDatabase, ADamagedTableStopsTheRevisionThatReadsIt) {
  ASSERT_EQ(
      folder
          .run("sqlite3 app.db 'DROP INDEX ix; WITH RECURSIVE k(i) AS (SELECT 1 UNION ALL "
               "SELECT i + 1 FROM k WHERE i < 20000) INSERT INTO t SELECT i FROM k' && size=$(stat "
               "-c %s app.db) && head -c 40000 /dev/urandom | dd of=app.db bs=4096 "
               "seek=$((size / 8192)) conv=notrunc 2>&1")
          .status,
      0);
  write_file(
      folder / "models.sql",
      "CREATE TABLE t (id INTEGER NOT NULL, a TEXT NOT NULL DEFAULT (lower('X')), PRIMARY KEY "
      "(id));\n");
  const auto before = folder.contents()[(folder / "app.db").string()];
  for (const auto& script : fs::directory_iterator(folder / "migrations"))
    if (script.path().string().find("second") != std::string::npos) fs::remove(script.path());
  ASSERT_EQ(folder.run("migrate revision --autogenerate -m rebuilt").status, 0);
  const Outcome outcome = folder.run("migrate upgrade head");
  EXPECT_EQ(outcome.status, 4) << outcome.out << outcome.err;
  for (const char* word : {"rebuilt", "malformed", "app.db", "rolled back"})
    EXPECT_NE(outcome.err.find(word), std::string::npos) << outcome.err;
  EXPECT_EQ(read_file(folder / "app.db"), before);
  EXPECT_FALSE(fs::exists(folder / "app.db-journal"));
}

// Somebody else has the whole file, readers shut out.
TEST_F(UsableDatabase, ALockedOneIsLeftAlone) {
  const auto before = read_file(folder / "app.db");
  for (const std::string& command : commands) {
    const Outcome outcome = folder.run(
        "rm -f in out; mkfifo in; (sqlite3 app.db <in >out) & exec 3>in; echo 'BEGIN EXCLUSIVE; "
        "SELECT 1;' >&3; while ! grep -q 1 out 2>/dev/null; do :; done; migrate " +
        command + " --url 'sqlite:///app.db?timeout=0'; status=$?; exec 3>&-; wait; exit $status");
    EXPECT_EQ(outcome.status, 4) << command << '\n' << outcome.err;
    EXPECT_NE(outcome.err.find("locked"), std::string::npos) << command << '\n' << outcome.err;
    EXPECT_EQ(read_file(folder / "app.db"), before) << command;
  }
}

// What only looks may look; what has to write says why it cannot.
TEST_F(UsableDatabase, OneThatMayOnlyBeRead) {
  const auto before = folder.contents();
  for (const std::string command : {"current", "status", "history -i", "plan"})
    EXPECT_EQ(folder.run("migrate " + command + " --url 'sqlite:///app.db?mode=ro'").status, 0)
        << command;
  for (const std::string command : {"upgrade head", "downgrade base", "stamp base"}) {
    const Outcome outcome = folder.run("migrate " + command + " --url 'sqlite:///app.db?mode=ro'");
    EXPECT_EQ(outcome.status, 4) << command;
    EXPECT_NE(outcome.err.find("opened to read only"), std::string::npos) << outcome.err;
  }
  EXPECT_EQ(folder.contents(), before);
}

}  // namespace
}  // namespace retort::tests
