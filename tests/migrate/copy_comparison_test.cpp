// The proof that a rebuild's copy has what the table has.

#include <gtest/gtest.h>

#include <algorithm>

#include <retort/migrate/error.h>

#include "trial.h"

namespace retort::migrate {
namespace {

constexpr std::string_view table =
    "CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER, b TEXT); CREATE INDEX ia ON t (a); "
    "CREATE INDEX ib ON t (b); INSERT INTO t VALUES (1, 5, 'one'), (2, 4, 'two'), (3, 3, 'three')";

std::vector<Operation> retype(const std::string& column) {
  return {AlterColumn{.table = "t",
                      .before = {.name = column},
                      .after = {.name = column, .type = {column == "a" ? "TEXT" : "INTEGER"}},
                      .type = true}};
}

std::vector<Step> comparisons(Trial& trial, const std::vector<Operation>& operations) {
  std::vector<Step> steps = trial.plan(operations).steps;
  std::erase_if(steps,
                [](const Step& step) { return step.reason.find("differs") == step.reason.npos; });
  return steps;
}

// Runs the rebuild that makes a TEXT, with something that goes wrong in the copy.
void rebuild_with(const std::string& fault, Losses losses) {
  Trial trial(table);
  trial.connection.execute("PRAGMA foreign_keys = OFF");
  engine::Transaction transaction(trial.connection, engine::Mode::immediate);
  const auto planning = begin_plan(trial.connection, retype("a"));
  StatementHooks hooks;
  hooks.after = [&](engine::Connection& connection, const Step& step) {
    if (step.kind == Step::Kind::copy) connection.execute(fault);
  };
  while (const std::optional<Plan> plan = planning->next())
    execute(trial.connection, *plan, losses, nullptr, hooks);
}

TEST(CopyComparison, IsOneWalkOfBothTablesInTheirOwnOrder) {
  Trial trial(table);
  const std::vector<Step> steps = comparisons(trial, retype("a"));
  ASSERT_EQ(steps.size(), 1);
  trial.connection.execute("CREATE TABLE _retort_new_t (id INTEGER PRIMARY KEY, a TEXT, b TEXT)");
  for (const std::string& sql : {steps[0].sql, steps[0].faults_alone}) {
    const auto rows = trial.connection.rows("EXPLAIN QUERY PLAN " + sql);
    ASSERT_EQ(rows.size(), 2) << sql;
    EXPECT_EQ(std::get<std::string>(rows[0][3]), "SCAN was");
    EXPECT_EQ(std::get<std::string>(rows[1][3]),
              "SEARCH copy USING INTEGER PRIMARY KEY (rowid=?) LEFT-JOIN");
  }
}

TEST(CopyComparison, OfValuesThatKeepTheirTypeIsNoLoss) {
  Trial trial("CREATE TABLE t (a INTEGER, b TEXT UNIQUE)");
  const std::vector<Step> steps =
      comparisons(trial, {DropConstraint{"t", schema::Unique{.columns = schema::indexed({"b"})}}});
  ASSERT_EQ(steps.size(), 1);
  EXPECT_EQ(steps[0].kind, Step::Kind::must_be_empty);
  EXPECT_EQ(steps[0].faults_alone, "");
}

TEST(CopyComparison, FindsARowThatIsNotThere) {
  for (const Losses losses : {Losses::refused, Losses::allowed})
    EXPECT_THROW(rebuild_with("DELETE FROM _retort_new_t WHERE id = 2", losses), RowsFound);
}

TEST(CopyComparison, FindsARowThatHasTakenTheKeyOfAnother) {
  for (const Losses losses : {Losses::refused, Losses::allowed})
    EXPECT_THROW(rebuild_with("UPDATE _retort_new_t SET id = 9 WHERE id = 2", losses), RowsFound);
}

TEST(CopyComparison, FindsAnotherValueWhateverMayBeLost) {
  for (const Losses losses : {Losses::refused, Losses::allowed})
    EXPECT_THROW(rebuild_with("UPDATE _retort_new_t SET b = 'One' WHERE id = 1", losses),
                 RowsFound);
}

TEST(CopyComparison, AValueOfAnotherTypeIsAMatterOfLosses) {
  const std::string fault = "UPDATE _retort_new_t SET a = '6' WHERE id = 1";
  EXPECT_THROW(rebuild_with(fault, Losses::refused), RowsFound);
  EXPECT_NO_THROW(rebuild_with(fault, Losses::allowed));
}

TEST(CopyComparison, PassesWhatIsTheSame) {
  for (const Losses losses : {Losses::refused, Losses::allowed})
    EXPECT_NO_THROW(rebuild_with("SELECT 1", losses));
}

}  // namespace
}  // namespace retort::migrate
