// `squash`: one script in the place of many, for databases wherever they are.

#include "cli/project.h"

namespace retort::tests {
namespace {

class Squash : public Project {
 protected:
  // A database at each place, in a file of its own.
  void databases(const std::vector<std::string>& places) {
    for (const std::string& place : places)
      ok("migrate upgrade " + place + " && cp app.db " + place + ".db");
  }

  // Each of them gets to the head, back below the range, and up again.
  void expect_all_find_their_way(const std::vector<std::string>& places, const std::string& below) {
    for (const std::string& place : places) {
      const std::string url = " --url sqlite:///" + place + ".db";
      ok("migrate current" + url);
      ok("migrate upgrade head" + url);
      EXPECT_EQ(ok("sqlite3 " + place + ".db .dump | grep -v -e migrate_ | sort"),
                ok("sqlite3 app.db .dump | grep -v -e migrate_ | sort"))
          << place;
      const auto status = document("migrate status --json" + url);
      EXPECT_EQ(status["up_to_date"], true) << place << status;
      ok("migrate downgrade " + below + url);
      ok("migrate upgrade head" + url);
      EXPECT_EQ(document("migrate status --json" + url)["up_to_date"], true) << place;
    }
  }
};

TEST_F(Squash, DatabasesFindTheirWayFromEverywhere) {
  line({"aaaa", "bbbb", "cccc", "dddd", "eeee"});
  databases({"aaaa", "bbbb", "cccc", "dddd", "eeee"});
  ok("migrate squash bbbb:dddd -m 'the middle'");
  EXPECT_EQ(document("migrate show dddd --json")["revisions"][0]["replaces"],
            nlohmann::json({"bbbb", "cccc"}));
  EXPECT_FALSE(fs::exists(folder / "migrations/bbbb.toml"));
  EXPECT_TRUE(fs::exists(folder / "migrations/squashed/dddd/bbbb.toml"));
  expect_all_find_their_way({"base", "aaaa", "bbbb", "cccc", "dddd", "eeee"}, "aaaa");
  refused("migrate downgrade bbbb", 3, {"bbbb was squashed into dddd"});
}

TEST_F(Squash, WhatWasSquashedCanBeSquashedAgain) {
  line({"aaaa", "bbbb", "cccc", "dddd", "eeee"});
  databases({"aaaa", "bbbb", "cccc", "dddd", "eeee"});
  ok("migrate squash bbbb:cccc");
  ok("migrate squash cccc:dddd");
  ok("migrate squash aaaa:dddd");
  EXPECT_EQ(lines(ok("migrate history")), 2);
  expect_all_find_their_way({"base", "aaaa", "bbbb", "cccc", "dddd", "eeee"}, "base");
}

TEST_F(Squash, StepsWithRowsStayInTheirOrder) {
  table("aaaa", "");
  script("bbbb", "aaaa",
         "[[upgrade]]\nop = \"execute\"\nsql = \"INSERT INTO t_aaaa VALUES (1), (2)\"\n"
         "[[downgrade]]\nop = \"execute\"\nsql = \"DELETE FROM t_aaaa\"\n");
  script("cccc", "bbbb",
         "[[upgrade]]\nop = \"add_column\"\ntable = \"t_aaaa\"\n"
         "column = { name = \"name\", type = \"TEXT\", nullable = false }\nfill = \"'n' || id\"\n"
         "[[downgrade]]\nop = \"drop_column\"\ntable = \"t_aaaa\"\ncolumn = \"name\"\n");
  databases({"aaaa", "bbbb", "cccc"});
  EXPECT_NE(ok("migrate squash bbbb:cccc --dry-run").find("nothing was written"),
            std::string::npos);
  EXPECT_NE(document("migrate squash bbbb:cccc --json")["concatenated"], "");
  expect_all_find_their_way({"base", "aaaa", "bbbb", "cccc"}, "aaaa");
}

TEST_F(Squash, ATableThatOnlyExistedInsideIsGone) {
  table("aaaa", "");
  table("bbbb", "aaaa");
  script("cccc", "bbbb",
         "[[upgrade]]\nop = \"drop_table\"\ntable = \"t_bbbb\"\n[[downgrade]]\nop = "
         "\"create_table\"\ntable = \"t_bbbb\"\ncolumns = [{ name = \"id\", type = \"INTEGER\" "
         "}]\nprimary_key = [\"id\"]\n");
  ok("migrate squash :cccc");
  EXPECT_EQ(ok("cat migrations/cccc*.toml").find("t_bbbb"), std::string::npos);
  ok("migrate upgrade head");
  EXPECT_EQ(tables(), "t_aaaa\n");
}

TEST_F(Squash, Refusals) {
  line({"aaaa", "bbbb", "cccc", "dddd", "eeee"});
  table("ffff", "cccc");
  refused("migrate squash bbbb:dddd", 3, {"revision ffff follows cccc"});
  refused("migrate squash cccc:cccc", 3, {"fewer than two"});
  refused("migrate squash dddd:bbbb", 3, {"no way up"});
  refused("migrate squash bbbb", 3, {"no range"});
  ok("migrate merge eeee ffff --rev-id mmmm");
  refused("migrate squash dddd:mmmm", 3, {"ffff, which is not in the range"});
  ok("migrate squash bbbb:cccc");
  ok("migrate squash cccc:mmmm");
  EXPECT_EQ(lines(ok("migrate history")), 2);
  ok("migrate upgrade head");
}

TEST_F(Squash, WhatSomethingDependsOnStays) {
  line({"aaaa", "bbbb", "cccc", "dddd", "eeee"});
  ok("migrate revision --rev-id xxxx --head base --depends-on cccc");
  refused("migrate squash bbbb:dddd", 3, {"revision xxxx depends on cccc"});
  ok("migrate squash bbbb:cccc");
}

// A database inside of the range, for every command that asks it.
TEST_F(Squash, EveryCommandKnowsAPlaceInside) {
  line({"aaaa", "bbbb", "cccc", "dddd", "eeee"});
  ok("migrate upgrade cccc");
  write_file(folder / "models.sql", "CREATE TABLE t_aaaa (id INTEGER PRIMARY KEY);");
  ok("migrate squash bbbb:dddd");
  refused("migrate revision --autogenerate -m more --models models.sql", 3,
          {"not at the head", "`migrate upgrade head`"});
  EXPECT_EQ(document("migrate check --json --models models.sql")["pending"],
            nlohmann::json({"dddd", "eeee"}));
  EXPECT_NE(ok("migrate show current").find("Rev: cccc"), std::string::npos);
  EXPECT_NE(ok("migrate history -r -1:current").find("bbbb -> cccc"), std::string::npos);
  EXPECT_EQ(ok("EDITOR=echo migrate edit current"), "migrations/squashed/dddd/cccc.toml\n");
  EXPECT_NE(ok("migrate plan").find("upgrade cccc -> dddd"), std::string::npos);
  ok("migrate repair && migrate upgrade head --dry-run && migrate downgrade -1 --dry-run");
  table("mine", "aaaa");
  refused("migrate rebase eeee --onto mine", 5, {"has revision bbbb applied"});
  EXPECT_EQ(ok("migrate rebase mine --onto eeee"),
            "wrote migrations/mine.toml: mine follows eeee\n");
  EXPECT_EQ(ok("migrate stamp bbbb"), "stamp cccc -> bbbb\n");
  EXPECT_EQ(ok("migrate stamp dddd"), "stamp bbbb -> dddd\n");
  EXPECT_EQ(ok("migrate stamp cccc"), "stamp dddd -> cccc\n");
  ok("migrate upgrade head");
}

TEST_F(Squash, AScriptOfSqlMayBeginInside) {
  line({"aaaa", "bbbb", "cccc", "dddd", "eeee"});
  databases({"aaaa", "bbbb", "cccc", "dddd"});
  ok("migrate upgrade head");
  ok("migrate squash bbbb:cccc && migrate squash cccc:dddd");
  for (const std::string place : {"aaaa", "bbbb", "cccc", "dddd"}) {
    const std::string shell = " | sqlite3 -bail " + place + ".db";
    ok("migrate upgrade --sql " + place + ":head" + shell);
    EXPECT_EQ(ok("sqlite3 " + place + ".db .dump | grep -v -e migrate_history | sort"),
              ok("sqlite3 app.db .dump | grep -v -e migrate_history | sort"))
        << place;
  }
  EXPECT_NE(ok("migrate downgrade --sql bbbb:aaaa").find("downgrade bbbb -> aaaa"),
            std::string::npos);
  EXPECT_NE(ok("migrate stamp --sql bbbb:head").find("WHERE version_num = 'bbbb'"),
            std::string::npos);
  refused("migrate upgrade --sql base:bbbb", 3, {"bbbb was squashed into dddd"});
}

TEST_F(Squash, TheOldScriptsAreNeededInside) {
  line({"aaaa", "bbbb", "cccc", "dddd", "eeee"});
  databases({"bbbb"});
  ok("migrate squash bbbb:dddd");
  fs::remove_all(folder / "migrations/squashed");
  refused("migrate upgrade head", 3, {"bbbb, which was squashed into dddd", "squashed/dddd"});
  ok("migrate upgrade head --url sqlite:///base.db");
}

}  // namespace
}  // namespace retort::tests
