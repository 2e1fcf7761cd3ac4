// Ranges of `history -r`, and identifiers that may be several revisions. Cases by Alembic's shapes.

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

std::string range(const std::vector<std::string>& lines, const Rows& rows, std::string_view text) {
  return names(build(lines).range(text, rows));
}
std::string range_error(const std::vector<std::string>& lines, const Rows& rows,
                        std::string_view text) {
  return error_of([&] { build(lines).range(text, rows); });
}
std::string all(const std::vector<std::string>& lines, const Rows& rows, std::string_view text) {
  return names(build(lines).resolve_all(text, rows));
}

TEST(GraphRange, OfALine) {  // G14
  EXPECT_EQ(range(line, {"B"}, "A:C"), "C B A");
  EXPECT_EQ(range(line, {"B"}, ":B"), "B A");
  EXPECT_EQ(range(line, {"B"}, "C:"), "D C");
  EXPECT_EQ(range(line, {"B"}, "current:"), "D C B");
  EXPECT_EQ(range(line, {"B"}, "-1:current"), "B A");
  EXPECT_EQ(range(line, {"B"}, ":"), "D C B A");
  EXPECT_EQ(range(line, {"B"}, "base:head"), "D C B A");
  EXPECT_EQ(range(line, {"B"}, "base+1:head-1"), "C B A");
  EXPECT_EQ(range(line, {"B"}, "C:C"), "C");
  EXPECT_EQ(range_error(line, {"B"}, "B"),
            "\"B\" is no range; give A:B, where either end may be left out");
}

TEST(GraphRange, CountsFromTheRowsAndStopsWithTheHistory) {
  EXPECT_EQ(range(line, {"C"}, "-1:+1"), "D C B");
  EXPECT_EQ(range(line, {"C"}, "-9:current"), "C B A");
  EXPECT_EQ(range(line, {"C"}, "current:+9"), "D C");
  EXPECT_EQ(range(line, {"C"}, "-2147483647:+2147483647"), "D C B A");
  EXPECT_EQ(range(line, {"D"}, "-3:current"), "D C B A");
  EXPECT_EQ(range(merge, {"T"}, "-2:current"), "T M K L");
  EXPECT_EQ(range(branch, {"L2", "K1"}, "-1:current"), "K1 L2 L1 S");
  EXPECT_EQ(range(branch, {"L2", "K1"}, "lbr@-1:current"), "L2 L1");
}

TEST(GraphRange, CountsOnTheBranchThatIsNamed) {
  EXPECT_EQ(range(branch, {"S"}, "current:rbr@+1"), "K1 S");
  EXPECT_EQ(range(merge, {"T"}, "L@-2:current"), "T M L");
  EXPECT_EQ(range(forest, {}, ":blib@+1"), "B1");
  EXPECT_EQ(range(forest, {}, "current:blib@+9"), "B2 B1 A2 A1");
}

TEST(GraphRange, OfADatabaseAtBase) {  // G16
  EXPECT_EQ(range(line, {}, ":current"), "");
  EXPECT_EQ(range(line, {}, "current:"), "D C B A");
  EXPECT_EQ(range(line, {}, "current:current"), "");
  EXPECT_EQ(range(line, {}, ":+2"), "B A");
}

TEST(GraphRange, OfABranch) {
  EXPECT_EQ(range(branch, {}, "lbr@base:"), "L2 L1 S R");
  EXPECT_EQ(range(branch, {}, "lbr:"), "L2 L1");
  EXPECT_EQ(range(branch, {}, "S:lbr@head"), "L2 L1 S");
  EXPECT_EQ(range(branch, {}, "S:heads"), "K2 K1 L2 L1 S");
  // The end of a branch counts although another one depends on it.
  EXPECT_EQ(range(forest_ended, {}, "alib@base:"), "A2 A1");
  EXPECT_EQ(range(forest_ended, {}, "blib@base:"), "B2 B1");
  EXPECT_EQ(range(forest_ended, {}, ":B2"), "B2 B1 A2 A1");
}

TEST(GraphRange, Refusals) {
  EXPECT_EQ(range_error(line, {}, "C:A"), "\"C:A\": there is no way up from C to A");
  EXPECT_EQ(range_error(branch, {}, "L1:K2"), "\"L1:K2\": there is no way up from L1 to K2");
  EXPECT_EQ(range_error(line, {}, "A:B:C"),
            "\"A:B:C\" is no range; give A:B, where either end may be left out");
  EXPECT_NE(range_error(line, {}, "nobody:").find("there is no revision \"nobody\""),
            std::string::npos);
  EXPECT_NE(range_error(line, {}, "nobody@base:").find("there is no revision \"nobody\""),
            std::string::npos);
  EXPECT_NE(range_error(line, {"gone"}, ":current").find("\"gone\", which is in none"),
            std::string::npos);
}

TEST(GraphRange, WhetherTheRowsAreNeeded) {
  for (const std::string_view text :
       {"current", "-1", "+2", "lbr@-1", "current:", ":current", "A:+1", "-1:B", "current-1"})
    EXPECT_TRUE(depends_on_rows(text)) << text;
  for (const std::string_view text : {"A", "A+1", "head-1", "A:B", ":", "base:", "lbr@head"})
    EXPECT_FALSE(depends_on_rows(text)) << text;
}

TEST(GraphRange, IdentifiersOfSeveral) {
  EXPECT_EQ(all(branch, {}, "heads"), "L2 K2");
  EXPECT_EQ(all(branch, {}, "lbr@heads"), "L2");
  EXPECT_EQ(all(branch, {}, "base"), "");
  EXPECT_EQ(all(branch, {}, "lbr"), "L1");
  EXPECT_EQ(all(branch, {"L2", "K1"}, "current"), "L2 K1");
  EXPECT_EQ(all(branch, {"L2"}, "-1"), "L1");
  EXPECT_EQ(all(branch, {"L2"}, "current-1"), "L1");
  EXPECT_EQ(all(branch, {}, "current"), "");
  EXPECT_EQ(all(forest_ended, {}, "heads"), "B2");  // G55: real heads
}

TEST(GraphRange, ABeginningMayBeUniqueOnItsBranchAlone) {
  const Graph graph = build({"r000", "ab01(r000) {left}", "ab02(r000) {right}"});
  EXPECT_EQ(graph.resolve("left@ab").revision, "ab01");
  EXPECT_EQ(graph.resolve("ri").revision, "ab02");
  EXPECT_NE(error_of([&] { graph.resolve("ab"); }).find("it could be ab01, ab02"),
            std::string::npos);
}

}  // namespace
}  // namespace retort::migrate
