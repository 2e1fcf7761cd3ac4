// Alembic's graph cases by their numbers, run on a database: which revisions run, the rows after it, and
// the statements on the version table (I, U, D). Where Alembic falls short, the result is the one that
// its users want. Cases about output (G13, G14, G50, G52 and others) are in tests/cli.

#include <gtest/gtest.h>

#include <retort/migrate/runner.h>
#include <retort/migrate/stamp.h>

#include <migrate/graph_shapes.h>

namespace retort::migrate {
namespace {

using testing::branch;
using testing::diamond;
using testing::error_of;
using testing::forest;
using testing::forest_ended;
using testing::line;
using testing::merge;
using testing::Rows;
using testing::Shape;
using testing::twins;

std::vector<Script> scripts(const Shape& shape) {
  std::vector<Script> result;
  for (const Revision& revision : testing::revisions(shape)) {
    Script script{revision};
    script.upgrade = script.downgrade = {Execute{"INSERT INTO runs VALUES (1)"}};
    result.push_back(std::move(script));
  }
  return result;
}

// A database at some revisions of a shape.
class Database {
 public:
  explicit Database(const Shape& shape, const Rows& at = {}) : graph_(scripts(shape)) {
    engine_.connect().execute("CREATE TABLE runs (x)");
    if (!at.empty()) migrate::stamp(engine_, graph_, {}, at);
  }

  // "+A +B {B} IU": what ran, the rows, and the statements on the version table.
  std::string upgrade(const std::string& to) {
    return told([&](const RunOptions& options) { Runner(engine_, graph_).upgrade(to, options); });
  }
  std::string downgrade(const std::string& to) {
    return told([&](const RunOptions& options) { Runner(engine_, graph_).downgrade(to, options); });
  }
  std::string stamp(const Rows& to) {
    return told([&](const RunOptions&) { migrate::stamp(engine_, graph_, {}, to); });
  }

  std::string rows() {
    std::string text;
    for (const std::string& row : Runner(engine_, graph_).current())
      text += (text.empty() ? "" : " ") + row;
    return "{" + text + "}";
  }
  std::string positions() {
    return testing::names(graph_.positions(Runner(engine_, graph_).current()));
  }
  std::int64_t runs() {
    return std::get<std::int64_t>(*engine_.connect().scalar("SELECT count(*) FROM runs"));
  }

 private:
  std::string told(const std::function<void(const RunOptions&)>& act) {
    std::string moves;
    RunOptions options;
    options.lifecycle.committed = [&](const Move& move) {
      moves += (move.direction == Direction::upgrade ? "+" : "-") + move.revision->revision + " ";
    };
    statements_.clear();
    act(options);
    const std::string statements = statements_;
    return moves + rows() + (statements.empty() ? "" : " ") + statements;
  }

  void listen(const engine::EchoEvent& event) {
    const bool writes = event.sql.starts_with("INSERT") || event.sql.starts_with("UPDATE") ||
                        event.sql.starts_with("DELETE");
    if (writes && event.sql.find("migrate_version") != event.sql.npos)
      statements_ += event.sql.front();
  }

  std::string statements_;
  engine::Engine engine_{"sqlite://",
                         {.echo = [this](const engine::EchoEvent& event) { listen(event); }}};
  Graph graph_;
};

// What the command says, which has to change nothing.
template <class Function>
std::string refusal(Database& database, Function function) {
  const std::string before = database.rows();
  const std::string error = error_of(function);
  EXPECT_EQ(database.rows(), before);
  EXPECT_EQ(database.runs(), 0);
  return error;
}
std::string upgrade_refusal(const Shape& shape, const Rows& at, const std::string& to) {
  Database database(shape, at);
  return refusal(database, [&] { database.upgrade(to); });
}
std::string downgrade_refusal(const Shape& shape, const Rows& at, const std::string& to) {
  Database database(shape, at);
  return refusal(database, [&] { database.downgrade(to); });
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

TEST(GraphCases, G1) { EXPECT_EQ(Database(line).upgrade("head"), "+A +B +C +D {D} IUUU"); }
TEST(GraphCases, G2) { EXPECT_EQ(Database(line, {"D"}).downgrade("-1"), "-D {C} U"); }
TEST(GraphCases, G4) { EXPECT_EQ(Database(line).upgrade("+2"), "+A +B {B} IU"); }
TEST(GraphCases, G5) { EXPECT_TRUE(has(upgrade_refusal(line, {"C"}, "+5"), "goes too far")); }
TEST(GraphCases, G7) {
  EXPECT_EQ(Database(line, {"B"}).upgrade("B+1"), "+C {C} U");
  EXPECT_EQ(Database(line, {"B"}).upgrade("D-1"), "+C {C} U");
}
TEST(GraphCases, G8) { EXPECT_TRUE(has(downgrade_refusal(line, {"C"}, "D"), "D is not applied")); }
TEST(GraphCases, G10) { EXPECT_EQ(Database(line, {"C"}).downgrade("base+1"), "-C -B {A} UU"); }
TEST(GraphCases, G11) {
  EXPECT_TRUE(has(downgrade_refusal(line, {"A"}, "+1"), "goes up"));
  EXPECT_TRUE(has(downgrade_refusal(line, {"A"}, "-5"), "goes too far"));
}
TEST(GraphCases, G17) {
  EXPECT_TRUE(has(upgrade_refusal(branch, {}, "head"), "several heads: L2, K2"));
}
TEST(GraphCases, G19) {
  EXPECT_TRUE(has(downgrade_refusal(branch, {"L2", "K2"}, "-1"), "several revisions: L2, K2"));
}
TEST(GraphCases, G20) {
  EXPECT_EQ(Database(branch, {"L2", "K1"}).downgrade("lbr@-1"), "-L2 {K1 L1} U");
}
TEST(GraphCases, G22) {
  EXPECT_EQ(Database(branch).upgrade("lbr@head"), "+R +S +L1 +L2 {L2} IUUU");
}
TEST(GraphCases, G23) {
  EXPECT_TRUE(has(upgrade_refusal(branch, {"L2"}, "+1"), "goes too far"));
  EXPECT_EQ(Database(branch, {"L2"}).upgrade("rbr@+1"), "+K1 {K1 L2} I");
}
TEST(GraphCases, G25) {
  EXPECT_EQ(Database(branch, {"L2", "K2"}).downgrade("rbr@S"), "-K2 -K1 {L2} UD");
}
TEST(GraphCases, G26) {
  EXPECT_TRUE(has(downgrade_refusal(branch, {"L2"}, "rbr@base"), "K1 is not applied"));
}
TEST(GraphCases, G28) {
  EXPECT_TRUE(has(downgrade_refusal(branch, {"S"}, "base+3"), "ambiguous: after S"));
}
TEST(GraphCases, G29) {
  EXPECT_EQ(Database(branch, {"L2"}).upgrade("K1@head"), "+K1 +K2 {K2 L2} IU");
}
// At a merge one row becomes it and the others go; Alembic does the same in the other order.
TEST(GraphCases, G31) {
  EXPECT_EQ(Database(merge, {"R"}).upgrade("head"), "+L +K +M +T {T} UIUDU");
}
TEST(GraphCases, G32) { EXPECT_EQ(Database(merge, {"L"}).upgrade("head"), "+K +M +T {T} IUDU"); }
TEST(GraphCases, G34) { EXPECT_EQ(Database(merge, {"M"}).downgrade("-1"), "-M {K L} UI"); }
TEST(GraphCases, G35) {
  EXPECT_EQ(Database(merge, {"M"}).downgrade("base"), "-M -K -L -R {} UIDUD");
}
TEST(GraphCases, G37) {
  EXPECT_EQ(Database(twins, {"d1", "d2"}).downgrade("a"),
            "-d2 -d1 -c2 -c1 -b3 -b2 -b1 {a} UUDUIIDDU");
}
TEST(GraphCases, G38) {
  Database database(forest);
  EXPECT_EQ(database.upgrade("blib@head"), "+A1 +A2 +B1 +B2 {B2} IUIUD");
  EXPECT_EQ(database.positions(), "A2 B2");
}
TEST(GraphCases, G40) {
  EXPECT_EQ(Database(forest, {"A3", "B2"}).downgrade("alib@base"), "-A3 -B2 -A2 -A1 {B1} DUIUD");
}
TEST(GraphCases, G41) {
  EXPECT_EQ(Database(forest, {"A3", "B2"}).downgrade("blib@base"), "-B2 -B1 {A3} UD");
}
TEST(GraphCases, G43) {
  EXPECT_EQ(Database(forest_ended, {"B2"}).downgrade("blib@-1"), "-B2 {A2 B1} UI");
}
TEST(GraphCases, G44) {
  EXPECT_EQ(Database(forest_ended, {"B2"}).upgrade("heads"), "{B2}") << "it has all heads";
}
TEST(GraphCases, G46) {
  Database database(line);
  EXPECT_EQ(database.stamp({"B"}), "{B} I");
  EXPECT_EQ(database.stamp({"head"}), "{D} U");
  EXPECT_EQ(database.stamp({"A"}), "{A} U");
  EXPECT_EQ(database.stamp({"base"}), "{} D");
  EXPECT_EQ(database.runs(), 0);
}
TEST(GraphCases, G47) {
  Database database(branch);
  EXPECT_EQ(database.stamp({"L2", "K1"}), "{K1 L2} II");
  EXPECT_EQ(database.stamp({"S"}), "{S} UD");
  EXPECT_EQ(database.stamp({"heads"}), "{K2 L2} UI");
  EXPECT_EQ(database.stamp({"lbr@base"}), "{K2} D");
  EXPECT_TRUE(has(refusal(database, [&] { database.stamp({"head"}); }), "several heads"));
}
TEST(GraphCases, G49) { EXPECT_EQ(Database(merge, {"T"}).stamp({"L", "K"}), "{K L} UI"); }

// A dependency that is a parent's ancestor, too, is one row.
TEST(GraphCases, Diamond) {
  Database database(diamond);
  EXPECT_EQ(database.upgrade("head"), "+A1 +B1 +X {X} IUU");
  EXPECT_EQ(database.downgrade("base"), "-X -B1 -A1 {} UUD");
}

// What random graphs found in Alembic.

TEST(GraphDefects, TwoDependenciesWithACommonAncestor) {
  const Shape shape = {"R", "L(R)", "K(R)", "B dep L dep K"};
  EXPECT_EQ(Database(shape, {"R"}).upgrade("B"), "+L +K +B {B} UIUD");
}
TEST(GraphDefects, TwoDependenciesOneAboveTheOther) {
  const Shape shape = {"A1", "A2(A1)", "B1", "B2(B1) dep A1 dep A2"};
  EXPECT_EQ(Database(shape).upgrade("B2"), "+A1 +A2 +B1 +B2 {B2} IUIUD");
}
TEST(GraphDefects, APurgeThatCannotBeResolvedChangesNothing) {
  engine::Engine engine("sqlite://");
  const Graph graph(scripts(branch));
  migrate::stamp(engine, graph, {}, {"L2"});
  for (const char* target : {"nobody", "head"})
    EXPECT_NE(error_of([&] { migrate::stamp(engine, graph, {}, {target}, {.purge = true}); }),
              "no error");
  EXPECT_EQ(Runner(engine, graph).current(), Rows({"L2"}));
}
TEST(GraphDefects, AStampOfAllHeadsLosesNoRow) {
  EXPECT_EQ(Database(branch, {"L1", "K2"}).stamp({"heads"}), "{K2 L2} U");
}
TEST(GraphDefects, ARangeCountsFromWhereTheDatabaseIs) {
  EXPECT_EQ(testing::names(testing::build(line).range("-1:current", {"C"})), "C B");
}
TEST(GraphDefects, ABranchEndsWithItsEffectiveHead) {
  EXPECT_EQ(testing::names(testing::build(forest_ended).range("alib@base:", {})), "A2 A1");
}
TEST(GraphDefects, ARevisionOutsideTheBranchIsNoticedWithNothingToUndo) {
  EXPECT_TRUE(has(downgrade_refusal(branch, {"L1"}, "rbr@L1"), "not on the branch of \"rbr\""));
}

}  // namespace
}  // namespace retort::migrate
