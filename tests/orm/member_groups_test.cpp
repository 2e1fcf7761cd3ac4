// Members of a model that are no columns by themselves: groups of columns that several models have
// (mixins), several columns as one value (composites), and calculations that objects and queries
// share (hybrids). Case 75 of the reference.

#include <gtest/gtest.h>

#include <retort/orm/model.h>
#include <retort/orm/session.h>
#include <retort/schema/metadata.h>

#include "orm/recorder.h"

namespace retort::test {

using namespace retort::orm;

inline std::string somebody() { return "somebody"; }

template <class As>
struct Authored {
  Column<As, "made_by", std::string, default_with<&somebody>> made_by{};
  Column<As, "changes", int, version_counter> changes{};
};

template <class As>
struct Audited {
  Column<As, "reviewed", bool> reviewed{};
  Authored<As> authored{};
};

struct Point {
  int x = 0;
  int y = 0;
};

template <class As>
struct LineModel {
  static constexpr auto table_name = "lines";
  static constexpr std::tuple constraints{unique_of<"name", "made_by">{}};

  Column<As, "id", std::int64_t, primary_key> id{};
  Audited<As> audit{};
  Column<As, "name", std::string> name{};
  Column<As, "length", int> length{};
  Column<As, "breadth", int> breadth{1};
  Composite<As, Point, "x1", "y1"> start{};
  Composite<As, Point, "x2", "y2"> end{};

  /// For an object a number, in a query an expression.
  auto area() const { return length * breadth; }
  auto label() const { return "line " + name; }
};
using Line = Entity<LineModel>;
inline constexpr auto lines = table<LineModel>;

template <class As>
struct DotModel {
  static constexpr auto table_name = "dots";

  Column<As, "id", std::int64_t, primary_key> id{};
  Authored<As> authored{};
};
using Dot = Entity<DotModel>;
inline constexpr auto dots = table<DotModel>;

}  // namespace retort::test

namespace {

using namespace retort::test;

class MemberGroupsTest : public testing::Test {
 protected:
  MemberGroupsTest() {
    create_all(recorder.engine(), metadata<LineModel, DotModel>());
    recorder.take();
  }
  std::string sent() { return recorder.sent(); }

  Recorder recorder;
  Session session{recorder.engine()};
};

TEST_F(MemberGroupsTest, AreColumnsOfTheModel) {
  std::vector<std::string> names;
  const auto schema = metadata<LineModel>();
  for (const auto& column : schema.tables[0].columns) names.push_back(column.name);
  EXPECT_EQ(names, (std::vector<std::string>{"id", "reviewed", "made_by", "changes", "name",
                                             "length", "breadth", "x1", "y1", "x2", "y2"}));
}

TEST_F(MemberGroupsTest, MixinsAreReadAndWrittenLikeOtherMembers) {
  const auto line = session.add(Line{.audit = {.reviewed = true}, .name = "a"});
  session.add(Dot{.authored = {.made_by = "me"}});
  session.commit();
  EXPECT_EQ(line->audit.authored.made_by, "somebody");
  recorder.take();
  line->audit.reviewed = false;
  session.commit();
  EXPECT_EQ(
      sent(),
      "UPDATE lines SET reviewed=?, changes=? WHERE lines.id = ? AND lines.changes = ? (0, 2, "
      "1, 1)");
  EXPECT_EQ(session.query(lines).filter(lines.audit.authored.made_by == "somebody").count(), 1);
  EXPECT_EQ(session.query(dots.authored.made_by).one(), "me");
  constexpr auto other = alias<"other">(lines);
  EXPECT_EQ(session.query(other.audit.reviewed).one(), false);
}

TEST_F(MemberGroupsTest, Case75ACompositeIsOneValueOfSeveralColumns) {
  const auto line = session.add(Line{.name = "a", .start = {3, 4}, .end = {5, 6}});
  session.commit();
  recorder.take();
  EXPECT_EQ(session.query(lines.id).filter(lines.start == Point{3, 4}).one(), 1);
  EXPECT_EQ(sent(),
            "SELECT lines.id AS lines_id FROM lines WHERE lines.x1 = ? AND lines.y1 = ? (3, 4)");
  EXPECT_EQ(session.query(lines).filter(lines.start != Point{3, 4}).count(), 0);
  EXPECT_EQ(session.query(lines.start.column<"y1">()).one(), 4);
  recorder.take();
  line->start = Point{3, 9};
  session.flush();
  EXPECT_EQ(
      sent(),
      "UPDATE lines SET changes=?, y1=? WHERE lines.id = ? AND lines.changes = ? (2, 9, 1, 1)");
  session.commit();
  session.close();
  const auto back = session.query(lines).one();
  EXPECT_EQ(back->start.x, 3);
  EXPECT_EQ(back->start.y, 9);
  EXPECT_EQ(back->end.y, 6);
}

TEST_F(MemberGroupsTest, AHybridIsAMemberFunctionOfTheModel) {
  const auto line = session.add(Line{.name = "a", .length = 3, .breadth = 4});
  session.add(Line{.name = "b", .length = 2});
  session.commit();
  EXPECT_EQ(line->area(), 12);
  EXPECT_EQ(line->label(), "line a");
  EXPECT_EQ(session.query(lines).filter(lines.area() > 5).one(), line);
  EXPECT_EQ(session.query(lines.label()).order_by(lines.area()).all(),
            (std::vector<std::string>{"line b", "line a"}));
}

}  // namespace
