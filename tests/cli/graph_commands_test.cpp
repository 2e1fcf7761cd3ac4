// The commands about the history, as a user types them. Cases by Alembic's numbers where they have
// one.

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "cli/command_line.h"

namespace retort::tests {
namespace {

using nlohmann::json;

class GraphCommands : public ::testing::Test {
 protected:
  void SetUp() override { ok("migrate init --url sqlite:///app.db"); }

  std::string ok(const std::string& command) {
    const Outcome outcome = folder.run(command);
    EXPECT_EQ(outcome.status, 0) << command << '\n' << outcome.out << outcome.err;
    return outcome.out;
  }

  // The command fails with this status and one line that holds the words, and changes nothing.
  void refused(const std::string& command, int status, const std::vector<std::string>& words) {
    const auto before = folder.contents();
    const Outcome outcome = folder.run(command);
    EXPECT_EQ(outcome.status, status) << command << '\n' << outcome.out << outcome.err;
    EXPECT_EQ(outcome.out, "") << command;
    for (const std::string& word : words)
      EXPECT_NE(outcome.err.find(word), std::string::npos) << word << " in " << outcome.err;
    EXPECT_EQ(folder.contents(), before) << command;
  }

  // One document on standard output, and nothing else.
  json document(const std::string& command) { return json::parse(ok(command)); }

  void revisions(const std::vector<std::string>& arguments) {
    for (const std::string& argument : arguments) ok("migrate revision --rev-id " + argument);
  }
  void line() { revisions({"aaaa", "bbbb", "cccc", "dddd"}); }
  void branches() {
    revisions({"rrrr", "ssss", "lll1 --branch-label lbr", "lll2",
               "nnn1 --head ssss --splice --branch-label rbr", "nnn2 --head nnn1"});
  }
  void forest() {
    revisions({"aaa1 --branch-label alib", "aaa2", "bbb1 --head base --branch-label blib",
               "bbb2 --head blib --depends-on aaa2"});
  }

  std::string rows() {
    return ok("sqlite3 app.db 'SELECT version_num FROM migrate_version ORDER BY 1'");
  }

  Folder folder;
};

// The ids at the beginnings of lines of `history`: after the arrow.
std::string ids(const std::string& history) {
  std::istringstream stream(history);
  std::string result;
  for (std::string text; std::getline(stream, text);) {
    const std::string rest = text.substr(text.find("-> ") + 3);
    result += (result.empty() ? "" : " ") + rest.substr(0, rest.find_first_of(" ,"));
  }
  return result;
}

TEST_F(GraphCommands, HistoryRanges) {  // G14
  line();
  ok("migrate stamp bbbb");
  EXPECT_EQ(ids(ok("migrate history -r aaaa:cccc")), "cccc bbbb aaaa");
  EXPECT_EQ(ids(ok("migrate history -r :bbbb")), "bbbb aaaa");
  EXPECT_EQ(ids(ok("migrate history -r cccc:")), "dddd cccc");
  EXPECT_EQ(ids(ok("migrate history -r current:")), "dddd cccc bbbb");
  EXPECT_EQ(ids(ok("migrate history -r-1:current")), "bbbb aaaa");
  EXPECT_EQ(ids(ok("migrate history -r -1:current")), "bbbb aaaa");
  refused("migrate history -r bbbb", 3, {"\"bbbb\" is no range"});
  EXPECT_EQ(ok("migrate history -i -r bbbb:cccc"), "bbbb -> cccc\naaaa -> bbbb (current)\n");
}

TEST_F(GraphCommands, HistoryOfADatabaseAtBase) {  // G16
  line();
  ok("migrate ensure_version");
  EXPECT_EQ(ok("migrate history -r :current"), "");
}

TEST_F(GraphCommands, NoDatabaseIsOpened) {
  line();
  for (const char* command :
       {"heads", "heads -v", "branches", "history", "history -v", "history --graph", "show head",
        "revision -m x", "list_templates", "history -r aaaa:", "edit head"})
    ok(std::string("EDITOR=true migrate ") + command);
  EXPECT_FALSE(fs::exists(folder / "app.db"));
}

TEST_F(GraphCommands, LookingMakesNoVersionTable) {
  line();
  ok("sqlite3 app.db 'CREATE TABLE keep (x)'");
  const auto before = folder.contents();
  for (const char* command : {"current", "history -i", "current -v", "history -r :current"})
    ok(std::string("migrate ") + command);
  EXPECT_EQ(folder.contents(), before);
}

TEST_F(GraphCommands, StampALine) {  // G46
  line();
  EXPECT_EQ(ok("migrate stamp bbbb"), "stamp <base> -> bbbb\n");
  EXPECT_EQ(rows(), "bbbb\n");
  ok("migrate stamp head");
  EXPECT_EQ(rows(), "dddd\n");
  ok("migrate stamp aaaa");
  EXPECT_EQ(rows(), "aaaa\n");
  EXPECT_EQ(ok("migrate stamp base"), "stamp aaaa -> <base>\n");
  EXPECT_EQ(rows(), "");
}

TEST_F(GraphCommands, StampBranches) {  // G47
  branches();
  ok("migrate stamp lll2 nnn1");
  EXPECT_EQ(rows(), "lll2\nnnn1\n");
  ok("migrate stamp ssss");
  EXPECT_EQ(rows(), "ssss\n");
  ok("migrate stamp heads");
  EXPECT_EQ(rows(), "lll2\nnnn2\n");
  ok("migrate stamp lbr@base");
  EXPECT_EQ(rows(), "nnn2\n");
  refused("migrate stamp head", 3, {"several heads"});
}

TEST_F(GraphCommands, StampIsAtomic) {  // G49, G50
  branches();
  ok("migrate stamp heads");
  ok("migrate merge heads --rev-id mmmm");
  ok("migrate stamp mmmm");
  ok("migrate stamp lll2 nnn2");
  EXPECT_EQ(rows(), "lll2\nnnn2\n");
  refused("migrate stamp rrrr nobody", 3, {"nobody"});
  refused("migrate stamp --purge nobody", 3, {"nobody"});
  ok("sqlite3 app.db \"UPDATE migrate_version SET version_num='gone' WHERE version_num='lll2'\"");
  for (const char* command : {"current", "upgrade head", "downgrade base", "stamp head"})
    refused(std::string("migrate ") + command, 3, {"gone"});
  EXPECT_EQ(ok("migrate stamp --purge head"), "stamp gone, nnn2 -> mmmm\n");
  EXPECT_EQ(rows(), "mmmm\n");
}

TEST_F(GraphCommands, PurgeWithAnAmbiguousHeadChangesNothing) {
  branches();
  ok("migrate stamp lll2");
  refused("migrate stamp --purge head", 3, {"several heads"});
  EXPECT_EQ(rows(), "lll2\n");
}

TEST_F(GraphCommands, StampAsSql) {
  line();
  const std::string sql = ok("migrate stamp bbbb --sql");
  EXPECT_FALSE(fs::exists(folder / "app.db"));
  ok("migrate stamp bbbb --sql | sqlite3 app.db && migrate stamp bbbb:dddd --sql | sqlite3 app.db");
  EXPECT_EQ(rows(), "dddd\n");
  EXPECT_EQ(ok("migrate stamp aaaa:cccc --sql"),
            "BEGIN;\nUPDATE migrate_version SET version_num = 'cccc' WHERE version_num = "
            "'aaaa';\nCOMMIT;\n");
  ok("rm app.db && migrate ensure_version --sql | sqlite3 app.db && migrate ensure_version");
  EXPECT_EQ(rows(), "");
  EXPECT_EQ(folder.run("migrate stamp aaaa:bbbb").status, 2);
  EXPECT_EQ(folder.run("migrate stamp head --sql --purge").status, 2);
  EXPECT_EQ(folder.run("migrate stamp +1 --sql").status, 2);
}

TEST_F(GraphCommands, CurrentShowsWhatADependencyBrought) {  // G38, G44
  forest();
  ok("migrate upgrade blib@head");
  EXPECT_EQ(rows(), "bbb2\n");
  EXPECT_EQ(ok("migrate current"), "aaa2 (effective head)\nbbb2 (head)\n");
  EXPECT_EQ(folder.run("migrate current --check-heads").status, 0);
  EXPECT_EQ(ok("migrate heads"), "aaa2 (effective head)\nbbb2 (head)\n");
  EXPECT_EQ(ok("migrate heads --resolve-dependencies"), "bbb2 (head)\n");
  ok("migrate downgrade blib@-1");  // G43
  EXPECT_EQ(rows(), "aaa2\nbbb1\n");
  EXPECT_EQ(folder.run("migrate current -c").status, 1);
  EXPECT_EQ(document("migrate current --json")["at_heads"], false);
}

TEST_F(GraphCommands, MergeHeadsAreTheRealOnes) {  // G55
  forest();
  refused("migrate merge heads", 3, {"one revision, bbb2"});
  revisions({"ccc3 --head aaa2"});
  const json merged = document("migrate merge heads --rev-id mmmm --json");
  EXPECT_EQ(merged["down_revision"], json({"bbb2", "ccc3"}));
  EXPECT_EQ(ids(ok("migrate history -r mmmm:")), "mmmm");
}

TEST_F(GraphCommands, MergeRefusals) {
  branches();
  refused("migrate merge lll2 lll2", 3, {"with itself"});
  refused("migrate merge lll2 ssss", 3, {"lll2 has revision ssss already"});
  refused("migrate merge lll1 nnn2", 3, {"lll1 is not a head", "--splice"});
  refused("migrate merge lll2", 3, {"nothing to merge"});
  ok("migrate merge lll1 nnn2 --splice");
}

TEST_F(GraphCommands, NothingToDoIsSaid) {
  const auto said = [&](const std::string& command) {
    const Outcome outcome = folder.run(command);
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_EQ(outcome.out, "") << command;
    return outcome.err;
  };
  EXPECT_EQ(said("migrate upgrade head"), "nothing to do: there are no revisions yet\n");
  branches();
  ok("sed -i '1a message = \"left\"' migrations/lll2.toml");
  ok("migrate upgrade heads");
  EXPECT_EQ(said("migrate upgrade heads"),
            "nothing to do: the database is at lll2 (head), nnn2 (head)\n");
  EXPECT_EQ(said("migrate upgrade heads --dry-run"), said("migrate upgrade heads"));
  ok("migrate downgrade lll1 && migrate downgrade ssss");
  EXPECT_EQ(said("migrate downgrade ssss"), "nothing to do: the database is at ssss\n");
  ok("migrate downgrade base");
  EXPECT_EQ(said("migrate downgrade base"), "nothing to do: the database is at base\n");
}

TEST_F(GraphCommands, ErrorsNameWaysOut) {
  branches();
  refused("migrate show head", 3, {"`migrate upgrade heads`", "`migrate merge heads`"});
  write_file(folder / "migrations/base.sql",
             "-- revision = \"first\"\n\n-- [upgrade]\nCREATE TABLE here (x);\n");
  write_file(folder / "migrations/next.toml",
             "revision = \"second\"\n[[upgrade]]\nop = \"create_table\"\ntable = \"here\"\n"
             "columns = [{ name = \"x\", type = \"TEXT\" }]\n");
  ok("sqlite3 app.db 'CREATE TABLE here (x)'");
  // Both as SQL and as an operation.
  EXPECT_NE(folder.run("migrate upgrade first").err.find("`migrate stamp`"), std::string::npos);
  EXPECT_NE(folder.run("migrate upgrade second").err.find("`migrate stamp`"), std::string::npos);
  ok("migrate stamp rrrr");
  EXPECT_EQ(folder.run("migrate upgrade first").err.find("`migrate stamp`"), std::string::npos);
  ok("sqlite3 app.db \"UPDATE migrate_version SET version_num = 'gone'\"");
  refused("migrate upgrade heads", 3, {"\"gone\"", "`migrate repair`"});
}

TEST_F(GraphCommands, RevisionRefusals) {
  branches();
  refused("migrate revision", 3, {"several heads"});
  refused("migrate revision --head lll2 --head nnn2", 2, {"migrate merge lll2 nnn2"});
  refused("migrate revision --head heads", 3, {"migrate merge heads"});
  refused("migrate revision --head ssss", 3, {"ssss is not a head", "--splice"});
  refused("migrate revision --head lll2 --rev-id rrrr", 3,
          {"migrations/rrrr.toml is revision rrrr already"});
  refused("migrate revision --head lll2 --rev-id a-b", 3, {"--rev-id \"a-b\""});
  refused("migrate revision --head lll2 --branch-label lbr", 3, {"label lbr", "migrations/lll1"});
  refused("migrate revision --head lll2 --branch-label head", 3, {"--branch-label \"head\""});
  refused("migrate revision --head lll2 --depends-on nobody", 3, {"nobody"});
  refused("migrate revision --head lll2 --version-path elsewhere", 3, {"elsewhere", "migrations"});
  refused("migrate revision --head lll2 --sql --autogenerate", 2, {"--sql"});
}

TEST_F(GraphCommands, AmbiguousBeginnings) {  // G13
  revisions({"abcd02", "abce03"});
  ok("migrate upgrade abcd");
  refused("migrate upgrade abc", 3, {"ambiguous", "abcd02", "abce03"});
  refused("migrate show abc", 3, {"ambiguous", "abcd02", "abce03"});
}

TEST_F(GraphCommands, DependenciesKeepLabels) {
  revisions({"aaaa1 --branch-label alib", "bbbb1 --head base --depends-on alib",
             "cccc1 --head base --depends-on aaaa"});
  EXPECT_EQ(document("migrate show bbbb1 --json")["revisions"][0]["depends_on"], json({"alib"}));
  EXPECT_EQ(document("migrate show cccc1 --json")["revisions"][0]["depends_on"], json({"aaaa1"}));
}

TEST_F(GraphCommands, AScriptInSql) {
  ok("migrate revision --sql --rev-id aaaa -m 'by hand'");
  const fs::path file = folder / "migrations/aaaa_by_hand.sql";
  write_file(file, read_file(file) + "");
  ok("migrate upgrade head && migrate downgrade base");
  EXPECT_NE(read_file(file).find("-- [upgrade]"), std::string::npos);
}

TEST_F(GraphCommands, Branches) {
  branches();
  EXPECT_EQ(ok("migrate branches"),
            "rrrr -> ssss (branchpoint)\n    -> lll1 (lbr)\n    -> nnn1 (rbr)\n");
  const std::string shown = ok("migrate show ssss");
  EXPECT_NE(shown.find("Rev: ssss\nParent: rrrr\nBranches into: lll1, nnn1\n"), std::string::npos)
      << shown;
  EXPECT_EQ(document("migrate branches --json")["branch_points"][0]["children"],
            json({"lll1", "nnn1"}));
}

TEST_F(GraphCommands, TheTree) {
  branches();
  ok("migrate merge heads --rev-id mmmm -m 'both lines'");
  EXPECT_EQ(ok("migrate history --graph"),
            "*  lll2, nnn2 -> mmmm (head) (mergepoint), both lines\n"
            "|-.\n"
            "| *  nnn1 -> nnn2\n"
            "| *  ssss -> nnn1 (rbr)\n"
            "* |  lll1 -> lll2\n"
            "* |  ssss -> lll1 (lbr)\n"
            "|-'\n"
            "*  rrrr -> ssss (branchpoint)\n"
            "*  <base> -> rrrr\n");
}

TEST_F(GraphCommands, ShowAndEdit) {
  branches();
  ok("migrate stamp lll2");
  EXPECT_NE(ok("migrate show current").find("Rev: lll2 (head)"), std::string::npos);
  EXPECT_NE(ok("migrate show -1").find("Rev: lll1"), std::string::npos);
  refused("migrate show base", 3, {"\"base\" is no revision"});
  ok("EDITOR='sed -i s/Nothing/Everything/' migrate edit current");
  EXPECT_NE(read_file(folder / "migrations/lll2.toml").find("Everything happens"),
            std::string::npos);
  refused("EDITOR=false migrate edit lll2", 3, {"false", "lll2.toml"});
  refused("EDITOR=/no/such/editor migrate edit lll2", 3, {"/no/such/editor", "EDITOR"});
}

TEST_F(GraphCommands, CurrentHidesThePassword) {
  line();
  ok("migrate stamp bbbb");
  const std::string verbose = ok("migrate current -v");
  EXPECT_NE(verbose.find("app.db"), std::string::npos);
  EXPECT_NE(verbose.find("Rev: bbbb\nParent: aaaa\n"), std::string::npos) << verbose;
  const Outcome outcome = folder.run("migrate current -v --url mysql://me:secret@host/db");
  EXPECT_EQ((outcome.out + outcome.err).find("secret"), std::string::npos);
}

TEST_F(GraphCommands, Json) {
  branches();
  ok("migrate stamp lll2");
  EXPECT_EQ(document("migrate heads --json")["heads"].size(), 2u);
  EXPECT_EQ(document("migrate current --json")["rows"], json({"lll2"}));
  const json history = document("migrate history -i --json");
  EXPECT_EQ(history["revisions"].size(), 6u);
  for (const json& revision : history["revisions"])
    EXPECT_EQ(revision["current"], revision["revision"] == "lll2");
  EXPECT_EQ(document("migrate stamp heads --json")["after"], json({"lll2", "nnn2"}));
  const json written = document("migrate revision --head lll2 -m 'a b' --json");
  EXPECT_TRUE(fs::exists(folder / written["written"].get<std::string>()));
  EXPECT_EQ(written["message"], "a b");
}

TEST_F(GraphCommands, VersionLocations) {
  write_file(folder / "migrate.toml",
             "url = \"sqlite:///app.db\"\nversion_locations = [\"one\", \"two\"]\n");
  fs::create_directories(folder / "one");
  fs::create_directories(folder / "two");
  refused("migrate revision", 3, {"--version-path", "one", "two"});
  revisions({"aaaa --version-path two", "bbbb", "cccc --head base --version-path one"});
  EXPECT_TRUE(fs::exists(folder / "two/aaaa.toml"));
  EXPECT_TRUE(fs::exists(folder / "two/bbbb.toml"));
  EXPECT_TRUE(fs::exists(folder / "one/cccc.toml"));
}

TEST_F(GraphCommands, TemplateZoneAndHooks) {
  write_file(
      folder / "migrate.toml",
      "url = \"sqlite:///app.db\"\nrecursive_version_locations = true\n"
      "file_template = \"{year}/{slug}-{rev}\"\ntimezone = \"UTC\"\n"
      "[[post_write_hooks]]\nname = \"say\"\nexecutable = \"echo\"\noptions = \"hook {file}\"\n");
  EXPECT_NE(ok("migrate revision --rev-id aaaa -m one").find("hook /"), std::string::npos);
  const json second = document("migrate revision --rev-id bbbb -m two --json");
  const std::string year = second["created"].get<std::string>().substr(0, 4);
  EXPECT_TRUE(fs::exists(folder / ("migrations/" + year + "/two-bbbb.toml")));
  EXPECT_EQ(ids(ok("migrate history")), "bbbb aaaa");
  ok("sed -i s/echo/false/ migrate.toml");
  const Outcome failed = folder.run("migrate revision --rev-id cccc -m three");
  EXPECT_EQ(failed.status, 3);
  EXPECT_NE(failed.err.find("post-write hook \"say\""), std::string::npos) << failed.err;
  EXPECT_TRUE(fs::exists(folder / ("migrations/" + year + "/three-cccc.toml")));
  ok("sed -i 's/\"UTC\"/\"Nowhere\"/' migrate.toml");
  refused("migrate revision", 3, {"Nowhere", "time zone"});
}

TEST_F(GraphCommands, SeveralEnvironments) {
  ok("rm -r migrate.toml migrations && migrate init -t multidb");
  for (const char* name : {"first", "second"})
    ok(std::string("migrate -n ") + name + " revision --rev-id " + name);
  const Outcome both = folder.run("migrate -n first -n second upgrade head");
  EXPECT_EQ(both.status, 0) << both.err;
  EXPECT_EQ(both.out, "upgrade <base> -> first\nupgrade <base> -> second\n");
  EXPECT_EQ(both.err, "== first\n== second\n");
  const json documents = json::parse(folder.run("migrate -n first -n second heads --json").out);
  EXPECT_EQ(documents["second"]["heads"][0]["revision"], "second");
  // The first failure ends it.
  ok("migrate -n first downgrade base");
  const Outcome failed = folder.run("migrate -n first -n second current --check-heads");
  EXPECT_EQ(failed.status, 1);
  EXPECT_EQ(failed.err.find("== second"), std::string::npos);
}

TEST_F(GraphCommands, NoScripts) {  // G53
  ok("migrate ensure_version");
  for (const char* command :
       {"heads", "history", "current", "upgrade head", "downgrade base", "branches"})
    EXPECT_EQ(ok(std::string("migrate ") + command), "");
  EXPECT_EQ(folder.run("migrate upgrade +1").status, 3);
}

TEST(Init, Templates) {
  for (const char* name : {"default", "cpp", "sql", "multidb"}) {
    const Folder folder;
    const Outcome outcome = folder.run(std::string("migrate init -t ") + name);
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_EQ(folder.run("migrate heads").status, 0);
    const auto before = folder.contents();
    EXPECT_EQ(folder.run(std::string("migrate init -t ") + name).status, 3);
    EXPECT_EQ(folder.contents(), before);
    EXPECT_NE(folder.run("migrate list_templates").out.find(name), std::string::npos);
  }
  const Folder folder;
  EXPECT_EQ(folder.run("migrate init -t nonsense").status, 2);
  EXPECT_TRUE(folder.contents().empty());
  // A file that is there is never overwritten.
  write_file(folder / "main.cpp", "mine");
  EXPECT_EQ(folder.run("migrate init -t cpp").status, 3);
  EXPECT_EQ(folder.contents().size(), 1u);
  EXPECT_EQ(json::parse(folder.run("migrate list_templates --json").out)["templates"][0]["name"],
            "default");
}

TEST_F(GraphCommands, UpgradeAndDowngradeAsJson) {
  revisions({"aaaa -m first", "bbbb"});
  const json undone = document("migrate downgrade base --json");
  EXPECT_EQ(undone, json::parse(R"({"revisions": [], "rows": [], "dry_run": false})"));
  const json tried = document("migrate upgrade +1 --dry-run --json");
  EXPECT_EQ(tried["revisions"].size(), 1u);
  EXPECT_EQ(tried["rows"], json::array());
  EXPECT_EQ(tried["dry_run"], true);
  const json up = document("migrate upgrade head --json");
  EXPECT_EQ(up["revisions"][0],
            json::parse(R"({"revision": "aaaa", "direction": "upgrade", "message": "first"})"));
  EXPECT_EQ(up["rows"], json::array({"bbbb"}));
  EXPECT_EQ(document("migrate upgrade head --json")["revisions"], json::array());
  EXPECT_EQ(document("migrate downgrade -1 --json")["revisions"][0]["direction"], "downgrade");
  refused("migrate upgrade head --sql --json", 2, {"--json"});
}

TEST_F(GraphCommands, AWrongTargetMakesNoDatabase) {
  line();
  refused("migrate upgrade zzzz", 3, {"zzzz"});
  branches();
  refused("migrate upgrade head", 3, {"heads"});
}

TEST_F(GraphCommands, QuietPrintsErrorsOnly) {
  line();
  EXPECT_EQ(ok("migrate -q heads"), "");
  EXPECT_EQ(ok("migrate history --quiet --json"), "");
  EXPECT_EQ(folder.run("migrate -q downgrade base").err, "");
  const Outcome outcome = folder.run("migrate -q show zzzz");
  EXPECT_EQ(outcome.status, 3);
  EXPECT_EQ(outcome.out, "");
  EXPECT_NE(outcome.err.find("zzzz"), std::string::npos);
}

TEST_F(GraphCommands, TheConfigurationMayBeNamedByTheEnvironment) {
  line();
  ok("mkdir sub");
  EXPECT_EQ(ok("cd sub && RETORT_CONFIG=../migrate.toml migrate heads"), "dddd (head)\n");
  EXPECT_EQ(folder.run("RETORT_CONFIG=gone.toml migrate heads").status, 3);
  EXPECT_EQ(ok("RETORT_CONFIG=gone.toml migrate -c migrate.toml heads"), "dddd (head)\n");
}

TEST(Check, AsJson) {
  const Folder folder;
  ASSERT_EQ(folder.run("migrate init -t sql").status, 0);
  write_file(folder / "schema.sql", "CREATE TABLE t (id INTEGER PRIMARY KEY);");
  ASSERT_EQ(folder.run("migrate revision --autogenerate --rev-id aaaa").status, 0);
  Outcome outcome = folder.run("migrate upgrade head >/dev/null && migrate check --json");
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  outcome = folder.run("migrate downgrade base >/dev/null && migrate check --json");
  EXPECT_EQ(outcome.status, 1) << outcome.err;
  const json found = json::parse(outcome.out);
  EXPECT_EQ(found["same"], false);
  EXPECT_EQ(found["pending"], json({"aaaa"}));
  EXPECT_EQ(found["models"], json({"create table t"}));
  outcome = folder.run(
      "migrate upgrade head >/dev/null && sqlite3 app.db 'DROP TABLE t' && "
      "migrate stamp base >/dev/null && migrate check --json");
  EXPECT_EQ(json::parse(outcome.out)["pending"].size(), 1u);
}

TEST(Init, SqlIsReadyToGo) {
  const Folder folder;
  ASSERT_EQ(folder.run("migrate init -t sql").status, 0);
  EXPECT_EQ(folder.run("migrate revision --autogenerate").out,
            "nothing differs; no revision was written\n");
  write_file(folder / "schema.sql", "CREATE TABLE t (id INTEGER PRIMARY KEY);");
  EXPECT_EQ(
      folder.run("migrate revision --autogenerate && migrate upgrade head && migrate check").status,
      0);
}

}  // namespace
}  // namespace retort::tests
