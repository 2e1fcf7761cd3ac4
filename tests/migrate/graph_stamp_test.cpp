// The rows after a stamp, and where a database stands. Cases by Alembic's shapes.

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
using testing::names;
using testing::Rows;

Rows stamp(const std::vector<std::string>& lines, const Rows& rows, const Rows& targets) {
  return build(lines).stamp(rows, targets);
}

TEST(GraphStamp, Line) {  // G46
  EXPECT_EQ(stamp(line, {}, {"B"}), Rows({"B"}));
  EXPECT_EQ(stamp(line, {"B"}, {"head"}), Rows({"D"}));
  EXPECT_EQ(stamp(line, {"D"}, {"A"}), Rows({"A"}));
  EXPECT_EQ(stamp(line, {"A"}, {"base"}), Rows());
  EXPECT_EQ(stamp(line, {"B"}, {"-1"}), Rows({"A"}));
  EXPECT_EQ(stamp(line, {"B"}, {"+2"}), Rows({"D"}));
  EXPECT_EQ(stamp(line, {"B"}, {"D-1"}), Rows({"C"}));
}

TEST(GraphStamp, Branches) {  // G47
  EXPECT_EQ(stamp(branch, {}, {"L2", "K1"}), Rows({"K1", "L2"}));
  EXPECT_EQ(stamp(branch, {"K1", "L2"}, {"S"}), Rows({"S"}));
  EXPECT_EQ(stamp(branch, {"S"}, {"heads"}), Rows({"K2", "L2"}));
  EXPECT_EQ(stamp(branch, {"L2", "K2"}, {"lbr@base"}), Rows({"K2"}));
  EXPECT_NE(error_of([] { stamp(branch, {"K2"}, {"head"}); }).find("there are several heads"),
            std::string::npos);
  EXPECT_EQ(stamp(branch, {"L2", "K2"}, {"lbr"}), Rows({"K2", "L1"}));
  EXPECT_EQ(stamp(branch, {"L1", "K2"}, {"heads"}), Rows({"K2", "L2"}));
  EXPECT_EQ(stamp(branch, {"L2", "K2"}, {"base", "L1"}), Rows({"L1"}));
}

TEST(GraphStamp, OneTargetAboveTheOther) {
  EXPECT_EQ(stamp(branch, {}, {"L1", "L2"}), Rows({"L2"}));
  EXPECT_EQ(stamp(branch, {}, {"L2", "L1"}), Rows({"L2"}));
}

TEST(GraphStamp, BothParentsOfAMerge) {  // G49
  EXPECT_EQ(stamp(merge, {"T"}, {"L", "K"}), Rows({"K", "L"}));
  EXPECT_EQ(stamp(merge, {"L", "K"}, {"M"}), Rows({"M"}));
}

TEST(GraphStamp, Dependencies) {
  EXPECT_EQ(stamp(forest, {"A3"}, {"B2"}), Rows({"A3", "B2"}));
  EXPECT_EQ(stamp(forest, {"A3", "B2"}, {"blib@base"}), Rows({"A3"}));
  // What the other branch depends on goes, so the other branch goes too.
  EXPECT_EQ(stamp(forest, {"A3", "B2"}, {"alib@base"}), Rows());
  EXPECT_EQ(stamp(forest_ended, {}, {"heads"}), Rows({"B2"}));
}

TEST(GraphStamp, ARowThatNoScriptHas) {  // G50
  EXPECT_NE(error_of([] { stamp(line, {"gone"}, {"head"}); }).find("\"gone\""), std::string::npos);
}

TEST(GraphStamp, NoScripts) {
  EXPECT_EQ(stamp({}, {}, {"head"}), Rows());
  EXPECT_EQ(stamp({}, {}, {"heads"}), Rows());
  EXPECT_EQ(stamp({}, {}, {"base"}), Rows());
}

TEST(GraphStamp, Positions) {
  // G38: the end of the branch that is there because the row depends on it.
  EXPECT_EQ(names(build(forest_ended).positions({"B2"})), "A2 B2");
  EXPECT_EQ(names(build(forest).positions({"A3", "B2"})), "B2 A3");
  EXPECT_EQ(names(build(line).positions({"B"})), "B");
  EXPECT_EQ(names(build(line).positions({})), "");
}

TEST(GraphStamp, Ends) {
  const Graph graph = build(forest_ended);
  EXPECT_EQ(names(graph.ends()), "A2 B2");
  EXPECT_TRUE(graph.is_effective_head(*graph.find("A2")));
  EXPECT_FALSE(graph.is_head(*graph.find("A2")));
  EXPECT_TRUE(graph.is_head(*graph.find("B2")));
  EXPECT_EQ(names(build(branch).branch_points()), "S");
  const Graph forked = build(branch);
  EXPECT_EQ(names(forked.children(*forked.find("S"))), "L1 K1");
}

}  // namespace
}  // namespace retort::migrate
