// Models that share a table. The number is that of the reference's case.

#include <gtest/gtest.h>

#include <retort/orm/inheritance.h>
#include <retort/orm/model.h>
#include <retort/orm/session.h>
#include <retort/schema/metadata.h>

#include "orm/recorder.h"

namespace retort::test {

using namespace retort::orm;

template <class As>
struct StaffModel;

template <class As>
struct OfficeModel {
  static constexpr auto table_name = "offices";

  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "city", std::string> city{};
  HasMany<As, StaffModel, "office_id"> staff{};
};

template <class As>
struct StaffModel {
  static constexpr auto table_name = "e";
  static constexpr auto discriminator = "ty";
  static constexpr auto kind_name = "e";

  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "ty", std::string> ty{};
  Column<As, "name", std::string> name{};
  Column<As, "office_id", std::optional<std::int64_t>, references<OfficeModel, "id">> office_id{};
  BelongsTo<As, OfficeModel, "office_id"> office{};
};

template <class As>
struct ManagerModel {
  static constexpr auto table_name = "e";
  static constexpr auto kind_name = "m";

  Inherits<As, StaffModel> base{};
  Column<As, "md", std::optional<int>, check<"md > 0">> md{};
};

template <class As>
struct DirectorModel {
  static constexpr auto table_name = "e";
  static constexpr auto kind_name = "m2";

  Inherits<As, ManagerModel> base{};
  Column<As, "car", std::optional<std::string>> car{};
};

template <class As>
struct EngineerModel {
  static constexpr auto table_name = "e";
  static constexpr auto kind_name = "eng";

  Inherits<As, StaffModel> base{};
  Column<As, "language", std::optional<std::string>> language{};
};

using Office = Entity<OfficeModel>;
using Staff = Entity<StaffModel>;
using Manager = Entity<ManagerModel>;
using Director = Entity<DirectorModel>;
using Engineer = Entity<EngineerModel>;
inline constexpr auto offices = table<OfficeModel>;
inline constexpr auto staff = table<StaffModel>;
inline constexpr auto managers = table<ManagerModel>;
inline constexpr auto directors = table<DirectorModel>;
inline constexpr auto engineers = table<EngineerModel>;

}  // namespace retort::test

namespace {

using namespace retort::test;

class InheritanceTest : public testing::Test {
 protected:
  InheritanceTest() {
    create_all(recorder.engine(),
               metadata<OfficeModel, StaffModel, ManagerModel, DirectorModel, EngineerModel>());
    session.add(Staff{.name = "Ann"});
    session.add(Manager{.base = {.name = "Bob"}, .md = 5});
    session.add(Director{.base = {.base = {.name = "Cid"}, .md = 7}, .car = "red"});
    session.add(Engineer{.base = {.name = "Dan"}, .language = "C++"});
    session.commit();
    session.close();
    recorder.take();
  }
  std::string sent() { return recorder.sent(); }

  Recorder recorder;
  Session session{recorder.engine()};
};

TEST_F(InheritanceTest, TheTableHasTheColumnsOfAllModels) {
  const auto schema = metadata<DirectorModel, StaffModel, ManagerModel, EngineerModel>();
  ASSERT_EQ(schema.tables.size(), 2U);
  const auto& table = *schema.find_table("e");
  std::vector<std::string> names;
  for (const auto& column : table.columns) names.push_back(column.name);
  EXPECT_EQ(names,
            (std::vector<std::string>{"id", "ty", "name", "office_id", "md", "car", "language"}));
  EXPECT_EQ(table.foreign_keys.size(), 1U);
  EXPECT_EQ(table.checks.size(), 1U);
}

TEST_F(InheritanceTest, Case73AnInsertSaysWhatTheRowIs) {
  session.add(Director{.base = {.base = {.name = "Eve"}}});
  session.flush();
  EXPECT_EQ(
      sent(),
      "INSERT INTO e (ty, name, office_id, md, car) VALUES (?, ?, ?, ?, ?) ('m2', 'Eve', NULL, "
      "NULL, NULL)");
  session.insert_into(managers).rows(std::vector{Manager{.base = {.name = "Fay"}}}).execute();
  EXPECT_EQ(session.query(managers.base.ty).filter(managers.base.name == "Fay").one(), "m");
}

TEST_F(InheritanceTest, Case73AQueryOnTheBaseGivesEachRowAsWhatItIs) {
  const auto rows = session.query(staff).order_by(staff.id).all();
  EXPECT_EQ(sent(),
            "SELECT e.id AS e_id, e.ty AS e_ty, e.name AS e_name, e.office_id AS e_office_id, e.md "
            "AS e_md, e.car AS e_car, e.language AS e_language FROM e ORDER BY e.id");
  ASSERT_EQ(rows.size(), 4U);
  EXPECT_EQ(rows[2]->name, "Cid");
  EXPECT_FALSE(cast<ManagerModel>(rows[0]));
  EXPECT_EQ(cast<ManagerModel>(rows[1])->md, 5);
  EXPECT_EQ(cast<ManagerModel>(rows[2])->md, 7);
  EXPECT_EQ(cast<DirectorModel>(rows[2])->car, "red");
  EXPECT_EQ(cast<EngineerModel>(rows[3])->language, "C++");
  EXPECT_FALSE(cast<EngineerModel>(rows[2]));
  EXPECT_EQ(sent(), "0 statements");
}

TEST_F(InheritanceTest, Case73AQueryOnADerivedModelAsksForItsKinds) {
  const auto rows = session.query(managers).order_by(managers.base.id).all();
  EXPECT_EQ(sent(),
            "SELECT e.id AS e_id, e.ty AS e_ty, e.name AS e_name, e.office_id AS e_office_id, e.md "
            "AS e_md, e.car AS e_car FROM e WHERE e.ty IN (?, ?) ORDER BY e.id ('m', 'm2')");
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0]->base.name, "Bob");
  EXPECT_EQ(cast<DirectorModel>(rows[1])->car, "red");
  EXPECT_EQ(session.query(directors).count(), 1);
  EXPECT_EQ(session.query(managers).filter(managers.md > 6).one(), rows[1]);
  EXPECT_EQ(session.query(engineers.language).one(), "C++");
}

TEST_F(InheritanceTest, Case73AnObjectIsOneWhicheverModelAsksForIt) {
  const auto manager = session.get<Manager>(2);
  ASSERT_TRUE(manager);
  recorder.take();
  const auto same = session.get<Staff>(2);
  EXPECT_EQ(cast<ManagerModel>(same), manager);
  EXPECT_EQ(sent(), "0 statements");
  same->name = "Bill";
  EXPECT_EQ(manager->base.name, "Bill");
  EXPECT_TRUE(session.get<Staff>(1));
  EXPECT_FALSE(session.get<Manager>(1));
  EXPECT_FALSE(session.get<Engineer>(2));
  session.close();
  EXPECT_FALSE(session.get<Manager>(1));
}

TEST_F(InheritanceTest, OnlyTheColumnsThatChangedAreWritten) {
  const auto director = cast<DirectorModel>(session.get<Staff>(3));
  recorder.take();
  director->car = "blue";
  director->base.base.name = "Cyd";
  session.commit();
  EXPECT_EQ(sent(), "UPDATE e SET name=?, car=? WHERE e.id = ? ('Cyd', 'blue', 3)");
  session.remove(director);
  session.commit();
  EXPECT_EQ(session.query(staff).count(), 3);
}

TEST_F(InheritanceTest, StatementsKeepToTheirKind) {
  session.update(managers).set(managers.md, 1).execute();
  EXPECT_EQ(sent(), "UPDATE e SET md=? WHERE e.ty IN (?, ?) (1, 'm', 'm2')");
  session.delete_from(engineers).execute();
  EXPECT_EQ(sent(), "DELETE FROM e WHERE e.ty IN (?) ('eng')");
  EXPECT_EQ(session.query(staff).count(), 3);
}

TEST_F(InheritanceTest, RelationshipsOfTheBaseAreThoseOfAllKinds) {
  const auto office = session.add(Office{.city = "Paris"});
  session.add(Manager{.base = {.name = "Gil", .office = office}, .md = 2});
  const auto ann = session.get<Staff>(1);
  ann->office = office;
  session.commit();
  EXPECT_EQ(office->staff.size(), 2U);
  session.close();
  const auto again = session.query(offices).one();
  ASSERT_EQ(again->staff.size(), 2U);
  const auto gil = session.query(managers).filter(managers.base.name == "Gil").one();
  EXPECT_EQ(gil->base.office, again);
  EXPECT_EQ(session.query(offices).filter(offices.staff.any(staff.name == "Gil")).count(), 1);
  EXPECT_EQ(session.query(offices.city, managers.md).join(managers).one(),
            (std::tuple<std::string, std::optional<int>>("Paris", 2)));
}

TEST_F(InheritanceTest, AKindThatNobodyKnowsIsRefused) {
  recorder.engine().connect().execute("UPDATE e SET ty = 'x' WHERE id = 1");
  try {
    session.query(staff).all();
    FAIL() << "it was read";
  } catch (const ConversionError& error) {
    EXPECT_STREQ(error.what(),
                 "reading e.ty: 'x' is the kind_name of no registered model of this table");
  }
}

}  // namespace
