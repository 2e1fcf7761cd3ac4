// `status`, and what `check`, `upgrade`, `current` and `stamp` say of scripts and databases that do not
// fit together.

#include "cli/project.h"

namespace retort::tests {
namespace {

class Status : public Project {
 protected:
  void SetUp() override {
    Project::SetUp();
    line({"aaaa", "bbbb", "cccc"});
  }
};

TEST_F(Status, LooksAndMakesNoDatabase) {
  const auto found = document("migrate status --json");
  EXPECT_EQ(found["exists"], false);
  EXPECT_EQ(found["up_to_date"], false);
  EXPECT_EQ(found["pending"].size(), 3u);
  EXPECT_EQ(ok("migrate current"), "");
  EXPECT_EQ(ok("migrate history -i").find("(current)"), std::string::npos);
  EXPECT_EQ(ok("migrate downgrade base"), "");
  refused("migrate downgrade -1", 3, {"goes too far"});
  EXPECT_FALSE(fs::exists(folder / "app.db"));
}

TEST_F(Status, SaysWhereTheDatabaseIs) {
  ok("migrate upgrade bbbb");
  const std::string shown = ok("migrate status");
  EXPECT_NE(shown.find("at          bbbb, make bbbb (20"), std::string::npos) << shown;
  EXPECT_NE(shown.find("pending     1 revision\n  cccc, make cccc\n"), std::string::npos) << shown;
  EXPECT_NE(shown.find("drift       none\n"), std::string::npos) << shown;
  EXPECT_EQ(folder.run("migrate status --exit-code").status, 1);
  ok("migrate upgrade head");
  EXPECT_NE(ok("migrate status --exit-code").find("up to date\n"), std::string::npos);
}

TEST_F(Status, FindsDriftWhereverTheDatabaseIs) {
  ok("migrate upgrade bbbb");
  query("ALTER TABLE t_aaaa ADD COLUMN by_hand TEXT; CREATE TABLE of_others (x)");
  const auto found = document("migrate status --json");
  ASSERT_EQ(found["drift"].size(), 1u) << found["drift"];
  EXPECT_NE(found["drift"][0].get<std::string>().find("t_aaaa.by_hand"), std::string::npos);
}

TEST_F(Status, ComparesWithTheModelsWhereThereAreSome) {
  ok("migrate upgrade head");
  write_file(folder / "models.sql",
             "CREATE TABLE t_aaaa (id INTEGER PRIMARY KEY, name TEXT);"
             "CREATE TABLE t_bbbb (id INTEGER PRIMARY KEY);"
             "CREATE TABLE t_cccc (id INTEGER PRIMARY KEY);");
  const auto found = document("migrate status --json --models models.sql");
  ASSERT_EQ(found["models"].size(), 1u) << found["models"];
  EXPECT_EQ(found["up_to_date"], false);
  const auto without = document("migrate status --json --models nowhere.sql");
  EXPECT_NE(without["models_unknown"].get<std::string>().find("nowhere.sql"), std::string::npos);
}

TEST_F(Status, AnEditedScriptIsReported) {
  write_file(folder / "models.sql",
             "CREATE TABLE t_aaaa (id INTEGER PRIMARY KEY);"
             "CREATE TABLE t_bbbb (id INTEGER PRIMARY KEY);"
             "CREATE TABLE t_cccc (id INTEGER PRIMARY KEY);");
  ok("migrate upgrade head");
  ok("sed -i 's/$/\\r/' migrations/bbbb.toml");  // ends of lines do not count
  EXPECT_EQ(ok("migrate check --models models.sql"), "nothing differs\n");
  edit("aaaa");
  const Outcome upgrade = folder.run("migrate upgrade head");
  EXPECT_EQ(upgrade.status, 0);
  EXPECT_NE(upgrade.err.find("warning: migrations/aaaa.toml: revision aaaa was edited"),
            std::string::npos)
      << upgrade.err;
  refused("migrate check --models models.sql -v", 1, {"migrations/aaaa.toml", "+# edited"});
  EXPECT_EQ(document("migrate check --models models.sql --json")["edited"][0]["revision"], "aaaa");
  EXPECT_NE(ok("migrate status -v").find("+# edited"), std::string::npos);
  ok("migrate downgrade base");
  EXPECT_EQ(folder.run("migrate upgrade head").err, "") << "it is applied as it is now";
}

TEST_F(Status, ARevisionThatOnlyTheDatabaseKnows) {
  ok("migrate upgrade head");
  edit("aaaa");
  fs::remove(folder / "migrations/cccc.toml");
  const Outcome current = folder.run("migrate current");
  EXPECT_EQ(current.status, 0);
  EXPECT_EQ(current.out, "cccc (head), make cccc\n");
  for (const char* word : {"cccc (make cccc) was applied 20", "cccc.toml is not here", "downgrade"})
    EXPECT_NE(current.err.find(word), std::string::npos) << current.err;
  const auto found = document("migrate status --json");
  EXPECT_EQ(found["missing"][0]["revision"], "cccc");
  EXPECT_EQ(found["edited"][0]["revision"], "aaaa");
  refused("migrate upgrade head", 3, {"ahead of these scripts", "--write-missing"});
  ok("migrate downgrade bbbb");
  EXPECT_EQ(tables(), "t_aaaa\nt_bbbb\n");
}

TEST_F(Status, AStampIsInTheHistory) {
  ok("migrate stamp bbbb");
  ok("migrate stamp aaaa --tag back");
  EXPECT_EQ(query("SELECT direction, revision, tag FROM migrate_history ORDER BY id"),
            "stamp|aaaa|\nstamp|bbbb|\nunstamp|bbbb|back\n");
  edit("aaaa");
  EXPECT_EQ(document("migrate status --json")["edited"].size(), 1u);
}

}  // namespace
}  // namespace retort::tests
