// Views and triggers that a revision would leave broken behind it.

#include <gtest/gtest.h>

#include <retort/migrate/error.h>
#include <retort/migrate/runner.h>

#include "migrate/trial.h"

namespace retort::migrate {
namespace {

// What the operations are refused for; nothing where they run.
std::string refusal(Trial& trial, const std::vector<Operation>& operations) {
  try {
    run_operations(trial.connection, operations);
    return "";
  } catch (const DecisionNeeded& error) {
    return error.what();
  }
}

constexpr auto tables =
    "CREATE TABLE t (a INT, b INT CHECK (b > 0)); CREATE TABLE log (n INT); INSERT INTO t VALUES "
    "(1, 2);";

const std::vector<Operation> drop_b = {DropConstraint{"t", schema::Check{.expression = "b > 0"}},
                                       DropColumn{"t", {.name = "b"}}};

TEST(Dependents, AViewThatARebuildWouldBreakStopsIt) {
  Trial trial(std::string(tables) + "CREATE VIEW theirs AS SELECT b FROM t");
  const std::string message = refusal(trial, drop_b);
  EXPECT_NE(message.find("view theirs (no such column: b)"), std::string::npos) << message;
  EXPECT_EQ(trial.rows("SELECT a, b FROM t"), "(1, 2)");
}

TEST(Dependents, ATriggerThatARebuildWouldBreakStopsIt) {
  Trial trial(std::string(tables) +
              "CREATE TRIGGER fine AFTER INSERT ON t BEGIN SELECT new.a; END;"
              "CREATE TRIGGER theirs AFTER INSERT ON t BEGIN UPDATE t SET b = 1; END");
  const std::string message = refusal(trial, drop_b);
  EXPECT_NE(message.find("trigger theirs"), std::string::npos) << message;
  EXPECT_EQ(message.find("trigger fine"), std::string::npos) << message;
  EXPECT_EQ(trial.rows("SELECT name FROM sqlite_schema WHERE type = 'trigger' ORDER BY name"),
            "('fine') ('theirs')");
}

TEST(Dependents, EveryKindOfTriggerIsLookedAt) {
  for (const std::string event : {"INSERT", "DELETE", "UPDATE", "UPDATE OF a"}) {
    Trial trial(std::string(tables) + "CREATE TRIGGER theirs BEFORE " + event +
                " ON log BEGIN DELETE FROM t WHERE b = 1; END");
    if (event == "UPDATE OF a") trial.connection.execute("ALTER TABLE log RENAME n TO a");
    EXPECT_NE(refusal(trial, drop_b).find("trigger theirs"), std::string::npos) << event;
  }
  Trial trial(
      std::string(tables) +
      "CREATE VIEW v AS SELECT a FROM t; CREATE TRIGGER theirs INSTEAD OF INSERT ON v BEGIN "
      "INSERT INTO t (a, b) VALUES (new.a, 1); END");
  const std::string message = refusal(trial, drop_b);
  EXPECT_NE(message.find("trigger theirs"), std::string::npos) << message;
  EXPECT_EQ(message.find("view v"), std::string::npos) << message;
}

TEST(Dependents, ATableThatOthersUseIsNotDropped) {
  Trial trial(std::string(tables) +
              "CREATE VIEW theirs AS SELECT n FROM log;"
              "CREATE TRIGGER notes AFTER DELETE ON t BEGIN INSERT INTO log VALUES (1); END");
  const std::string message = refusal(trial, {DropTable{{.name = "log"}}});
  EXPECT_NE(message.find("view theirs"), std::string::npos) << message;
  EXPECT_NE(message.find("trigger notes"), std::string::npos) << message;
}

TEST(Dependents, WhatWasBrokenBeforeIsNoObstacle) {
  Trial trial(std::string(tables) +
              "CREATE VIEW old AS SELECT gone FROM t;"
              "CREATE TRIGGER odd AFTER INSERT ON t BEGIN INSERT INTO gone VALUES (1); END");
  EXPECT_EQ(refusal(trial, drop_b), "");
  EXPECT_EQ(trial.rows("SELECT * FROM t"), "(1)");
}

TEST(Dependents, WhatUsesAFunctionOfTheApplicationIsNoObstacle) {
  Trial trial(std::string(tables) +
              "CREATE TRIGGER own AFTER INSERT ON t BEGIN SELECT new.a; END;"
              "CREATE VIEW theirs AS SELECT a FROM t");
  const std::string trigger =
      "CREATE TRIGGER own AFTER INSERT ON t BEGIN SELECT title_sort(new.a); END";
  const std::string view = "CREATE VIEW theirs AS SELECT a FROM t ORDER BY a COLLATE people";
  EXPECT_EQ(refusal(trial, {DropTrigger{{.name = "own", .table = "t"}},
                            CreateTrigger{{.name = "own", .table = "t", .sql = trigger}},
                            DropView{{.name = "theirs"}}, CreateView{{"theirs", view}}}),
            "");
  EXPECT_EQ(trial.rows("SELECT sql FROM sqlite_schema WHERE name IN ('own', 'theirs') ORDER BY 1"),
            "('" + trigger + "') ('" + view + "')");
}

TEST(Dependents, WhatIsDroppedOrMadeAnewInTheSameRevisionIsNoObstacle) {
  Trial trial(std::string(tables) +
              "CREATE VIEW first AS SELECT b FROM t; CREATE VIEW second AS SELECT b FROM t");
  std::vector<Operation> operations = {DropView{{.name = "first"}}, DropView{{.name = "second"}}};
  operations.insert(operations.end(), drop_b.begin(), drop_b.end());
  operations.push_back(CreateView{{"second", "CREATE VIEW second AS SELECT a FROM t"}});
  EXPECT_EQ(refusal(trial, operations), "");
}

TEST(Dependents, ATableThatNobodyCanWriteToIsNotItsTriggersFault) {
  Trial trial(
      "CREATE TABLE p (id INT, n INT, UNIQUE (id)); CREATE TABLE c (p INT REFERENCES p (id));"
      "CREATE TRIGGER fine AFTER DELETE ON p BEGIN SELECT 1; END");
  EXPECT_EQ(
      refusal(trial, {DropConstraint{"p", schema::Unique{.columns = schema::indexed({"id"})}}}),
      "");
}

}  // namespace
}  // namespace retort::migrate
