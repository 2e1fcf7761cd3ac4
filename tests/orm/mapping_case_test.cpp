// Cases 46, 75 and 77 of the reference: who holds objects, composites, validators.

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include <retort/orm/composite.h>
#include <retort/orm/mapping/mapper.h>

#include "orm/case_models.h"

namespace mapping_case {

using namespace retort::test::cases;

struct Pt {
  int x = 0;
  int y = 0;
  bool operator==(const Pt&) const = default;
};

template <class As>
struct LineModel {
  static constexpr auto table_name = "v";
  Column<As, "id", std::int64_t, primary_key> id{};
  Composite<As, Pt, "x1", "y1"> start{};
  Composite<As, Pt, "x2", "y2"> end{};
};
using Line = Entity<LineModel>;
inline constexpr auto lines = table<LineModel>;

template <class As>
struct MemberModel;
template <class As>
struct ClubModel;
using Member = Entity<MemberModel>;
using Club = Entity<ClubModel>;

/// What was asked, for the tests.
inline std::vector<std::string> asked;
void may_join(const Club& club, const Member& member, Membership membership);

inline std::string upper(std::string name) {
  asked.push_back("name " + name);
  if (name.empty()) throw ValidationError("a name is needed");
  for (auto& c : name) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return name;
}

template <class As>
struct ClubModel {
  static constexpr auto table_name = "club";
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "name", std::string, validate<upper>> name{};
  HasMany<As, MemberModel, "club_id", validate_members<may_join>> members{};
};

template <class As>
struct MemberModel {
  static constexpr auto table_name = "member";
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "name", std::string> name{};
  Column<As, "club_id", std::optional<std::int64_t>, references<ClubModel, "id">> club_id{};
  BelongsTo<As, ClubModel, "club_id"> club{};
};
inline constexpr auto clubs = table<ClubModel>;
inline constexpr auto members = table<MemberModel>;

void may_join(const Club& club, const Member& member, Membership membership) {
  const bool joins = membership == Membership::joins;
  asked.push_back((joins ? "join " : "leave ") + club.name + " " + member.name);
  if (joins && member.name == "rude")
    throw ValidationError(clubs.members.relationship().owner->name, "members", member.name,
                          "nobody who is rude");
  if (!joins && member.name == "loyal") throw ValidationError("stays");
}

using HoldingTest = CaseTest<ParentModel, ChildModel>;

/// SQLAlchemy's map is weak; here the session holds what it knows until it is closed.
TEST_F(HoldingTest, Case46ASessionHoldsItsObjects) {
  session.add(Parent{.name = "p"});
  session.commit();
  recorder.take();
  // Nobody has a handle, and yet it is known.
  session.get<Parent>(1)->name = "changed";
  EXPECT_EQ(written(), Lines{});
  session.flush();
  EXPECT_EQ(written(), Lines{"UPDATE parent SET name=? WHERE parent.id = ? ('changed', 1)"});
  session.commit();
  session.close();
  recorder.take();
  EXPECT_EQ(session.get<Parent>(1)->name, "changed");
  EXPECT_EQ(recorder.sent(),
            "SELECT parent.id AS parent_id, parent.name AS parent_name FROM parent WHERE "
            "parent.id = ? (1)");
}

using CompositeCaseTest = CaseTest<LineModel>;

TEST_F(CompositeCaseTest, Case75Composite) {
  const auto line = session.add(Line{.start = {3, 4}, .end = {5, 6}});
  session.commit();
  EXPECT_EQ(rows("SELECT * FROM v"), Lines{"(1, 3, 4, 5, 6)"});
  recorder.take();
  EXPECT_EQ(session.query(lines).filter(lines.start == Pt{3, 4}).one(), line);
  EXPECT_EQ(recorder.sent(),
            "SELECT v.id AS v_id, v.x1 AS v_x1, v.y1 AS v_y1, v.x2 AS v_x2, v.y2 AS v_y2 FROM v "
            "WHERE v.x1 = ? AND v.y1 = ? (3, 4)");
  line->start = {3, 9};
  session.flush();
  EXPECT_EQ(written(), Lines{"UPDATE v SET y1=? WHERE v.id = ? (9, 1)"});
}

class ValidatorCaseTest : public CaseTest<ClubModel, MemberModel> {
 protected:
  ValidatorCaseTest() { asked.clear(); }

  static Lines questions() { return std::exchange(asked, {}); }
};

TEST_F(ValidatorCaseTest, Case77AValueMayBeReplacedOrRefused) {
  const auto club = session.add(Club{.name = "chess"});
  EXPECT_EQ(club->name, "CHESS");
  club->name = "go";
  session.flush();
  EXPECT_EQ(club->name, "GO");
  EXPECT_EQ(rows("SELECT * FROM club"), Lines{"(1, 'GO')"});
  club->name = "";
  EXPECT_THROW(session.flush(), ValidationError);
  club->name = "GO";
  session.commit();
  questions();
  // Not on loading.
  session.expire(club);
  EXPECT_EQ(club->name, "GO");
  session.close();
  session.query(clubs).all();
  EXPECT_EQ(questions(), Lines{});
  // In statements, which SQLAlchemy leaves out.
  session.update(clubs).set(clubs.name, "bridge").execute();
  session.insert_into(clubs).rows(std::vector<Club>{{.name = "skat"}}).execute();
  EXPECT_EQ(questions(), (Lines{"name bridge", "name skat"}));
  EXPECT_EQ(rows("SELECT * FROM club"), (Lines{"(1, 'BRIDGE')", "(2, 'SKAT')"}));
}

TEST_F(ValidatorCaseTest, Case77MembersAreAskedAboutOnEitherSide) {
  const auto club = session.add(Club{.name = "CHESS"});
  questions();
  const auto ann = club->members.add(Member{.name = "ann"});
  const auto bob = session.add(Member{.name = "bob"});
  bob->club = club;
  EXPECT_EQ(questions(), (Lines{"join CHESS ann", "join CHESS bob"}));
  session.commit();
  questions();
  club->members.remove(ann);
  bob->club = nullptr;
  EXPECT_EQ(questions(), (Lines{"leave CHESS ann", "leave CHESS bob"}));
  club->members.add(ann);
  const auto other = session.add(Club{.name = "GO"});
  questions();
  other->members.add(ann);
  EXPECT_EQ(questions(), (Lines{"leave CHESS ann", "join GO ann"}));
}

TEST_F(ValidatorCaseTest, Case77WhatIsRefusedDidNotHappen) {
  const auto club = session.add(Club{.name = "CHESS"});
  const auto rude = session.add(Member{.name = "rude"});
  EXPECT_THROW(rude->club = club, ValidationError);
  EXPECT_THROW(club->members.add(rude), ValidationError);
  EXPECT_TRUE(club->members.empty());
  EXPECT_FALSE(rude->club);
  const auto loyal = club->members.add(Member{.name = "loyal"});
  session.commit();
  const auto other = session.add(Club{.name = "GO"});
  EXPECT_THROW(other->members.add(loyal), ValidationError);
  EXPECT_THROW(club->members.remove(loyal), ValidationError);
  EXPECT_EQ(names(club->members), Lines{"loyal"});
  EXPECT_EQ(loyal->club, club);
  EXPECT_FALSE(session.is_modified(loyal));
  // Rows that are loaded are not asked about.
  session.commit();
  session.sql("INSERT INTO member (name, club_id) VALUES ('rude', 1)").execute();
  session.commit();
  session.close();
  questions();
  EXPECT_EQ(session.get<Club>(1)->members.size(), 2U);
  EXPECT_EQ(questions(), Lines{});
}

}  // namespace mapping_case
