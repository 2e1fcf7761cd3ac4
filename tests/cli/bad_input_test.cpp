// What goes wrong is one line that names the file, line or object, an exit status of its own, and
// no change anywhere.

#include <gtest/gtest.h>

#include "cli/command_line.h"

namespace retort::tests {
namespace {

constexpr auto models = "CREATE TABLE t (id INTEGER NOT NULL, a VARCHAR, PRIMARY KEY (id));\n";

std::string script(const std::string& revision, const std::string& parent,
                   const std::string& rest) {
  return "revision = \"" + revision + "\"\n" +
         (parent.empty() ? "" : "down_revision = \"" + parent + "\"\n") + "message = \"m\"\n" +
         rest;
}

class BadInput : public ::testing::Test {
 protected:
  void SetUp() override {
    write_file(folder / "models.sql", models);
    ASSERT_EQ(folder.run("migrate init --url sqlite:///app.db --models models.sql").status, 0);
    ASSERT_EQ(
        folder.run("sqlite3 app.db 'CREATE TABLE keep (x); INSERT INTO keep VALUES (1)'").status,
        0);
  }

  // The command fails with this status, one line that holds all of the words, and changes nothing.
  void expect_refusal(const std::string& command, int status,
                      const std::vector<std::string>& words) {
    const auto before = folder.contents();
    const Outcome outcome = folder.run(command);
    EXPECT_EQ(outcome.status, status) << command << '\n' << outcome.out << outcome.err;
    EXPECT_EQ(lines(outcome.err), 1) << outcome.err;
    for (const std::string& word : words)
      EXPECT_NE(outcome.err.find(word), std::string::npos)
          << "no " << word << " in " << outcome.err;
    EXPECT_EQ(folder.contents(), before) << command;
  }

  Folder folder;
};

TEST_F(BadInput, NoConfiguration) {
  fs::remove(folder / "migrate.toml");
  for (const char* command : {"current", "history", "check", "upgrade head", "downgrade base",
                              "revision -m x", "revision --autogenerate"})
    expect_refusal(std::string("migrate ") + command, 3, {"migrate.toml", "migrate init"});
  expect_refusal("migrate -c other.toml current", 3, {"other.toml"});
}

TEST_F(BadInput, AnEmptyWordIsNoAbsentOne) {
  expect_refusal("migrate --url \"$NOT_SET\" upgrade head", 2, {"--url", "it is empty"});
  expect_refusal("migrate check --models ''", 2, {"--models", "it is empty"});
  expect_refusal("migrate -c other.toml init ''", 2, {"the folder of scripts has no name"});
  expect_refusal("migrate plan --down", 2, {"plan --down takes a target"});
}

TEST_F(BadInput, ConfigurationThatDoesNotParse) {
  write_file(folder / "migrate.toml", "url = \"sqlite:///app.db\"\nmodels = \n");
  expect_refusal("migrate current", 3, {"migrate.toml:2"});
}

TEST_F(BadInput, UnknownKeyInTheConfiguration) {
  write_file(folder / "migrate.toml", "url = \"sqlite:///app.db\"\nmodel = \"x\"\n");
  expect_refusal("migrate current", 3, {"migrate.toml:2", "model", "models"});
}

TEST_F(BadInput, InitDoesNotOverwrite) {
  expect_refusal("migrate init", 3, {"migrate.toml"});
  write_file(folder / "full/file", "x");
  expect_refusal("migrate -c new.toml init full", 3, {"full", "not empty"});
}

TEST_F(BadInput, InitLeavesNothingBehindWhenItFails) {
  write_file(folder / "plain", "x");
  expect_refusal("migrate -c plain/m.toml init new/deep", 3, {"plain", "Not a directory"});
  EXPECT_FALSE(fs::exists(folder / "new"));
}

// A link to itself can be looked into by nobody, root included.
TEST_F(BadInput, PathsThatCannotBeLookedInto) {
  const auto message = [&](const std::string& command) {
    fs::create_symlink("loop", folder / "loop");
    const Outcome outcome = folder.run(command);
    fs::remove(folder / "loop");
    EXPECT_EQ(outcome.status, 3) << command;
    return outcome.err;
  };
  const std::string why = ": Too many levels of symbolic links";
  EXPECT_EQ(message("migrate -c loop/migrate.toml history"),
            "migrate: cannot read the configuration loop/migrate.toml" + why + "\n");
  EXPECT_EQ(message("migrate check --models loop/models.sql --url sqlite://"),
            "migrate: models loop/models.sql" + why + "\n");
  EXPECT_EQ(message("migrate -c loop/migrate.toml init new"),
            "migrate: cannot write loop/migrate.toml" + why + "\n");
  EXPECT_FALSE(fs::exists(folder / "new"));
  write_file(folder / "migrate.toml", "script_location = \"loop/migrations\"\n");
  EXPECT_EQ(message("migrate history"),
            "migrate: cannot read the folder of scripts loop/migrations" + why + "\n");
}

TEST_F(BadInput, OutputThatCannotBeWritten) {
  ASSERT_EQ(folder.run("migrate revision --autogenerate -m first").status, 0);
  for (const char* command : {"history", "check", "--help", "upgrade head"}) {
    const Outcome outcome = folder.run(std::string("migrate ") + command + " >/dev/full");
    EXPECT_EQ(outcome.status, 3) << command;
    EXPECT_EQ(lines(outcome.err), 1) << outcome.err;
    EXPECT_NE(outcome.err.find("cannot write to standard output"), std::string::npos)
        << outcome.err;
  }
  EXPECT_EQ(folder.run("migrate check").status, 0) << "the upgrade itself was done";
}

TEST_F(BadInput, TextsOfStoredObjectsThatDoSomethingElse) {
  write_file(
      folder / "migrations/a.toml",
      script("aaaa11112222", "",
             "[[upgrade]]\nop = \"create_view\"\nname = \"v\"\nsql = \"drop table keep\"\n"));
  expect_refusal("migrate upgrade head", 3,
                 {"aaaa11112222", "a.toml", "create view v", "CREATE VIEW", "'drop'"});
}

TEST_F(BadInput, ObjectsOfOthersInTheWay) {
  ASSERT_EQ(folder.run("migrate revision --autogenerate -m first && migrate upgrade head").status,
            0);
  ASSERT_EQ(folder.run("sqlite3 app.db 'CREATE VIEW theirs AS SELECT a FROM t'").status, 0);
  write_file(folder / "models.sql", "CREATE TABLE u (id INTEGER NOT NULL, PRIMARY KEY (id));\n");
  expect_refusal("migrate revision --autogenerate -m less", 5, {"view theirs", "no script"});
  write_file(
      folder / "migrations/z.toml",
      script(
          "zzzz11112222",
          fs::directory_iterator(folder / "migrations")->path().filename().string().substr(0, 12),
          "[[upgrade]]\nop = \"drop_table\"\ntable = \"t\"\n"));
  expect_refusal("migrate upgrade head", 5, {"zzzz11112222", "z.toml", "view theirs"});
}

TEST_F(BadInput, TablesOfAnotherKind) {
  ASSERT_EQ(folder.run("sqlite3 app.db 'CREATE TABLE migrate_version (n)'").status, 0);
  expect_refusal("migrate current", 3, {"table migrate_version", "version_num", "`version_table`"});
  ASSERT_EQ(folder
                .run("sqlite3 app.db 'DROP TABLE migrate_version; CREATE TABLE migrate_history "
                     "(id, revision)'")
                .status,
            0);
  expect_refusal("migrate status", 3, {"table migrate_history", "`history_table`"});
}

TEST_F(BadInput, Usage) {
  for (const char* command :
       {"migrate", "migrate nonsense", "migrate upgrade", "migrate current --nonsense"}) {
    const Outcome outcome = folder.run(command);
    EXPECT_EQ(outcome.status, 2) << command;
    EXPECT_FALSE(outcome.err.empty()) << command;
  }
  EXPECT_NE(folder.run("migrate upgarde").err.find("\"upgarde\""), std::string::npos);
  EXPECT_NE(folder.run("migrate upgarde").err.find("upgrade"), std::string::npos);
  EXPECT_EQ(folder.run("migrate --help").status, 0);
  EXPECT_EQ(folder.run("migrate upgrade --help").status, 0);
}

// Only the commands whose names were typed are set up at first, and a name may be typed for something else.
TEST_F(BadInput, ACommandThatIsNoneBesideOneThatIs) {
  expect_refusal("migrate upgarde --url current head", 2,
                 {"there is no command \"upgarde\"", "upgrade"});
  expect_refusal("migrate --url upgrade curent", 2, {"there is no command \"curent\"", "current"});
  EXPECT_NE(folder.run("migrate current --help").out.find("--check-heads"), std::string::npos);
  EXPECT_NE(folder.run("migrate --help").out.find("squash"), std::string::npos);
}

TEST_F(BadInput, Urls) {
  expect_refusal("migrate current --url nonsense", 3, {"nonsense"});
  expect_refusal("migrate current --url mysql://u:secret@h/d", 3, {"mysql"});
  EXPECT_EQ(folder.run("migrate current --url mysql://u:secret@h/d").err.find("secret"),
            std::string::npos);
}

TEST_F(BadInput, UnknownRevision) {
  write_file(folder / "migrations/a.toml", script("aaaa11112222", "", ""));
  expect_refusal("migrate upgrade ffff", 3, {"ffff"});
  expect_refusal("migrate downgrade ffff", 3, {"ffff"});
  ASSERT_EQ(folder
                .run("sqlite3 app.db \"CREATE TABLE migrate_version (version_num VARCHAR(32) NOT "
                     "NULL PRIMARY KEY); INSERT INTO migrate_version VALUES ('gone')\"")
                .status,
            0);
  for (const char* command : {"current", "upgrade head", "downgrade base", "check"})
    expect_refusal(std::string("migrate ") + command, 3, {"gone"});
}

TEST_F(BadInput, ScriptThatDoesNotParse) {
  write_file(folder / "migrations/a.toml", "revision = \n");
  expect_refusal("migrate history", 3, {"migrations/a.toml:1"});
  write_file(folder / "migrations/a.toml", script("aaaa11112222", "", "colour = \"red\"\n"));
  expect_refusal("migrate history", 3, {"migrations/a.toml:3", "colour"});
  write_file(folder / "migrations/a.toml",
             script("aaaa11112222", "", "[[upgrade]]\nop = \"create_tabel\"\n"));
  expect_refusal("migrate upgrade head", 3, {"migrations/a.toml", "create_tabel", "create_table"});
}

TEST_F(BadInput, TwoScriptsWithOneId) {
  write_file(folder / "migrations/a.toml", script("aaaa11112222", "", ""));
  write_file(folder / "migrations/b.toml", script("aaaa11112222", "", ""));
  expect_refusal("migrate upgrade head", 3, {"a.toml", "b.toml", "aaaa11112222"});
}

TEST_F(BadInput, AScriptWithTwoIds) {
  write_file(folder / "migrations/a.toml",
             "revision = \"aaaa11112222\"\nrevision = \"bbbb11112222\"\n");
  expect_refusal("migrate upgrade head", 3, {"a.toml:2", "revision"});
}

TEST_F(BadInput, ACycleAndAMissingParent) {
  write_file(folder / "migrations/a.toml", script("aaaa11112222", "bbbb11112222", ""));
  expect_refusal("migrate upgrade head", 3, {"a.toml", "bbbb11112222"});
  write_file(folder / "migrations/b.toml", script("bbbb11112222", "aaaa11112222", ""));
  expect_refusal("migrate upgrade head", 3, {"aaaa11112222", "bbbb11112222", "cycle"});
}

TEST_F(BadInput, SeveralHeads) {
  write_file(folder / "migrations/a.toml", script("aaaa11112222", "", ""));
  write_file(folder / "migrations/b.toml", script("bbbb11112222", "aaaa11112222", ""));
  write_file(folder / "migrations/c.toml", script("cccc11112222", "aaaa11112222", ""));
  expect_refusal("migrate upgrade head", 3, {"bbbb11112222", "cccc11112222"});
  expect_refusal("migrate revision -m x", 3, {"bbbb11112222", "cccc11112222"});
}

TEST_F(BadInput, ModelSources) {
  expect_refusal("migrate check --models missing.sql", 3, {"missing.sql"});
  expect_refusal("migrate check --models missing.toml", 3, {"missing.toml"});
  write_file(folder / "bad.toml", "[[table]]\nname = 3\n");
  expect_refusal("migrate check --models bad.toml", 3, {"bad.toml:2"});
  write_file(folder / "bad.sql", "CREATE TABLE a (x);\nCREATE TABEL b (x);\n");
  expect_refusal("migrate check --models bad.sql", 3, {"bad.sql", "TABEL"});
  write_file(folder / "models.doc", "?");
  expect_refusal("migrate check --models models.doc", 3, {"models.doc"});
  expect_refusal("migrate check --models 'command: exit 7'", 3, {"exit 7", "exit status 7"});
  expect_refusal("migrate check --models 'command: kill -SEGV $$'", 3, {"signal 11"});
  expect_refusal("migrate check --models 'command: echo nonsense'", 3, {"echo nonsense", ":1"});
  write_file(folder / "no.so", "not a library");
  expect_refusal("migrate check --models no.so", 3, {"no.so"});
  expect_refusal("migrate check --models sqlite:///missing.db", 3, {"missing.db"});
}

TEST_F(BadInput, DatabaseThatIsNone) {
  write_file(folder / "app.db",
             "This is no database, but it is long enough to have a header.\n"
             "It goes on like this for more than a hundred bytes, to be sure.\n");
  write_file(folder / "migrations/a.toml", script("aaaa11112222", "", ""));
  for (const char* command : {"current", "check", "upgrade head", "revision --autogenerate"})
    expect_refusal(std::string("migrate ") + command, 4, {"app.db", "not a database"});
}

TEST_F(BadInput, DatabaseThatIsMissing) {
  fs::remove(folder / "app.db");
  // Looking makes no file: the database is at its base.
  const Outcome current = folder.run("migrate current");
  EXPECT_EQ(current.status, 0);
  EXPECT_EQ(current.err, "sqlite:///app.db does not exist yet: no revision is applied\n");
  EXPECT_FALSE(fs::exists(folder / "app.db"));
  expect_refusal("migrate check", 4, {"app.db"});
  expect_refusal("migrate upgrade head --url sqlite:///no/folder/app.db", 4, {"no/folder/app.db"});
}

TEST_F(BadInput, LockedDatabase) {
  write_file(folder / "migrations/a.toml",
             script("aaaa11112222", "", "[[upgrade]]\nop = \"execute\"\nsql = \"SELECT 1\"\n"));
  // Another process holds the write lock for as long as the command runs.
  const auto before = read_file(folder / "app.db");
  const Outcome outcome = folder.run(
      "mkfifo in; (sqlite3 app.db <in >out) & exec 3>in; echo 'BEGIN IMMEDIATE; SELECT 1;' >&3; "
      "while ! grep -q 1 out 2>/dev/null; do :; done; "
      "migrate upgrade head --url 'sqlite:///app.db?timeout=0'; status=$?; exec 3>&-; wait; exit "
      "$status");
  EXPECT_EQ(outcome.status, 4) << outcome.err;
  EXPECT_NE(outcome.err.find("locked"), std::string::npos) << outcome.err;
  EXPECT_EQ(read_file(folder / "app.db"), before);
}

TEST_F(BadInput, ReadOnlyDatabase) {
  write_file(folder / "migrations/a.toml",
             script("aaaa11112222", "",
                    "[[upgrade]]\nop = \"execute\"\nsql = \"CREATE TABLE made (x)\"\n"));
  expect_refusal("migrate upgrade head --url 'sqlite:///app.db?mode=ro'", 4, {"readonly"});
}

TEST_F(BadInput, AScriptWhoseSqlFailsHalfWay) {
  write_file(folder / "migrations/a.toml",
             script("aaaa11112222", "",
                    "[[upgrade]]\nop = \"execute\"\nsql = \"CREATE TABLE made (x)\"\n"
                    "[[upgrade]]\nop = \"execute\"\nsql = \"INSERT INTO nowhere VALUES (1)\"\n"));
  const Outcome outcome = folder.run("migrate upgrade head");
  EXPECT_EQ(outcome.status, 4);
  EXPECT_EQ(lines(outcome.err), 1) << outcome.err;
  for (const char* word : {"aaaa11112222", "a.toml", "nowhere", "rolled back"})
    EXPECT_NE(outcome.err.find(word), std::string::npos) << outcome.err;
  EXPECT_EQ(folder.run("sqlite3 app.db .schema").out, "CREATE TABLE keep (x);\n");
}

TEST_F(BadInput, RowsInTheWay) {
  ASSERT_EQ(folder.run("migrate revision --autogenerate -m first && migrate upgrade head").status,
            0);
  write_file(folder / "models.sql",
             "CREATE TABLE t (id INTEGER NOT NULL, a VARCHAR NOT NULL, PRIMARY KEY (id));\n");
  ASSERT_EQ(folder.run("migrate revision --autogenerate -m strict").status, 0);
  ASSERT_EQ(folder.run("sqlite3 app.db 'INSERT INTO t (a) VALUES (NULL), (NULL)'").status, 0);
  expect_refusal("migrate upgrade head", 5, {"t", "a", "NULL"});
}

TEST_F(BadInput, DataThatWouldBeLost) {
  ASSERT_EQ(folder.run("migrate revision --autogenerate -m first && migrate upgrade head").status,
            0);
  ASSERT_EQ(folder.run("sqlite3 app.db \"INSERT INTO t (a) VALUES ('x')\"").status, 0);
  write_file(folder / "models.sql", "CREATE TABLE t (id INTEGER NOT NULL, PRIMARY KEY (id));\n");
  ASSERT_EQ(folder.run("migrate revision --autogenerate -m less").status, 0);
  expect_refusal("migrate upgrade head", 5, {"t.a", "--allow-destructive"});
  EXPECT_EQ(folder.run("migrate upgrade head --allow-destructive").status, 0);
}

TEST_F(BadInput, AutogenerateWantsADatabaseAtHead) {
  write_file(folder / "migrations/a.toml", script("aaaa11112222", "", ""));
  expect_refusal("migrate revision --autogenerate -m x", 3, {"migrate upgrade head"});
}

TEST_F(BadInput, Answers) {
  expect_refusal("migrate revision --autogenerate --answers missing.json", 3, {"missing.json"});
  write_file(folder / "answers.json", "{\"drop\": [}");
  expect_refusal("migrate revision --autogenerate --answers answers.json", 3,
                 {"answers.json: parse error at line 1, column 11"});
  write_file(folder / "answers.json", "{\"rename\": {}}");
  expect_refusal("migrate revision --autogenerate --answers answers.json", 3,
                 {"answers.json", "rename_table"});
  expect_refusal("migrate revision -m x --answers answers.json 2>&1 | head -n1 >&2; exit 2", 2,
                 {"--answers", "--autogenerate"});
  write_file(folder / "answers.toml", "fill = 3\n");
  expect_refusal("migrate revision --autogenerate --answers answers.toml", 3,
                 {"answers.toml", "fill"});
}

// Not even the revision before it is run.
TEST_F(BadInput, TransactionsOfAPersonsOwn) {
  write_file(folder / "migrations/aaaa_a.toml",
             script("aaaa", "", "[[upgrade]]\nop = \"execute\"\nsql = \"CREATE TABLE b (x)\"\n"));
  write_file(folder / "migrations/bbbb_b.toml",
             script("bbbb", "aaaa",
                    "[[upgrade]]\nop = \"execute\"\nsql = \"CREATE TABLE c (x); COMMIT\"\n"));
  expect_refusal("migrate upgrade head", 3, {"bbbb_b.toml", "COMMIT", "line 1", "one transaction"});
}

TEST_F(BadInput, CheckNamesWhatMakesTheDatabase) {
  expect_refusal("migrate check --url sqlite:///none.db", 4, {"none.db", "`migrate upgrade head`"});
}

TEST_F(BadInput, AMessageDoesNotSteerTheTerminal) {
  write_file(folder / "migrations/aaaa_a.toml",
             "revision = \"aaaa\"\nmessage = \"red \\u001b[31m and \\u009b31m and café\"\n");
  for (const char* command : {"history", "show aaaa", "upgrade head", "status", "test"}) {
    const std::string out = folder.run(std::string("migrate ") + command).out;
    EXPECT_EQ(out.find('\x1b'), std::string::npos) << command;
    EXPECT_EQ(out.find("\xc2\x9b"), std::string::npos) << command;
    EXPECT_NE(out.find("red ?[31m and ?31m and café"), std::string::npos) << command << out;
  }
}

TEST_F(BadInput, ALossBehindARename) {
  write_file(folder / "migrations/aaaa_a.toml",
             script("aaaa", "",
                    "[[upgrade]]\nop = \"rename_table\"\ntable = \"keep\"\nnew_name = \"gone\"\n"
                    "[[upgrade]]\nop = \"drop_table\"\ntable = \"gone\"\n"));
  expect_refusal("migrate upgrade head", 5, {"aaaa_a.toml", "table gone", "--allow-destructive"});
}

}  // namespace
}  // namespace retort::tests
