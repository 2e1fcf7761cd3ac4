// decide(): who is asked what, and which answers apply.

#include <gtest/gtest.h>

#include <algorithm>

#include <retort/migrate/decide.h>
#include <retort/migrate/detail/lossy_type.h>
#include <retort/migrate/error.h>

#include "trial.h"

namespace retort::migrate {
namespace {

Comparison comparison(std::string_view before, std::string_view after) {
  return {.database = schema_of(before), .models = schema_of(after)};
}

/// Says yes to what it was told, and keeps what it was asked.
class Scripted : public Asker {
 public:
  explicit Scripted(std::vector<std::string> yes = {}) : yes_(std::move(yes)) {}

  bool is_rename(const RenameQuestion& question) override {
    asked.push_back(question.table + "." + question.column + ":" + question.new_name);
    return std::ranges::find(yes_, asked.back()) != yes_.end();
  }
  std::string fill(const FillQuestion& question) override {
    asked.push_back(question.table + "." + question.column.name);
    return "42";
  }

  std::vector<std::string> asked;

 private:
  std::vector<std::string> yes_;
};

using Texts = std::vector<std::string>;
using Map = std::map<std::string, std::string>;

Answers decided(const Comparison& compared, Asker& asker, const GivenAnswers& given = {}) {
  Texts notices;
  return decide(compared, given, &asker, nullptr, notices);
}

TEST(Decide, AsksTheLikeliestFirst) {
  Scripted asker;
  decided(
      comparison("CREATE TABLE t (k, first TEXT)", "CREATE TABLE t (k, b TEXT, first_name TEXT)"),
      asker);
  EXPECT_EQ(asker.asked, (Texts{"t.first:first_name", "t.first:b"}));
}

TEST(Decide, AsksAboutTablesBeforeTheirColumns) {
  Scripted asker({"t.:u", "t.a:b"});
  const Answers answers = decided(
      comparison("CREATE TABLE t (k, a TEXT, c INT)", "CREATE TABLE u (k, b TEXT, c INT)"), asker);
  EXPECT_EQ(answers.rename_table, (Map{{"t", "u"}}));
  EXPECT_EQ(answers.rename_column, (Map{{"t.a", "b"}}));
}

TEST(Decide, DoesNotAskAboutWhatHasBeenSaid) {
  Scripted asker;
  const Comparison compared = comparison("CREATE TABLE t (k, a TEXT, c TEXT); CREATE TABLE p (x)",
                                         "CREATE TABLE t (k, b TEXT); CREATE TABLE q (x)");
  decided(compared, asker, {.renames = {"t.a:b"}, .drops = {"t.c", "p"}});
  EXPECT_EQ(asker.asked, Texts{});
}

TEST(Decide, ATableUnderTheNameOfARenamedOneIsNew) {
  Scripted asker;
  decided(comparison("CREATE TABLE t (id INTEGER PRIMARY KEY, x TEXT)",
                     "CREATE TABLE u (id INTEGER PRIMARY KEY, x TEXT);"
                     "CREATE TABLE t (id INTEGER PRIMARY KEY, xx TEXT, z INT NOT NULL)"),
          asker, {.renames = {"t:u"}});
  EXPECT_EQ(asker.asked, Texts{});
}

TEST(Decide, ColumnsOfAnotherKindAreNotAlike) {
  Scripted asker;
  decided(comparison("CREATE TABLE t (k, a TEXT, c INT, g AS (k))",
                     "CREATE TABLE t (k, x BLOB, y TIMESTAMP, z)"),
          asker);
  EXPECT_EQ(asker.asked, Texts{});
}

TEST(Decide, AsksForAFillOnlyWhereRowsNeedOne) {
  Trial trial("CREATE TABLE t (k, a TEXT); INSERT INTO t VALUES (1, NULL); CREATE TABLE e (k)");
  const Comparison compared = comparison(
      "CREATE TABLE t (k, a TEXT); CREATE TABLE e (k)",
      "CREATE TABLE t (k NOT NULL, a TEXT NOT NULL, n INT NOT NULL, d INT NOT NULL DEFAULT 5);"
      "CREATE TABLE e (k, n INT NOT NULL)");
  Scripted asker;
  Texts notices;
  const Answers answers = decide(compared, {}, &asker, &trial.connection, notices);
  EXPECT_EQ(asker.asked, (Texts{"t.a", "t.n"}));
  EXPECT_EQ(answers.fill, (Map{{"t.a", "42"}, {"t.n", "42"}}));
  ASSERT_EQ(notices.size(), 1u);
  EXPECT_NE(notices[0].find("e.n"), std::string::npos) << notices[0];
}

TEST(Decide, ColumnsOfATableMayBeNamedByItsNewName) {
  Scripted asker;
  const Answers answers =
      decided(comparison("CREATE TABLE t (k, a TEXT)", "CREATE TABLE u (k, b TEXT)"), asker,
              {.renames = {"t:u", "u.a:b"}});
  EXPECT_EQ(answers.rename_column, (Map{{"t.a", "b"}}));
}

TEST(Decide, AFillMayNameTheTableByItsOldName) {
  Scripted asker;
  const Answers answers =
      decided(comparison("CREATE TABLE t (k)", "CREATE TABLE u (k, c INT NOT NULL)"), asker,
              {.renames = {"t:u"}, .fills = {"t.c=1"}});
  EXPECT_EQ(answers.fill, (Map{{"u.c", "1"}}));
}

TEST(Decide, AKeyThatTheDatabaseCountsNeedsNoFill) {
  Trial trial("CREATE TABLE t (a); INSERT INTO t VALUES (1)");
  Scripted asker;
  Texts notices;
  decide(comparison("CREATE TABLE t (a)", "CREATE TABLE t (a, k INTEGER NOT NULL PRIMARY KEY)"), {},
         &asker, &trial.connection, notices);
  EXPECT_EQ(asker.asked, Texts{});
  decide(comparison("CREATE TABLE t (a)", "CREATE TABLE t (a, k TEXT NOT NULL PRIMARY KEY)"), {},
         &asker, &trial.connection, notices);
  EXPECT_EQ(asker.asked, Texts{"t.k"});
}

TEST(Decide, AStaleAnswerDoesNotReplaceAColumn) {
  Scripted asker;
  const Comparison compared = comparison("CREATE TABLE t (a, b)", "CREATE TABLE t (a, b)");
  EXPECT_EQ(decided(compared, asker, {.file = {.rename_column = {{"t.a", "b"}}}}).rename_column,
            Map{});
}

TEST(Decide, ContradictionsAreRefused) {
  Scripted asker;
  const Comparison compared = comparison("CREATE TABLE t (k, a, c)", "CREATE TABLE t (k, b, d)");
  EXPECT_THROW(decided(compared, asker, {.renames = {"t.a:b", "t.c:b"}}), MigrateError);
  EXPECT_THROW(decided(compared, asker, {.renames = {"t.a:b", "t.a:d"}}), MigrateError);
  EXPECT_THROW(decided(compared, asker, {.renames = {"t.a:b"}, .drops = {"t.a"}}), MigrateError);
}

TEST(LossyType, IsJudgedByItsWords) {
  const auto lossy = [](const char* from, const char* to) {
    return detail::may_lose_values({from}, {to});
  };
  EXPECT_FALSE(lossy("INTEGER", "BIGINT"));
  EXPECT_TRUE(lossy("BIGINT", "INTEGER"));
  EXPECT_TRUE(lossy("INTEGER", "VARCHAR(5)"));
  EXPECT_TRUE(lossy("INTEGER", "BOOLEAN"));
  EXPECT_TRUE(lossy("TEXT", "INTEGER"));
  EXPECT_TRUE(lossy("VARCHAR(50)", "VARCHAR(5)"));
  EXPECT_TRUE(lossy("TEXT", "VARCHAR(5)"));
  EXPECT_TRUE(lossy("NUMERIC(10,2)", "NUMERIC(10)"));
  EXPECT_FALSE(lossy("VARCHAR(5)", "VARCHAR(50)"));
  EXPECT_FALSE(lossy("VARCHAR(50)", "TEXT"));
  EXPECT_FALSE(lossy("INTEGER", "TEXT"));
  EXPECT_FALSE(lossy("point", "TEXT"));
}

}  // namespace
}  // namespace retort::migrate
