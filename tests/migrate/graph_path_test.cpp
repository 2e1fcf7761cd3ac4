// Alembic's cases of upgrades and downgrades, by their shapes: a line, a branch, a merge, a forest
// whose branches depend on each other, twin merges. The rows after each move stand in braces.

#include <gtest/gtest.h>

#include <migrate/graph_shapes.h>

namespace retort::migrate {
namespace {

using testing::branch;
using testing::build;
using testing::error_of;
using testing::forest;
using testing::forest_ended;
using testing::line;
using testing::merge;
using testing::Rows;
using testing::text;
using testing::twins;

std::string up(const std::vector<std::string>& lines, const Rows& rows, std::string_view to) {
  return text(build(lines).upgrade_path(rows, to));
}
std::string down(const std::vector<std::string>& lines, const Rows& rows, std::string_view to) {
  return text(build(lines).downgrade_path(rows, to));
}
std::string up_error(const std::vector<std::string>& lines, const Rows& rows, std::string_view to) {
  return error_of([&] { build(lines).upgrade_path(rows, to); });
}
std::string down_error(const std::vector<std::string>& lines, const Rows& rows,
                       std::string_view to) {
  return error_of([&] { build(lines).downgrade_path(rows, to); });
}

TEST(GraphPath, LineUpAndDown) {
  EXPECT_EQ(up(line, {}, "head"), "+A {A}, +B {B}, +C {C}, +D {D}");  // G1
  EXPECT_EQ(up(line, {}, "heads"), "+A {A}, +B {B}, +C {C}, +D {D}");
  EXPECT_EQ(down(line, {"D"}, "-1"), "-D {C}");  // G2
  EXPECT_EQ(down(line, {"B"}, "base"), "-B {A}, -A {}");
  EXPECT_EQ(down(line, {"D"}, "B"), "-D {C}, -C {B}");
  EXPECT_EQ(up(line, {"C"}, "B"), "");
  EXPECT_EQ(down(line, {"C"}, "C"), "");
}

TEST(GraphPath, LineRelative) {
  EXPECT_EQ(up(line, {}, "+2"), "+A {A}, +B {B}");                                          // G4
  EXPECT_EQ(up_error(line, {"C"}, "+5"), "\"+5\" goes too far: there is nothing after D");  // G5
  EXPECT_EQ(up(line, {"B"}, "B+1"), "+C {C}");                                              // G7
  EXPECT_EQ(up(line, {"B"}, "D-1"), "+C {C}");
  EXPECT_EQ(down(line, {"C"}, "base+1"), "-C {B}, -B {A}");  // G10
  EXPECT_EQ(down(line, {"D"}, "head-1"), "-D {C}");
  EXPECT_EQ(down(line, {"A"}, "-1"), "-A {}");
  EXPECT_EQ(down(line, {"B"}, "A-1"), "-B {A}, -A {}");
  EXPECT_EQ(up(line, {"B"}, "+0"), "");
}

TEST(GraphPath, LineRefusals) {
  EXPECT_EQ(down_error(line, {"C"}, "D"),  // G8
            "revision D is not applied, so there is no way down to it; `upgrade` goes there");
  EXPECT_EQ(down_error(line, {"A"}, "+1"), "\"+1\" goes up; a downgrade takes -N");  // G11
  EXPECT_EQ(down_error(line, {"A"}, "-5"), "\"-5\" goes too far: there is nothing before the base");
  EXPECT_EQ(down_error(line, {"A"}, "-2"),
            "\"-2\" goes too far: so many revisions are not applied");
  EXPECT_EQ(down_error(line, {}, "-1"), "\"-1\" goes too far: no revision is applied");
  EXPECT_EQ(up_error(line, {"A"}, "-1"), "\"-1\" goes down; an upgrade takes +N");
  EXPECT_EQ(up_error(line, {"A"}, "base"),
            "\"base\" is before the first revision; `downgrade` goes there");
  EXPECT_EQ(down_error(line, {"A"}, "heads"),
            "\"heads\" may be several revisions, and one is needed here");
}

TEST(GraphPath, ARowThatNoScriptHas) {  // G50
  const std::string message =
      "the database is at revision \"gone\", which is in none of the scripts: it was upgraded by "
      "scripts that are not here; bring these back, or work on the database that these scripts "
      "made (`migrate repair` shows what mends the row)";
  EXPECT_EQ(up_error(line, {"gone"}, "head"), message);
  EXPECT_EQ(down_error(line, {"gone"}, "base"), message);
}

TEST(GraphPath, NoScripts) {  // G53
  EXPECT_EQ(up({}, {}, "head"), "");
  EXPECT_EQ(up({}, {}, "heads"), "");
  EXPECT_EQ(down({}, {}, "base"), "");
  EXPECT_EQ(up_error({}, {}, "+1"), "\"+1\" goes too far: there is nothing after the base");
}

TEST(GraphPath, BranchNeedsAName) {
  EXPECT_EQ(up_error(branch, {}, "head"),  // G17
            "\"head\" is ambiguous, there are several heads: L2, K2; name one of them, say `heads` "
            "for all of them (`migrate upgrade heads`), or make them one (`migrate merge heads`)");
  EXPECT_EQ(
      down_error(branch, {"L2", "K2"}, "-1"),  // G19
      "\"-1\" is ambiguous, the database is at several revisions: L2, K2; name a revision, or "
      "one branch as in LABEL@-1");
  EXPECT_EQ(up_error(branch, {"L2"}, "+1"),
            "\"+1\" goes too far: there is nothing after L2");  // G23
  EXPECT_EQ(up_error(branch, {"S"}, "+1"), "\"+1\" is ambiguous: after S there are L1, K1");
  EXPECT_EQ(down_error(branch, {"S"}, "base+3"),  // G28
            "\"base+3\" is ambiguous: after S there are L1, K1");
}

TEST(GraphPath, BranchByLabel) {
  EXPECT_EQ(down(branch, {"L2", "K1"}, "lbr@-1"), "-L2 {K1 L1}");               // G20
  EXPECT_EQ(up(branch, {}, "lbr@head"), "+R {R}, +S {S}, +L1 {L1}, +L2 {L2}");  // G22
  EXPECT_EQ(up(branch, {"L2"}, "rbr@+1"), "+K1 {K1 L2}");                       // G23
  EXPECT_EQ(down(branch, {"L2", "K2"}, "rbr@S"), "-K2 {K1 L2}, -K1 {L2}");      // G25
  EXPECT_EQ(up(branch, {"L2"}, "K1@head"), "+K1 {K1 L2}, +K2 {K2 L2}");         // G29
  EXPECT_EQ(up(branch, {"L2"}, "rbr"), "+K1 {K1 L2}");
  EXPECT_EQ(up(branch, {}, "heads"),
            "+R {R}, +S {S}, +L1 {L1}, +L2 {L2}, +K1 {K1 L2}, +K2 {K2 L2}");
}

TEST(GraphPath, BranchToItsBase) {
  // Back to where the branch began; what it shares with others stays.
  EXPECT_EQ(down(branch, {"L2", "K2"}, "lbr@base"), "-L2 {K2 L1}, -L1 {K2}");  // G47
  EXPECT_EQ(down_error(branch, {"L2"}, "rbr@base"),                            // G26
            "\"rbr@base\": revision K1 is not applied, so there is nothing of its branch to undo");
  EXPECT_EQ(down_error(branch, {"L2"}, "rbr@-1"),
            "\"rbr@-1\": revision K1 is not applied, so there is nothing of its branch to undo");
  EXPECT_EQ(down_error(branch, {"L2", "K2"}, "rbr@L1"),
            "revision L1 is not on the branch of \"rbr\"");
  // What a sibling branch stands on takes that branch along.
  EXPECT_EQ(down(branch, {"L2", "K1"}, "lbr@-3"), "-K1 {L2}, -L2 {L1}, -L1 {S}, -S {R}");
}

TEST(GraphPath, Merge) {
  EXPECT_EQ(up(merge, {"R"}, "head"), "+L {L}, +K {K L}, +M {M}, +T {T}");   // G31
  EXPECT_EQ(up(merge, {"L"}, "head"), "+K {K L}, +M {M}, +T {T}");           // G32
  EXPECT_EQ(down(merge, {"M"}, "-1"), "-M {K L}");                           // G34
  EXPECT_EQ(down(merge, {"M"}, "base"), "-M {K L}, -K {L}, -L {R}, -R {}");  // G35
  EXPECT_EQ(down(merge, {"T"}, "L"), "-T {M}, -M {K L}");
  EXPECT_EQ(down_error(merge, {"M"}, "-2"), "\"-2\" is ambiguous: before M there are L, K");
}

TEST(GraphPath, Twins) {
  EXPECT_EQ(down(twins, {"d1", "d2"}, "a"),  // G37
            "-d2 {c2 d1}, -d1 {c1 c2}, -c2 {c1}, -c1 {b1 b2 b3}, -b3 {b1 b2}, -b2 {b1}, -b1 {a}");
}

TEST(GraphPath, Forest) {
  EXPECT_EQ(up(forest, {}, "blib@head"), "+A1 {A1}, +A2 {A2}, +B1 {A2 B1}, +B2 {B2}");  // G38
  EXPECT_EQ(down(forest, {"A3", "B2"}, "alib@base"),                                    // G40
            "-A3 {B2}, -B2 {A2 B1}, -A2 {A1 B1}, -A1 {B1}");
  EXPECT_EQ(down(forest, {"A3", "B2"}, "blib@base"), "-B2 {A3 B1}, -B1 {A3}");  // G41
  EXPECT_EQ(down(forest, {"A3", "B2"}, "A2"), "-A3 {B2}");
  EXPECT_EQ(down(forest_ended, {"B2"}, "blib@-1"), "-B2 {A2 B1}");  // G43
}

TEST(GraphPath, TwoDependenciesOfOneLineage) {
  const std::vector<std::string> nested = {"A1", "A2(A1)", "B1", "B2(B1) dep A1 dep A2"};
  EXPECT_EQ(up(nested, {}, "B2"), "+A1 {A1}, +A2 {A2}, +B1 {A2 B1}, +B2 {B2}");
  EXPECT_EQ(down(nested, {"B2"}, "B1"), "-B2 {A2 B1}");
  const std::vector<std::string> shared = {"R", "L(R)", "K(R)", "B dep L dep K"};
  EXPECT_EQ(up(shared, {"R"}, "B"), "+L {L}, +K {K L}, +B {B}");
  EXPECT_EQ(down(shared, {"B"}, "-1"), "-B {K L}");
}

TEST(GraphPath, ARevisionOutsideTheBranchIsRefusedWithNothingToUndo) {
  EXPECT_EQ(down_error(branch, {"L1"}, "rbr@L1"), "revision L1 is not on the branch of \"rbr\"");
}

TEST(GraphPath, ADependencyOfAHeadIsReachedByIt) {  // G44
  const Graph graph = build(forest_ended);
  EXPECT_EQ(testing::names(graph.heads()), "B2");
  EXPECT_TRUE(graph.upgrade_path({"B2"}, "heads").empty());
}

TEST(GraphPath, RowsBeforeAreTheRowsAfterTheMoveBefore) {
  const Graph graph = build(line);
  const std::vector<Move> moves = graph.upgrade_path({"B"}, "head");
  ASSERT_EQ(moves.size(), 2u);
  EXPECT_EQ(moves[0].rows_before, Rows({"B"}));
  EXPECT_EQ(moves[1].rows_before, moves[0].rows_after);
}

TEST(GraphPath, ARowTooManyIsGoneAfterTheFirstMove) {
  const Graph graph = build(line);
  const std::vector<Move> moves = graph.upgrade_path({"B", "A"}, "C");
  ASSERT_EQ(moves.size(), 1u);
  EXPECT_EQ(moves[0].rows_before, Rows({"A", "B"}));
  EXPECT_EQ(moves[0].rows_after, Rows({"C"}));
}

}  // namespace
}  // namespace retort::migrate
