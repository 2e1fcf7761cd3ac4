// Models whose rows lie in several tables. Case 74 of the reference.

#include <gtest/gtest.h>

#include <retort/orm/inheritance.h>
#include <retort/orm/model.h>
#include <retort/orm/session.h>
#include <retort/schema/metadata.h>

#include "orm/recorder.h"

namespace retort::test::joined {

using namespace retort::orm;

template <class As>
struct PersonModel;
template <class As>
struct ManagerModel;
template <class As>
struct TaskModel;

template <class As>
struct SiteModel {
  static constexpr auto table_name = "site";

  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "city", std::string> city{};
  HasMany<As, PersonModel, "site_id"> people{};
};

template <class As>
struct PersonModel {
  static constexpr auto table_name = "e";
  static constexpr auto discriminator = "ty";
  static constexpr auto kind_name = "e";

  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "ty", std::string> ty{};
  Column<As, "name", std::string, unique> name{};
  Column<As, "site_id", std::optional<std::int64_t>, references<SiteModel, "id">> site_id{};
  Column<As, "boss_id", std::optional<std::int64_t>, references<ManagerModel, "id">> boss_id{};
  BelongsTo<As, SiteModel, "site_id"> site{};
  BelongsTo<As, ManagerModel, "boss_id"> boss{};
};

template <class As>
struct ManagerModel {
  static constexpr auto table_name = "m";
  static constexpr auto kind_name = "m";

  Inherits<As, PersonModel> base{};
  Column<As, "md", int, check<"md > 0">> md{1};
  Column<As, "code", std::optional<std::string>, unique> code{};
  HasMany<As, TaskModel, "manager_id", cascade_delete> tasks{};
};

template <class As>
struct DirectorModel {
  static constexpr auto table_name = "d";
  static constexpr auto kind_name = "d";

  Inherits<As, ManagerModel> base{};
  Column<As, "car", std::string> car{};
};

/// Shares the table of the managers.
template <class As>
struct LeadModel {
  static constexpr auto table_name = "m";
  static constexpr auto kind_name = "l";

  Inherits<As, ManagerModel> base{};
  Column<As, "team", std::optional<std::string>> team{};
};

template <class As>
struct EngineerModel {
  static constexpr auto table_name = "g";
  static constexpr auto kind_name = "g";

  Inherits<As, PersonModel> base{};
  /// Of the same name as a column of another table.
  Column<As, "md", std::string> language{};
};

template <class As>
struct TaskModel {
  static constexpr auto table_name = "task";

  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "title", std::string> title{};
  Column<As, "manager_id", std::int64_t, references<ManagerModel, "id">> manager_id{};
  BelongsTo<As, ManagerModel, "manager_id"> manager{};
};

using Site = Entity<SiteModel>;
using Person = Entity<PersonModel>;
using Manager = Entity<ManagerModel>;
using Director = Entity<DirectorModel>;
using Lead = Entity<LeadModel>;
using Engineer = Entity<EngineerModel>;
using Task = Entity<TaskModel>;
inline constexpr auto sites = table<SiteModel>;
inline constexpr auto people = table<PersonModel>;
inline constexpr auto managers = table<ManagerModel>;
inline constexpr auto directors = table<DirectorModel>;
inline constexpr auto leads = table<LeadModel>;
inline constexpr auto engineers = table<EngineerModel>;
inline constexpr auto tasks = table<TaskModel>;

}  // namespace retort::test::joined

namespace {

using namespace retort::test;
using namespace retort::test::joined;
using Lines = std::vector<std::string>;

class JoinedInheritanceTest : public testing::Test {
 protected:
  JoinedInheritanceTest() {
    create_all(recorder.engine(), metadata<SiteModel, PersonModel, ManagerModel, DirectorModel,
                                           LeadModel, EngineerModel, TaskModel>());
    recorder.engine().connect().execute("PRAGMA foreign_keys = ON");
    recorder.take();
  }
  void fill() {
    session.add(Person{.name = "Ann"});
    session.add(Manager{.base = {.name = "Bob"}, .md = 5});
    session.add(Director{.base = {.base = {.name = "Cid"}, .md = 7}, .car = "red"});
    session.add(Engineer{.base = {.name = "Dan"}, .language = "C++"});
    session.add(Lead{.base = {.base = {.name = "Eve"}, .md = 9}, .team = "blue"});
    session.commit();
    session.close();
    recorder.take();
  }
  Lines log() {
    auto lines = recorder.take();
    std::erase(lines, "BEGIN");
    std::erase(lines, "COMMIT");
    return lines;
  }
  std::string sent() { return recorder.sent(); }

  Recorder recorder;
  Session session{recorder.engine()};
};

TEST_F(JoinedInheritanceTest, RowsWithoutObjectsGoIntoEachTable) {
  const auto key =
      session.insert(Director{.base = {.base = {.name = "Cid"}, .md = 7}, .car = "red"});
  session.insert(std::vector<Lead>{{.base = {.base = {.name = "Dan"}, .md = 2}, .team = "x"},
                                   {.base = {.base = {.name = "Eve"}, .md = 3}}});
  session.commit();
  EXPECT_EQ(session.get<Director>(key)->car, "red");
  EXPECT_EQ(session.get<Director>(key)->base.md, 7);
  EXPECT_EQ(session.query(leads).filter(leads.team == "x").one()->base.base.name, "Dan");
  EXPECT_EQ(session.query(people).count(), 3);
}

TEST_F(JoinedInheritanceTest, EachTableHasWhatItsModelAdds) {
  const auto schema = metadata<DirectorModel, LeadModel, EngineerModel>();
  const auto columns = [&](const char* table) {
    std::string names;
    for (const auto& column : schema.find_table(table)->columns) names += column.name + " ";
    return names;
  };
  EXPECT_EQ(columns("e"), "id ty name site_id boss_id ");
  EXPECT_EQ(columns("m"), "id md code team ");
  EXPECT_EQ(columns("d"), "id car ");
  EXPECT_EQ(columns("g"), "id md ");
  const auto& m = *schema.find_table("m");
  ASSERT_EQ(m.foreign_keys.size(), 1U);
  EXPECT_EQ(m.foreign_keys[0].referred_table, "e");
  EXPECT_EQ(m.foreign_keys[0].on_delete, retort::schema::Action::cascade);
  EXPECT_EQ(schema.find_table("d")->foreign_keys[0].referred_table, "m");
  EXPECT_EQ(m.uniques.size(), 1U);
  EXPECT_EQ(m.checks.size(), 1U);
  EXPECT_EQ(schema.find_table("d")->checks.size(), 0U);
  EXPECT_EQ(m.primary_key->columns[0].column, "id");
}

TEST_F(JoinedInheritanceTest, Case74TheRowsOfTheBaseAreInsertedFirst) {
  session.add(Manager{.base = {.name = "Bob"}, .md = 5});
  session.add(Person{.name = "Ann"});
  session.add(Director{.base = {.base = {.name = "Cid"}, .md = 7}, .car = "red"});
  session.flush();
  EXPECT_EQ(log(), (Lines{"INSERT INTO e (ty, name, site_id, boss_id) VALUES (?, ?, ?, ?) ('m', "
                          "'Bob', NULL, NULL)",
                          "INSERT INTO e (ty, name, site_id, boss_id) VALUES (?, ?, ?, ?) ('e', "
                          "'Ann', NULL, NULL)",
                          "INSERT INTO e (ty, name, site_id, boss_id) VALUES (?, ?, ?, ?) ('d', "
                          "'Cid', NULL, NULL)",
                          "INSERT INTO m (id, md, code) VALUES (?, ?, ?) (1, 5, NULL)",
                          "INSERT INTO m (id, md, code) VALUES (?, ?, ?) (3, 7, NULL)",
                          "INSERT INTO d (id, car) VALUES (?, ?) (3, 'red')"}));
}

TEST_F(JoinedInheritanceTest, Case74AQueryOnADerivedModelJoinsItsTables) {
  fill();
  const auto rows = session.query(managers).order_by(managers.base.id).all();
  EXPECT_EQ(sent(),
            "SELECT e.id AS e_id, e.ty AS e_ty, e.name AS e_name, e.site_id AS e_site_id, "
            "e.boss_id AS e_boss_id, m.md AS m_md, m.code AS m_code, d.car AS d_car, m.team AS "
            "m_team FROM e JOIN m ON e.id = m.id LEFT OUTER JOIN d ON m.id = d.id ORDER BY e.id");
  ASSERT_EQ(rows.size(), 3U);
  EXPECT_EQ(rows[0]->base.name, "Bob");
  EXPECT_EQ(cast<DirectorModel>(rows[1])->car, "red");
  EXPECT_EQ(cast<LeadModel>(rows[2])->team, "blue");
  EXPECT_EQ(sent(), "0 statements");
  EXPECT_EQ(session.query(managers).filter(managers.base.name == "Bob", managers.md > 4).count(),
            1);
  recorder.take();
  EXPECT_EQ(session.query(directors.car).filter(directors.base.base.name == "Cid").one(), "red");
  EXPECT_EQ(sent(),
            "SELECT d.car AS d_car FROM e JOIN m ON e.id = m.id JOIN d ON m.id = d.id WHERE e.name "
            "= ? ('Cid')");
  EXPECT_EQ(session.query(leads).one()->team, "blue");
}

TEST_F(JoinedInheritanceTest, Case74AQueryOnTheBaseGivesEachRowAsWhatItIs) {
  fill();
  const auto rows = session.query(people).order_by(people.id).all();
  EXPECT_EQ(sent(),
            "SELECT e.id AS e_id, e.ty AS e_ty, e.name AS e_name, e.site_id AS e_site_id, "
            "e.boss_id AS e_boss_id, m.md AS m_md, m.code AS m_code, d.car AS d_car, m.team AS "
            "m_team, g.md AS g_md FROM e LEFT OUTER JOIN m ON e.id = m.id LEFT OUTER JOIN d ON "
            "e.id = d.id LEFT OUTER JOIN g ON e.id = g.id ORDER BY e.id");
  ASSERT_EQ(rows.size(), 5U);
  EXPECT_FALSE(cast<ManagerModel>(rows[0]));
  EXPECT_EQ(cast<ManagerModel>(rows[1])->md, 5);
  EXPECT_EQ(cast<DirectorModel>(rows[2])->car, "red");
  EXPECT_EQ(cast<DirectorModel>(rows[2])->base.md, 7);
  EXPECT_EQ(cast<EngineerModel>(rows[3])->language, "C++");
  EXPECT_EQ(cast<LeadModel>(rows[4])->team, "blue");
  EXPECT_EQ(sent(), "0 statements");
  EXPECT_EQ(session.query(people).count(), 5);
  EXPECT_EQ(sent(),
            "SELECT count(*) AS count_1 FROM (SELECT e.id AS e_id, e.ty AS e_ty, e.name AS "
            "e_name, e.site_id AS e_site_id, e.boss_id AS e_boss_id FROM e) AS anon_1");
}

TEST_F(JoinedInheritanceTest, Case74SelectinPolymorphicIsOneQueryForEachModel) {
  fill();
  const auto rows =
      session.query(people).options(selectin_polymorphic(people)).order_by(people.id).all();
  const auto lines = log();
  ASSERT_EQ(lines.size(), 5U);
  EXPECT_EQ(lines[0],
            "SELECT e.id AS e_id, e.ty AS e_ty, e.name AS e_name, e.site_id AS e_site_id, "
            "e.boss_id AS e_boss_id FROM e ORDER BY e.id");
  EXPECT_TRUE(
      lines[1].ends_with("FROM e JOIN m ON e.id = m.id LEFT OUTER JOIN d ON m.id = d.id "
                         "WHERE e.id IN (?) (2)"))
      << lines[1];
  EXPECT_TRUE(lines[3].ends_with("FROM e JOIN g ON e.id = g.id WHERE e.id IN (?) (4)")) << lines[3];
  EXPECT_EQ(cast<DirectorModel>(rows[2])->car, "red");
  EXPECT_EQ(cast<EngineerModel>(rows[3])->language, "C++");
  EXPECT_EQ(sent(), "0 statements");
}

TEST_F(JoinedInheritanceTest, ObjectsOfAStreamOrACompoundAreCompletedWhenUsed) {
  fill();
  const auto both = session.query(people)
                        .filter(people.id == 2)
                        .union_with(session.query(people).filter(people.id == 3));
  const auto rows = both.order_by(people.id).all();
  ASSERT_EQ(rows.size(), 2U);
  recorder.take();
  EXPECT_EQ(cast<ManagerModel>(rows[0])->md, 5);
  EXPECT_EQ(log().size(), 1U);
  for (const auto& each : session.query(people).options(selectin_polymorphic(people)).stream()) {
    if (cast<EngineerModel>(each)) {
      EXPECT_EQ(cast<EngineerModel>(each)->language, "C++");
    }
  }
}

TEST_F(JoinedInheritanceTest, Case74OnlyTheTableWhoseColumnChangedIsWritten) {
  fill();
  const auto director = session.get<Director>(3);
  recorder.take();
  director->car = "blue";
  session.flush();
  EXPECT_EQ(sent(), "UPDATE d SET car=? WHERE d.id = ? ('blue', 3)");
  director->base.base.name = "Cyd";
  session.flush();
  EXPECT_EQ(sent(), "UPDATE e SET name=? WHERE e.id = ? ('Cyd', 3)");
  director->base.base.name = "Sid";
  director->base.md = 8;
  director->car = "green";
  session.flush();
  EXPECT_EQ(log(), (Lines{"UPDATE e SET name=? WHERE e.id = ? ('Sid', 3)",
                          "UPDATE m SET md=? WHERE m.id = ? (8, 3)",
                          "UPDATE d SET car=? WHERE d.id = ? ('green', 3)"}));
  session.flush();
  EXPECT_EQ(sent(), "0 statements");
}

TEST_F(JoinedInheritanceTest, Case74TheRowOfTheBaseIsDeletedLast) {
  fill();
  const auto manager = session.get<Manager>(2);
  session.add(Task{.title = "plan", .manager = manager});
  session.flush();
  session.remove(manager);
  recorder.take();
  session.flush();
  EXPECT_EQ(log(), (Lines{"DELETE FROM task WHERE task.id = ? (1)",
                          "DELETE FROM m WHERE m.id = ? (2)", "DELETE FROM e WHERE e.id = ? (2)"}));
  session.rollback();
  EXPECT_EQ(session.get<Manager>(2)->md, 5);
}

TEST_F(JoinedInheritanceTest, AnObjectIsOneWhicheverModelAsksForIt) {
  fill();
  const auto manager = session.get<Manager>(2);
  ASSERT_TRUE(manager);
  recorder.take();
  EXPECT_EQ(cast<ManagerModel>(session.get<Person>(2)), manager);
  EXPECT_FALSE(session.get<Engineer>(2));
  EXPECT_EQ(sent(), "0 statements");
  EXPECT_FALSE(session.get<Manager>(1));
  EXPECT_FALSE(session.get<Manager>(4));
  EXPECT_TRUE(session.get<Lead>(5));
  session.expire_all();
  EXPECT_EQ(manager->md, 5);
  session.refresh(manager);
  EXPECT_EQ(manager->base.name, "Bob");
}

TEST_F(JoinedInheritanceTest, RelationshipsGoFromAndToEither) {
  fill();
  const auto paris = session.add(Site{.city = "Paris"});
  const auto bob = session.get<Manager>(2);
  const auto ann = session.get<Person>(1);
  bob->base.site = paris;
  ann->site = paris;
  ann->boss = bob;
  bob->tasks.add(Task{.title = "plan"});
  // A new one of a new one, in the tables of both.
  const auto zoe =
      session.add(Director{.base = {.base = {.name = "Zoe", .boss = bob}}, .car = "x"});
  bob->base.boss = session.add(Manager{.base = {.name = "Max"}});
  session.commit();
  session.close();
  recorder.take();

  const auto again = session.query(sites).one();
  ASSERT_EQ(again->people.size(), 2U);
  EXPECT_EQ(session.get<Person>(1)->boss, cast<ManagerModel>(again->people[1]));
  EXPECT_EQ(session.get<Manager>(2)->base.boss->base.name, "Max");
  EXPECT_EQ(session.query(directors)
                .filter(directors.base.base.boss.has(managers.base.name == "Bob"))
                .one()
                ->base.base.name,
            "Zoe");
  recorder.take();
  EXPECT_EQ(session.query(tasks.title, managers.base.name).join(managers).one(),
            (std::tuple<std::string, std::string>("plan", "Bob")));
  EXPECT_EQ(sent(),
            "SELECT task.title AS task_title, e.name AS e_name FROM task JOIN (e JOIN m ON e.id = "
            "m.id) ON e.id = task.manager_id");
  EXPECT_EQ(
      session.query(managers).filter(managers.tasks.any(tasks.title == "plan")).one()->base.name,
      "Bob");
  EXPECT_EQ(session.query(sites.city).join(managers).filter(managers.md > 1).one(), "Paris");
  session.close();
  recorder.take();
  const auto task = session.query(tasks).options(joinedload(tasks.manager)).one();
  EXPECT_EQ(task->manager->base.name, "Bob");
  EXPECT_EQ(log().size(), 1U);
  const auto site = session.query(sites).options(selectinload(sites.people)).one();
  EXPECT_EQ(site->people.size(), 2U);
  EXPECT_EQ(log().size(), 2U);
}

TEST_F(JoinedInheritanceTest, SeveralOfAHierarchyInOneQueryHaveNamesOfTheirOwn) {
  fill();
  constexpr auto boss = alias<"boss">(managers);
  session.get<Engineer>(4)->base.boss = session.get<Manager>(2);
  session.flush();
  recorder.take();
  const auto row = session.query(engineers.base.name, boss.base.name, boss.md)
                       .join(boss, engineers.base.boss_id == boss.base.id)
                       .one();
  EXPECT_EQ(row, (std::tuple<std::string, std::string, int>("Dan", "Bob", 5)));
  EXPECT_EQ(sent(),
            "SELECT e.name AS e_name, e_1.name AS e_1_name, boss.md AS boss_md FROM e JOIN g ON "
            "e.id = g.id JOIN (e AS e_1 JOIN m AS boss ON e_1.id = boss.id) ON e.boss_id = e_1.id");
  EXPECT_EQ(session.query(engineers.base.name, people.name)
                .join(people, engineers.base.boss_id == people.id)
                .one(),
            (std::tuple<std::string, std::string>("Dan", "Bob")));
  EXPECT_EQ(session.query(engineers)
                .filter(engineers.base.boss.has(managers.base.name == "Bob"))
                .one()
                ->language,
            "C++");
  EXPECT_EQ(session.query(managers.base.name)
                .filter(managers.base.id.in(session.query(people.boss_id)))
                .one(),
            "Bob");
}

TEST_F(JoinedInheritanceTest, StatementsKeepToTheirKind) {
  fill();
  EXPECT_EQ(session.update(managers).set(managers.md, 1).execute(), 3);
  EXPECT_EQ(sent(), "UPDATE m SET md=? (1)");
  EXPECT_EQ(session.update(managers)
                .set(managers.md, managers.md + 1)
                .filter(managers.base.name == "Bob")
                .execute(),
            1);
  EXPECT_EQ(sent(),
            "UPDATE m SET md=(m.md + ?) WHERE m.id IN (SELECT e.id FROM e JOIN m ON e.id = m.id "
            "WHERE e.name = ?) (1, 'Bob')");
  EXPECT_EQ(session.update(engineers).set(engineers.base.name, "Don").execute(), 1);
  EXPECT_EQ(session.update(leads).set(leads.base.md, 30).execute(), 1);
  EXPECT_EQ(session.get<Lead>(5)->base.md, 30);
  EXPECT_EQ(session.get<Manager>(2)->md, 2);
  EXPECT_THROW(session.update(managers)
                   .set(managers.md, 1)
                   .set(managers.base.name, managers.base.name + "x")
                   .execute(),
               QueryError);
  EXPECT_THROW(session.update(managers).set(managers.md, managers.base.id + 0).execute(),
               QueryError);
  recorder.take();
  EXPECT_EQ(session.delete_from(managers).filter(managers.md > 1).execute(), 2);
  EXPECT_EQ(session.query(people.name).order_by(people.id).all(), (Lines{"Ann", "Cid", "Don"}));
  EXPECT_EQ(session.sql("SELECT count(*) FROM m").columns<int>().one(), 1);
  EXPECT_FALSE(session.get<Manager>(2));
}

TEST_F(JoinedInheritanceTest, ANewKeyGoesThroughAllTables) {
  fill();
  const auto director = session.get<Director>(3);
  director->base.base.id = 33;
  director->car = "blue";
  session.commit();
  session.close();
  EXPECT_EQ(session.get<Director>(33)->car, "blue");
  EXPECT_EQ(session.sql("SELECT id FROM m WHERE id > 30").columns<int>().one(), 33);
}

TEST_F(JoinedInheritanceTest, AUniqueValueOfAnyTableChangesHands) {
  fill();
  const auto bob = session.get<Manager>(2);
  const auto cid = session.get<Director>(3);
  bob->code = "a";
  cid->base.code = "b";
  session.commit();
  std::swap(bob->code, cid->base.code);
  std::swap(bob->base.name, cid->base.base.name);
  session.commit();
  session.remove(bob);
  session.add(Lead{.base = {.base = {.name = "Cid"}, .code = "b"}});
  session.commit();
  session.close();
  EXPECT_EQ(session.query(managers.base.name).order_by(managers.base.name).all(),
            (Lines{"Bob", "Cid", "Eve"}));
}

TEST_F(JoinedInheritanceTest, ARowThatIsReplacedByOneOfAnotherKind) {
  fill();
  session.remove(session.get<Manager>(2));
  session.add(Engineer{.base = {.id = 2, .name = "Bea"}, .language = "Ada"});
  session.commit();
  session.close();
  EXPECT_FALSE(session.get<Manager>(2));
  EXPECT_EQ(session.get<Engineer>(2)->language, "Ada");
  EXPECT_EQ(session.sql("SELECT count(*) FROM m WHERE id = 2").columns<int>().one(), 0);
}

TEST_F(JoinedInheritanceTest, AFailureNamesTheTable) {
  fill();
  session.add(Manager{.base = {.name = "Bad"}, .md = -1});
  EXPECT_ANY_THROW(session.commit());
  EXPECT_EQ(session.failure()->table, "m");
  session.rollback();
  EXPECT_EQ(session.query(people).count(), 5);
}

}  // namespace
