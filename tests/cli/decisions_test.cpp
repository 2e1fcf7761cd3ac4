// What `revision --autogenerate` does where two schemas alone do not say enough.

#include <gtest/gtest.h>

#include <retort/engine/engine.h>

#include "cli/command_line.h"

namespace retort::tests {
namespace {

const std::string id = "id INTEGER NOT NULL PRIMARY KEY, ";

class Decisions : public testing::Test {
 protected:
  void start(const std::string& models, const std::string& rows = "") {
    write_file(folder / "models.sql", models);
    ok("migrate init --url sqlite:///a.db --models models.sql");
    ok("migrate revision --autogenerate --allow-empty --rev-id one && migrate upgrade head");
    database().execute_script(rows);
  }

  engine::Connection database() {
    return engine::Engine("sqlite:///" + (folder / "a.db").string()).connect();
  }

  std::string ok(const std::string& command) {
    const Outcome outcome = folder.run(command);
    EXPECT_EQ(outcome.status, 0) << command << '\n' << outcome.out << outcome.err;
    return outcome.out;
  }

  std::string notices(const std::string& options = "") {
    const Outcome outcome = folder.run("migrate revision --autogenerate --rev-id two " + options);
    EXPECT_EQ(outcome.status, 0) << outcome.out << outcome.err;
    return outcome.err;
  }

  void expect_refusal(const std::string& options, int status,
                      const std::vector<std::string>& parts) {
    const auto before = folder.contents();
    const Outcome outcome = folder.run("migrate revision --autogenerate --rev-id two " + options);
    EXPECT_EQ(outcome.status, status) << outcome.out << outcome.err;
    for (const std::string& part : parts)
      EXPECT_NE(outcome.err.find(part), std::string::npos) << part << " is not in\n" << outcome.err;
    EXPECT_EQ(folder.contents(), before) << "something was written";
  }

  void models(const std::string& text) { write_file(folder / "models.sql", text); }

  Folder folder;
};

TEST_F(Decisions, ALikelyRenameOfAColumnIsRefusedWithTheTwoOptions) {
  start("CREATE TABLE t (" + id + "a TEXT)");
  models("CREATE TABLE t (" + id + "b TEXT)");
  expect_refusal("", 5, {"--rename t.a:b", "--drop t.a"});
}

TEST_F(Decisions, AColumnUnderTheNameOfARenamedOneIsNew) {
  start("CREATE TABLE t (" + id + "a TEXT)", "INSERT INTO t VALUES (1, 'x')");
  models("CREATE TABLE t (" + id + "b TEXT, a INT NOT NULL)");
  expect_refusal("--rename t.a:b", 5, {"column t.a is new and NOT NULL", "t.a=EXPRESSION"});
  EXPECT_EQ(notices("--rename t.a:b --fill t.a=id+1"), "");
  ok("migrate upgrade head && migrate check");
  EXPECT_EQ(folder.run("sqlite3 a.db 'SELECT b, a FROM t'").out, "x|2\n");
}

TEST_F(Decisions, AFileThatTellsRenamesTellsAllOfTheKind) {
  start("CREATE TABLE t (" + id + "a TEXT, k INTEGER)", "INSERT INTO t VALUES (1, 'x', 2)");
  models("CREATE TABLE t (" + id + "b TEXT, m INTEGER)");
  write_file(folder / "fills.json", R"({"fill": {}, "rename_table": {}})");
  expect_refusal("--answers fills.json", 5, {"--rename t.a:b", "--rename t.k:m"});
  write_file(folder / "answers.json", R"({"rename_column": {"t.k": "m"}})");
  EXPECT_EQ(
      notices("--answers answers.json"),
      "migrate: column t.a is gone and t.b is new and looks like it; the answers have no such "
      "rename, so it is dropped\n");
  ok("migrate upgrade head --allow-destructive");
  EXPECT_EQ(engine::to_text(database().rows("SELECT b, m FROM t")[0]), "(NULL, 2)");
}

TEST_F(Decisions, CheckTellsWhatARevisionWouldAsk) {
  start("CREATE TABLE t (" + id + "a TEXT, n INTEGER)", "INSERT INTO t VALUES (1, 'x', NULL)");
  models("CREATE TABLE t (" + id + "b TEXT, n BOOLEAN NOT NULL)");
  const Outcome said = folder.run("migrate check");
  EXPECT_EQ(said.status, 1) << said.err;
  EXPECT_NE(said.out.find("a person has to decide first:\n  column t.a is gone and t.b is new and "
                          "looks like it: say --rename t.a:b "),
            std::string::npos)
      << said.out;
  EXPECT_NE(said.out.find("\n  column t.n becomes NOT NULL, and has no default, and table t has "
                          "rows with NULL in it: say --fill 't.n=EXPRESSION'"),
            std::string::npos)
      << said.out;
  EXPECT_NE(said.out.find("mind that:\n  column t.n: its type becomes BOOLEAN"), std::string::npos)
      << said.out;

  const Outcome json = folder.run("migrate check --json");
  EXPECT_NE(json.out.find("\"questions\": [\n    \"column t.a is gone"), std::string::npos)
      << json.out;
  EXPECT_NE(json.out.find("\"notices\": [\n    \"column t.n: its type"), std::string::npos)
      << json.out;
}

TEST_F(Decisions, TheJsonOfARevisionHasItsNotices) {
  start("CREATE TABLE t (" + id + "n INTEGER)");
  models("CREATE TABLE t (" + id + "n BOOLEAN)");
  const Outcome outcome = folder.run("migrate revision --autogenerate --rev-id two --json");
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_EQ(outcome.err, "");
  EXPECT_NE(outcome.out.find("\"notices\": [\n    \"column t.n: its type becomes BOOLEAN"),
            std::string::npos)
      << outcome.out;
}

TEST_F(Decisions, ALikelyRenameOfATableIsRefusedWithTheTwoOptions) {
  start("CREATE TABLE t (" + id + "a TEXT)");
  models("CREATE TABLE u (" + id + "a TEXT, b TEXT)");
  expect_refusal("", 5, {"--rename t:u", "--drop t"});
}

TEST_F(Decisions, TheOptionsAreQuotedForAShell) {
  start("CREATE TABLE \"my t\" (" + id + "a TEXT)");
  models("CREATE TABLE \"my t\" (" + id + "\"it's\" TEXT)");
  expect_refusal("", 5, {"--rename 'my t.a:it'\\''s'", "--drop 'my t.a'"});
  ok("migrate revision --autogenerate --rename 'my t.a:it'\\''s' && migrate upgrade head");
}

TEST_F(Decisions, EachThingHasOnePartnerAndAllAreAskedForAtOnce) {
  start("CREATE TABLE t (" + id + "first TEXT, last TEXT); CREATE TABLE p (" + id + "x INT)");
  models("CREATE TABLE t (" + id + "last_name TEXT, first_name TEXT); CREATE TABLE q (" + id +
         "x INT)");
  expect_refusal(
      "", 5,
      {"3 things", "--rename t.first:first_name", "--rename t.last:last_name", "--rename p:q"});
}

TEST_F(Decisions, WhatIsNotAlikeIsDroppedAndAdded) {
  start("CREATE TABLE t (" + id + "a TEXT, n INT); CREATE TABLE p (x, y, z)");
  models("CREATE TABLE t (" + id + "n INT, happened_at TIMESTAMP); CREATE TABLE other (k, l)");
  EXPECT_EQ(notices(), "");
}

TEST_F(Decisions, OptionsThatFitNothingAreRefused) {
  start("CREATE TABLE t (" + id + "a TEXT)");
  models("CREATE TABLE t (" + id + "b TEXT)");
  expect_refusal("--rename t.aa:b", 3, {"t.aa", "did you mean \"t.a\""});
  expect_refusal("--rename t.a:c", 3, {"no column c"});
  expect_refusal("--rename u:v", 3, {"no table or column u"});
  expect_refusal("--drop t.b", 3, {"t.b"});
  expect_refusal("--fill t.x=1", 3, {"t.x"});
  expect_refusal("--rename t", 2, {"TABLE.OLD:NEW"});
  expect_refusal("--fill t.b", 2, {"TABLE.COLUMN=EXPRESSION"});
  expect_refusal("--rename t.a:b --drop t.a", 3, {"contradict"});
  EXPECT_EQ(folder.run("migrate revision --rename t.a:b").status, 2) << "without --autogenerate";
}

TEST_F(Decisions, ARenameThatHasBeenMadeIsPassedOver) {
  start("CREATE TABLE u (" + id + "b TEXT)");
  models("CREATE TABLE u (" + id + "b TEXT, c INT)");
  EXPECT_NE(notices("--rename u.a:b").find("done already"), std::string::npos);
}

TEST_F(Decisions, ANameThatCanMeanTwoThingsIsRefused) {
  start("CREATE TABLE t (\"a.b\" INT); CREATE TABLE \"t.a\" (b INT)");
  models("CREATE TABLE t (\"a.c\" INT); CREATE TABLE \"t.a\" (c INT)");
  expect_refusal("--drop t.a.b", 3, {"can mean", "column a.b of table t", "column b of table t.a"});
  write_file(folder / "answers.json", R"({"rename_column": {"t.a.b": "c"}})");
  expect_refusal("--answers answers.json", 3, {"can mean"});
}

TEST_F(Decisions, ANotNullColumnOnRowsAsksForItsFill) {
  start("CREATE TABLE t (" + id + "a TEXT)", "INSERT INTO t VALUES (1, NULL)");
  models("CREATE TABLE t (" + id + "a TEXT, c INT NOT NULL)");
  expect_refusal("", 5, {"t.c", "--fill 't.c=EXPRESSION'", "--answers"});
  models("CREATE TABLE t (" + id + "a TEXT NOT NULL)");
  expect_refusal("", 5, {"t.a", "--fill 't.a=EXPRESSION'"});
  ok("migrate revision --autogenerate --fill \"t.a='x=y'\" && migrate upgrade head");
  EXPECT_EQ(std::get<std::string>(*database().scalar("SELECT a FROM t")), "x=y");
}

TEST_F(Decisions, WithoutRowsANoticeTellsOfTheFill) {
  start("CREATE TABLE t (" + id + "a TEXT)");
  models("CREATE TABLE t (" + id + "a TEXT NOT NULL, c INT NOT NULL)");
  const std::string said = notices();
  EXPECT_NE(said.find("--fill 't.c=EXPRESSION'"), std::string::npos) << said;
  EXPECT_EQ(said.find("t.a"), std::string::npos) << said;
}

TEST_F(Decisions, TheWayBackOfADroppedColumnCanHaveAFill) {
  start("CREATE TABLE t (" + id + "n INT NOT NULL)", "INSERT INTO t VALUES (1, 5)");
  models("CREATE TABLE t (id INTEGER NOT NULL PRIMARY KEY)");
  EXPECT_NE(notices().find("--fill 't.n=EXPRESSION'"), std::string::npos);
  fs::remove(folder / "migrations/two.toml");
  EXPECT_EQ(notices("--fill t.n=id+6"), "");
  ok("migrate upgrade head --allow-destructive && migrate downgrade -1");
  EXPECT_EQ(std::get<std::int64_t>(*database().scalar("SELECT n FROM t")), 7);
}

TEST_F(Decisions, AnswersThatDoNotApplyArePassedOverWithANotice) {
  start("CREATE TABLE t (" + id + "a TEXT)");
  models("CREATE TABLE t (" + id + "b TEXT)");
  write_file(folder / "answers.toml",
             "drop = [\"gone\"]\n[rename_table]\nx = \"y\"\n[rename_column]\n\"t.a\" = \"b\"\n"
             "\"t.zz\" = \"b2\"\n[fill]\n\"t.q\" = \"0\"\n");
  const std::string said = notices("--answers answers.toml");
  for (const char* part : {"drop gone", "rename_table x", "rename_column t.zz", "fill t.q"})
    EXPECT_NE(said.find(part), std::string::npos) << part << " is not in\n" << said;
  ok("migrate upgrade head && migrate check");
}

TEST_F(Decisions, AnOptionIsStrongerThanTheFile) {
  start("CREATE TABLE t (" + id + "a TEXT)", "INSERT INTO t VALUES (1, 'x')");
  models("CREATE TABLE t (" + id + "b TEXT, c TEXT)");
  write_file(folder / "answers.json", R"({"rename_column": {"t.a": "b"}})");
  ok("migrate revision --autogenerate --answers answers.json --rename t.a:c && migrate upgrade "
     "head");
  EXPECT_EQ(std::get<std::string>(*database().scalar("SELECT c FROM t")), "x");
}

TEST_F(Decisions, ALossyTypeIsWarnedAbout) {
  start("CREATE TABLE t (" + id + "n INTEGER, a VARCHAR(50), m BIGINT)");
  models("CREATE TABLE t (" + id + "n VARCHAR(5), a VARCHAR(60), m BIGINT)");
  const std::string said = notices();
  EXPECT_NE(said.find("t.n: its type becomes VARCHAR(5)"), std::string::npos) << said;
  EXPECT_EQ(lines(said), 1) << said;
}

TEST_F(Decisions, AgainstTheHistoryNeedsNoDatabase) {
  start("CREATE TABLE t (" + id + "a TEXT)");
  fs::remove(folder / "a.db");
  models("CREATE TABLE t (" + id + "a TEXT, b INT); CREATE TABLE u (x)");
  const Outcome differs = folder.run("migrate check --against history");
  EXPECT_EQ(differs.status, 1) << differs.out << differs.err;
  EXPECT_NE(differs.out.find("add column t.b INT"), std::string::npos) << differs.out;
  EXPECT_EQ(ok("migrate revision --autogenerate --against history --rev-id two"),
            "  create table u\n  add column t.b INT\nwrote migrations/two.toml\n");
  ok("migrate check --against history");
  EXPECT_FALSE(fs::exists(folder / "a.db"));
  EXPECT_EQ(folder.run("migrate check --against nothing").status, 2);
}

TEST_F(Decisions, AMissingDatabaseIsNotMade) {
  ok("migrate init --url sqlite:///first.db --models models.sql -c first.toml first");
  models("CREATE TABLE t (x)");
  EXPECT_EQ(ok("migrate -c first.toml revision --autogenerate --rev-id one"),
            "  create table t\nwrote first/one.toml\n");
  models("CREATE TABLE t (x, y)");
  const Outcome missing = folder.run("migrate -c first.toml revision --autogenerate");
  EXPECT_EQ(missing.status, 3) << missing.out;
  EXPECT_NE(missing.err.find("there is no database at sqlite:///"), std::string::npos)
      << missing.err;
  EXPECT_FALSE(fs::exists(folder / "first.db"));
}

TEST_F(Decisions, AnEmptyRevisionIsWrittenOnlyWhenAskedFor) {
  start("CREATE TABLE t (x)");
  EXPECT_EQ(ok("migrate revision --autogenerate --rev-id two"),
            "nothing differs; no revision was written\n");
  EXPECT_EQ(ok("migrate revision --autogenerate --rev-id two --allow-empty"),
            "wrote migrations/two.toml\n");
}

TEST_F(Decisions, ATableThatNobodyKnowsIsTakenOverByARename) {
  start("", "CREATE TABLE t (" + id + "a TEXT); INSERT INTO t VALUES (1, 'x')");
  models("CREATE TABLE u (" + id + "a TEXT)");
  EXPECT_EQ(ok("migrate revision --autogenerate --rev-id two --rename t:u"),
            "  rename table t to u\nwrote migrations/two.toml\n");
}

class Hints : public Decisions {
 protected:
  void toml(const std::string& text) { write_file(folder / "models.toml", text); }
};

TEST_F(Hints, TheModelsSayWhatWasRenamedAndFilled) {
  start("CREATE TABLE artists (" + id + "year INT)", "INSERT INTO artists VALUES (1, NULL)");
  toml(
      "[[table]]\nname = \"performers\"\nrenamed_from = \"artists\"\nprimary_key = [\"id\"]\n"
      "columns = [{ name = \"id\", type = \"INTEGER\", nullable = false },\n"
      "  { name = \"founded\", type = \"INT\", nullable = false, renamed_from = \"year\", fill = "
      "\"1990\" },\n"
      "  { name = \"country\", type = \"TEXT\", nullable = false, fill = \"'GB'\" }]\n");
  EXPECT_EQ(ok("migrate --models models.toml revision --autogenerate --rev-id two"),
            "  rename table artists to performers\n"
            "  alter column performers.year: rename to founded\n"
            "  add column performers.country TEXT NOT NULL, filled with 'GB'\n"
            "  alter column performers.founded: NOT NULL, NULL filled with 1990\n"
            "wrote migrations/two.toml\n");
  ok("migrate upgrade head && migrate --models models.toml check");
  const Outcome again = folder.run("migrate --models models.toml revision --autogenerate");
  EXPECT_EQ(again.out + again.err, "nothing differs; no revision was written\n");
}

TEST_F(Hints, ThatHaveBeenDoneDoNotTurnACircleAgain) {
  start("CREATE TABLE t (" + id + "a INT, b INT)");
  toml(
      "[[table]]\nname = \"t\"\nprimary_key = [\"id\"]\n"
      "columns = [{ name = \"id\", type = \"INTEGER\", nullable = false },\n"
      "  { name = \"a\", type = \"INT\", renamed_from = \"b\" },\n"
      "  { name = \"b\", type = \"INT\", renamed_from = \"a\" }]\n");
  ok("migrate --models models.toml check");
}

TEST_F(Hints, FollowAChain) {
  start("CREATE TABLE t (" + id + "a INT, c INT)", "INSERT INTO t VALUES (1, 1, 3)");
  toml(
      "[[table]]\nname = \"t\"\nprimary_key = [\"id\"]\n"
      "columns = [{ name = \"id\", type = \"INTEGER\", nullable = false },\n"
      "  { name = \"a\", type = \"INT\", renamed_from = \"c\" },\n"
      "  { name = \"b\", type = \"INT\", renamed_from = \"a\" }]\n");
  ok("migrate --models models.toml revision --autogenerate && migrate upgrade head");
  EXPECT_EQ(std::get<std::int64_t>(*database().scalar("SELECT b FROM t")), 1);
  EXPECT_EQ(std::get<std::int64_t>(*database().scalar("SELECT a FROM t")), 3);
}

class Filters : public Decisions {
 protected:
  void configure(const std::string& text) {
    write_file(folder / "migrate.toml", read_file(folder / "migrate.toml") + text);
  }
};

TEST_F(Filters, WhatIsFilteredIsUntouchedOnBothSides) {
  start(
      "CREATE TABLE t (x); CREATE TABLE tmp_a (x); CREATE VIEW tmp_v AS SELECT x FROM tmp_a;"
      "CREATE INDEX ix_legacy_t ON t (x)");
  configure("[autogenerate]\nexclude = [\"TMP_*\", \"index:ix_legacy_*\", \"column:t.secret\"]\n");
  models("CREATE TABLE t (x, secret TEXT UNIQUE); CREATE TABLE tmp_b (x)");
  EXPECT_EQ(ok("migrate check"), "nothing differs\n");
  models("CREATE TABLE t (x, y INT); CREATE TABLE tmp_a (other); CREATE TABLE tmp_b (x)");
  EXPECT_EQ(ok("migrate revision --autogenerate --rev-id two"),
            "  add column t.y INT\nwrote migrations/two.toml\n");
  ok("migrate upgrade head && migrate check");
  EXPECT_EQ(database()
                .rows("SELECT name FROM sqlite_schema WHERE name IN ('tmp_a', 'tmp_v', "
                      "'ix_legacy_t')")
                .size(),
            3u);
}

TEST_F(Filters, OnlyWhatIsIncludedIsLookedAt) {
  start("CREATE TABLE app_t (x); CREATE TABLE t (x)");
  configure("[autogenerate]\ninclude = [\"app_*\"]\n");
  models("CREATE TABLE app_t (x, y INT); CREATE TABLE u (x)");
  EXPECT_EQ(ok("migrate revision --autogenerate --rev-id two"),
            "  add column app_t.y INT\nwrote migrations/two.toml\n");
}

TEST_F(Filters, ASchemaThatIsNotLookedAtIsLeftWhole) {
  start("CREATE TABLE t (x)");
  models("CREATE TABLE u (x)");
  const std::string plain = read_file(folder / "migrate.toml");
  configure("[autogenerate]\nexclude = [\"schema:MAIN\"]\n");
  EXPECT_EQ(ok("migrate check"), "nothing differs\n");
  write_file(folder / "migrate.toml", plain + "[autogenerate]\ninclude = [\"schema:other\"]\n");
  EXPECT_EQ(ok("migrate check"), "nothing differs\n");
  write_file(folder / "migrate.toml", plain + "[autogenerate]\ninclude = [\"schema:main\"]\n");
  EXPECT_EQ(folder.run("migrate check").status, 1);
}

TEST_F(Filters, OwnAllStandsInTheConfiguration) {
  start("CREATE TABLE t (x)", "CREATE TABLE theirs (y)");
  EXPECT_EQ(ok("migrate check"), "nothing differs\n");
  configure("[autogenerate]\nown_all = true\n");
  EXPECT_NE(folder.run("migrate check").out.find("drop table theirs"), std::string::npos);
}

TEST_F(Filters, APatternOfAnUnknownKindIsRefused) {
  start("CREATE TABLE t (x)");
  configure("[autogenerate]\nexclude = [\"tabel:t\"]\n");
  expect_refusal("", 3, {"migrate.toml:", "did you mean \"table\""});
}

TEST_F(Filters, ANamingConventionNamesAndRenamesConstraints) {
  start(
      "CREATE TABLE p (k INTEGER NOT NULL PRIMARY KEY);"
      "CREATE TABLE t (" +
          id +
          "a TEXT UNIQUE, p INT REFERENCES p (k), "
          "CONSTRAINT long CHECK (length(a) > 3))",
      "INSERT INTO p VALUES (1); INSERT INTO t VALUES (1, 'four', 1)");
  const std::string file = read_file(folder / "migrate.toml");
  configure(
      "[naming_convention]\npk = \"pk_%(table_name)s\"\nuq = "
      "\"uq_%(table_name)s_%(column_0_name)s\"\n"
      "ck = \"ck_%(table_name)s_%(constraint_name)s\"\n"
      "fk = \"fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s\"\n");
  ok("migrate revision --autogenerate --rev-id two && migrate upgrade head && migrate check");
  const auto sql = [&] {
    return std::get<std::string>(
        *database().scalar("SELECT sql FROM sqlite_schema WHERE name = 't'"));
  };
  for (const char* name : {"pk_t", "uq_t_a", "ck_t_long", "fk_t_p_p"})
    EXPECT_NE(sql().find(name), std::string::npos) << name << " is not in\n" << sql();
  write_file(folder / "migrate.toml",
             file + "[naming_convention]\nuq = \"unique_%(column_0_N_name)s\"\n");
  ok("migrate revision --autogenerate --rev-id three && migrate upgrade head && migrate check");
  EXPECT_NE(sql().find("unique_a"), std::string::npos) << sql();
  EXPECT_EQ(database().rows("SELECT * FROM t").size(), 1u);
}

}  // namespace
}  // namespace retort::tests
