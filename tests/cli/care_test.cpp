// Care for the file: copies before a run, lint, room, and Ctrl-C.

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include "cli/project.h"

namespace retort::tests {
namespace {

class Care : public Project {
 protected:
  void SetUp() override {
    Project::SetUp();
    script("aaaa", "", R"(
[[upgrade]]
op = "create_table"
table = "t"
columns = [{ name = "id", type = "INTEGER" }, { name = "a", type = "TEXT" }]
primary_key = ["id"]

[[downgrade]]
op = "drop_table"
table = "t"
)");
    ok("migrate upgrade head");
    query("INSERT INTO t VALUES (1, 'x'), (2, 'x'), (3, NULL)");
  }

  void second(const std::string& upgrade, const std::string& header = "") const {
    write_file(folder / "migrations/bbbb.toml",
               "revision = \"bbbb\"\ndown_revision = \"aaaa\"\n" + header + upgrade + R"(
[[downgrade]]
op = "execute"
sql = "SELECT 1"
)");
  }

  // Runs the command as a terminal would, and presses Ctrl-C at its first line of output.
  Outcome interrupted(std::vector<std::string> arguments) const {
    std::array<int, 2> output{};
    EXPECT_EQ(::pipe(output.data()), 0);
    const pid_t child = ::fork();
    if (child == 0) {
      ::signal(SIGINT, SIG_DFL);
      const int err = ::open((folder / "err").c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
      ::dup2(output[1], STDOUT_FILENO);
      ::dup2(err, STDERR_FILENO);
      arguments.insert(arguments.begin(), RETORT_MIGRATE);
      std::vector<char*> words;
      for (std::string& word : arguments) words.push_back(word.data());
      words.push_back(nullptr);
      if (::chdir(folder.path().c_str()) == 0) ::execv(RETORT_MIGRATE, words.data());
      ::_exit(127);
    }
    ::close(output[1]);
    Outcome outcome;
    for (char c = 0; c != '\n' && ::read(output[0], &c, 1) == 1;) outcome.out += c;
    ::kill(child, SIGINT);
    int status = 0;
    ::waitpid(child, &status, 0);
    ::close(output[0]);
    outcome.status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    outcome.err = read_file(folder / "err");
    return outcome;
  }

  static constexpr const char* unique = R"(
[[upgrade]]
op = "create_unique_constraint"
table = "t"
columns = ["a"]
violations = "delete"
)";
};

TEST_F(Care, RowsInTheWayAreDeletedWithAWordAndTold) {
  second(unique);
  refused("migrate upgrade head", 5, {"deletes rows of table t", "1 row (id = 2, a = 'x')"});
  refused("migrate plan", 5, {"in the way of bbbb", "1 row (id = 2", "error DS106"});
  second(unique, "allow_destructive = true\n");
  EXPECT_NE(ok("migrate plan").find("notice DS106"), std::string::npos);
  EXPECT_NE(
      folder.run("migrate upgrade head")
          .err.find("warning: rows of table t deleted, which broke unique constraint on t (a): 1"),
      std::string::npos);
  EXPECT_EQ(query("SELECT group_concat(id) FROM t"), "1,3\n");
}

// The same statement deletes nothing the second time, which does not hide what it did the first time;
// the foreign key has the transaction begun again, which does not tell it twice.
TEST_F(Care, RowsThatEachRevisionDeletedAreToldOfOneTransaction) {
  second(unique, "allow_destructive = true\n");
  query("CREATE TABLE r (t INTEGER REFERENCES t ON DELETE CASCADE); INSERT INTO r VALUES (1)");
  script("cccc", "bbbb", std::string(R"toml(
[[upgrade]]
op = "drop_constraint"
type = "unique"
table = "t"
columns = ["a"]

[[upgrade]]
op = "execute"
sql = "INSERT INTO t VALUES (4, 'y')"
)toml") + unique);
  const Outcome run = folder.run("migrate upgrade head --allow-destructive --one-transaction");
  EXPECT_EQ(run.status, 0) << run.err;
  const std::string told =
      "warning: rows of table t deleted, which broke unique constraint on t (a): ";
  EXPECT_NE(run.err.find(told + "1\n"), std::string::npos) << run.err;
  EXPECT_EQ(run.err.find(told), run.err.rfind(told)) << run.err;
}

TEST_F(Care, RowsInTheWayAreDeletedOffline) {
  second(unique);
  ok("migrate upgrade --sql aaaa:head > up.sql; sqlite3 -bail app.db < up.sql; test $? -ne 0");
  EXPECT_EQ(query("SELECT count(*) FROM t"), "3\n");
  ok("migrate upgrade --sql aaaa:head --allow-destructive | sqlite3 -bail app.db");
  EXPECT_EQ(query("SELECT group_concat(id) FROM t"), "1,3\n");
}

TEST_F(Care, ABackupIsMadeAndComesBack) {
  second("\n[[upgrade]]\nop = \"drop_table\"\ntable = \"t\"\n");
  const Outcome run = folder.run("migrate upgrade head --allow-destructive --backup");
  EXPECT_EQ(run.status, 0) << run.err;
  EXPECT_NE(run.err.find(".aaaa.backup"), std::string::npos) << run.err;
  const auto restored = document("migrate restore --json");
  EXPECT_NE(restored["restored"].get<std::string>().find(".aaaa.backup"), std::string::npos);
  EXPECT_EQ(query("SELECT count(*) FROM t"), "3\n");
  EXPECT_EQ(rows(), "aaaa\n");
  EXPECT_EQ(lines(ok("migrate restore --list")), 2);
}

TEST_F(Care, AFailedRunNamesTheCopy) {
  second("\n[[upgrade]]\nop = \"execute\"\nsql = \"DROP TABLE nothing\"\n");
  const Outcome run = folder.run("migrate upgrade head --backup-folder kept");
  EXPECT_EQ(run.status, 4);
  EXPECT_NE(run.err.find("(the database as it was is in kept/app.db."), std::string::npos)
      << run.err;
}

TEST_F(Care, NothingIsCopiedForWhatOnlyAdds) {
  second(
      "\n[[upgrade]]\nop = \"add_column\"\ntable = \"t\"\ncolumn = { name = \"b\", type = \"TEXT\" "
      "}\n");
  ok("migrate upgrade head --backup");
  EXPECT_EQ(ok("migrate restore --list"), "");
  refused("migrate restore", 3, {"there is no copy of"});
}

TEST_F(Care, LintFailsFromALevelOn) {
  second("\n[[upgrade]]\nop = \"drop_column\"\ntable = \"t\"\ncolumn = \"a\"\n");
  refused("migrate lint", 1, {"bbbb: error DS102: it drops column t.a: (values = 2)"});
  refused("migrate lint bbbb:", 1, {"bbbb: error DS102: it drops column t.a\n"});
  refused("migrate lint --level none", 3, {"no level"});
  second("\n[[upgrade]]\nop = \"drop_column\"\ntable = \"t\"\ncolumn = \"a\"\n",
         "suppress = { DS102 = \"unused\" }\n");
  ok("migrate lint");
  const auto found = document("migrate lint --json")["findings"];
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0]["suppressed"], "unused");
  EXPECT_EQ(found[0]["code"], "DS102");
}

TEST_F(Care, ASignalRollsBackAndSaysWhatStays) {
  query(
      "WITH RECURSIVE n(i) AS (SELECT 10 UNION ALL SELECT i + 1 FROM n WHERE i < 1000) INSERT INTO "
      "t SELECT i, i FROM n");
  second("\n[[upgrade]]\nop = \"create_index\"\ntable = \"t\"\nname = \"i\"\ncolumns = [\"a\"]\n");
  // It never ends by itself, and says that it has begun: its first revision is committed.
  write_file(folder / "migrations/cccc.toml", R"(revision = "cccc"
down_revision = "bbbb"

[[upgrade]]
op = "execute"
sql = """DELETE FROM t WHERE id = 1;
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"""
)");
  const Outcome run = interrupted({"upgrade", "head"});
  EXPECT_EQ(run.status, 130);
  EXPECT_EQ(run.err,
            "migrate: stopped: the upgrade to cccc was rolled back; what was done before it stays: "
            "bbbb\n");
  EXPECT_EQ(rows(), "bbbb\n");
  EXPECT_EQ(query("SELECT count(*) FROM t WHERE id = 1"), "1\n");
}

}  // namespace
}  // namespace retort::tests
