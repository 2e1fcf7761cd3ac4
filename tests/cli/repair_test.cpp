// `repair`: it reports, mends what it is told to, and leaves nothing half done.

#include "cli/project.h"

namespace retort::tests {
namespace {

class Repair : public Project {
 protected:
  void SetUp() override {
    Project::SetUp();
    line({"aaaa", "bbbb", "cccc"});
  }
};

TEST_F(Repair, NothingToDo) {
  EXPECT_EQ(ok("migrate repair"), "nothing to repair\n");
  EXPECT_FALSE(fs::exists(folder / "app.db"));
  ok("migrate upgrade head");
  EXPECT_EQ(ok("migrate repair"), "nothing to repair\n");
  refused("migrate repair --restore all", 3, {"no script was edited"});
  refused("migrate repair --write-missing", 3, {"no script is missing"});
}

TEST_F(Repair, AMissingScriptIsWrittenFromTheCopy) {
  ok("migrate upgrade head");
  const std::string first = text("bbbb"), last = text("cccc");
  fs::remove(folder / "migrations/bbbb.toml");
  fs::remove(folder / "migrations/cccc.toml");
  refused("migrate repair", 1, {"bbbb", "cccc", "--write-missing writes migrations/cccc.toml"});
  ok("migrate repair --write-missing");
  EXPECT_EQ(text("bbbb"), first);
  EXPECT_EQ(text("cccc"), last);
  // In the middle of a history nothing else works without it.
  fs::remove(folder / "migrations/bbbb.toml");
  EXPECT_EQ(folder.run("migrate history").status, 3);
  ok("migrate repair --write-missing");
  EXPECT_EQ(text("bbbb"), first);
}

TEST_F(Repair, ACopyStaysInTheFolderOfScripts) {
  ok("migrate upgrade head");
  const std::string last = text("cccc");
  fs::remove(folder / "migrations/cccc.toml");
  ok("sqlite3 app.db \"UPDATE migrate_history SET file = '../../' || file\"");
  ok("migrate repair --write-missing");
  EXPECT_EQ(text("cccc"), last);
}

TEST_F(Repair, WritesAllFilesOrNone) {
  ok("migrate upgrade head");
  for (const char* name : {"aaaa", "cccc"})
    fs::remove(folder / ("migrations/" + std::string(name) + ".toml"));
  // It is no file, and yet none can be made there.
  fs::create_symlink("nowhere", folder / "migrations/cccc.toml");
  refused("migrate repair --write-missing", 3, {"cccc.toml"});
  EXPECT_FALSE(fs::exists(folder / "migrations/aaaa.toml"));
}

TEST_F(Repair, AnEditedScriptIsAcceptedOrPutBack) {
  ok("migrate upgrade head");
  const std::string applied = text("aaaa");
  edit("aaaa");
  edit("bbbb");
  refused("migrate repair", 1, {"--accept aaaa", "--restore bbbb"});
  refused("migrate repair --accept aaaa --restore cccc", 3, {"\"cccc\" was not edited"});
  refused("migrate repair --accept aaaa --restore aaaa", 3, {"named twice"});
  ok("migrate repair --restore aaaa --accept bbbb");
  EXPECT_EQ(text("aaaa"), applied);
  EXPECT_NE(text("bbbb").find("# edited"), std::string::npos);
  EXPECT_EQ(ok("migrate repair"), "nothing to repair\n");
  EXPECT_EQ(query("SELECT revision FROM migrate_history WHERE direction = 'repair'"), "bbbb\n");
}

TEST_F(Repair, AVersionRowThatNamesNothing) {
  ok("migrate upgrade bbbb");
  query("UPDATE migrate_version SET version_num = 'gone'");
  refused("migrate repair", 1, {"--forget gone", "--replace gone=REVISION"});
  refused("migrate repair --replace gone=nobody", 3, {"nobody"});
  refused("migrate repair --replace gone", 2, {"OLD=NEW"});
  refused("migrate repair --forget bbbb", 3, {"no version row \"bbbb\""});
  ok("migrate repair --replace gone=bbbb");
  EXPECT_EQ(rows(), "bbbb\n");
  refused("migrate repair --forget bbbb", 3, {"`downgrade` and `stamp` move it"});
  query("INSERT INTO migrate_version VALUES ('gone')");
  EXPECT_EQ(document("migrate repair --forget gone --json")["sound"], true);
  EXPECT_EQ(rows(), "bbbb\n");
}

TEST_F(Repair, NothingIsHalfDone) {
  ok("migrate upgrade head");
  edit("aaaa");
  query("INSERT INTO migrate_version VALUES ('gone')");
  refused("migrate repair --restore all --forget other", 3, {"other"});
  // The database refuses, so the file stays as it is, too.
  query("CREATE TRIGGER no BEFORE DELETE ON migrate_version BEGIN SELECT RAISE(ABORT, 'no'); END");
  refused("migrate repair --restore all --forget gone", 4, {"no"});
  query("DROP TRIGGER no");
  ok("migrate repair --restore all --forget gone");
  EXPECT_EQ(rows(), "cccc\n");
}

class RepairUnfinished : public Repair {
 protected:
  void SetUp() override {
    Repair::SetUp();
    script("dddd", "cccc",
           "[[upgrade]]\nop = \"execute\"\nsql = \"CREATE TABLE t_dddd (x)\"\n"
           "[[upgrade]]\nop = \"execute\"\ntransaction = false\nsql = \"INSERT INTO later VALUES "
           "(1)\"\n"
           "[[downgrade]]\nop = \"drop_table\"\ntable = \"t_dddd\"\n");
    EXPECT_EQ(folder.run("migrate upgrade head").status, 4);
  }
};

TEST_F(RepairUnfinished, IsReportedAndFinished) {
  refused("migrate repair", 1, {"the upgrade of revision dddd was stopped behind step 1"});
  EXPECT_EQ(document("migrate status --json")["unfinished"]["revision"], "dddd");
  refused("migrate repair --finish cccc", 3, {"no run of revision \"cccc\" was stopped"});
  ok("migrate repair --finish dddd");
  EXPECT_EQ(rows(), "dddd\n");
  ok("migrate downgrade cccc");
  EXPECT_EQ(tables(), "t_aaaa\nt_bbbb\nt_cccc\n");
}

TEST_F(RepairUnfinished, IsAbandoned) {
  query("DROP TABLE t_dddd");
  ok("migrate repair --abandon dddd");
  EXPECT_EQ(rows(), "cccc\n");
  query("CREATE TABLE later (x)");
  ok("migrate upgrade head");
  EXPECT_EQ(rows(), "dddd\n");
}

}  // namespace
}  // namespace retort::tests
