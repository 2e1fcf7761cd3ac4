// Rows that are out of sight: default_scope() of models, with_criteria() of sessions and queries.

#include <gtest/gtest.h>

#include <retort/orm/inheritance.h>
#include <retort/orm/session.h>
#include <retort/schema/metadata.h>

#include "orm/criteria_models.h"
#include "orm/recorder.h"

namespace retort::test {
namespace {

using namespace hidden;
using Texts = std::vector<std::string>;

/// Ann has the notes one (topics a, b), two (deleted), three (a draft); Bob is deleted and has four.
class CriteriaTest : public testing::Test {
 protected:
  CriteriaTest() {
    create_all(recorder.engine(), metadata<OwnerModel, NoteModel, TopicModel, NoteTopicModel>());
    Session filling(recorder.engine());
    const auto a = filling.add(Topic{.name = "a"});
    const auto b = filling.add(Topic{.name = "b", .row = {.deleted = true}});
    const auto ann = filling.add(Owner{.name = "Ann"});
    const auto bob = filling.add(Owner{.name = "Bob", .row = {.deleted = true}});
    const auto one = filling.add(Note{.text = "one", .owner = ann});
    one->topics.add(a);
    one->topics.add(b);
    filling.add(Note{.text = "two", .row = {.deleted = true}, .owner = ann});
    filling.add(Note{.text = "three", .draft = true, .owner = ann});
    filling.add(Note{.text = "four", .tenant = 2, .owner = bob});
    filling.commit();
    recorder.take();
  }

  template <class Objects>
  static Texts texts(const Objects& objects) {
    Texts found;
    for (const auto& each : objects) found.push_back(each->text);
    return found;
  }
  std::int64_t rows(const std::string& table) {
    return session.sql("SELECT count(*) FROM " + table).columns<std::int64_t>().one();
  }

  Recorder recorder;
  Session session{recorder.engine()};
};

TEST_F(CriteriaTest, TheModelsScopeIsInEveryQuery) {
  EXPECT_EQ(texts(session.query(notes).all()), (Texts{"one", "four"}));
  recorder.take();
  session.query(notes.text).filter(notes.id > 2 || notes.id < 2).all();
  EXPECT_EQ(recorder.sent(),
            "SELECT notes.text AS notes_text FROM notes WHERE (notes.id > ? OR notes.id < ?) AND "
            "(NOT notes.draft AND NOT notes.deleted) (2, 2)");
  EXPECT_EQ(session.query(notes).count(), 2);
  EXPECT_EQ(session.query(notes).filter(notes.text == "two").exists(), false);
  EXPECT_EQ(session.query(sum(notes.id)).scalar(), 5);
  EXPECT_EQ((*session.query(notes).first())->text, "one");
}

TEST_F(CriteriaTest, JoinsSubqueriesAndUnionsHaveIt) {
  EXPECT_EQ(session.query(owners.name).join(notes).all(), (Texts{"Ann"}));
  EXPECT_EQ(session.query(notes.text).join(notes.owner).all(), (Texts{"one"}));
  // An outer join keeps the row, with nobody.
  const auto pairs = session.query(notes, owners.name).outer_join(notes.owner).all();
  ASSERT_EQ(pairs.size(), 2U);
  EXPECT_FALSE(std::get<1>(pairs[1]).has_value());
  EXPECT_EQ(session.query(owners).filter(owners.notes.any(notes.text == "two")).count(), 0);
  EXPECT_EQ(session.query(notes).filter(notes.owner.has(owners.name == "Bob")).count(), 0);
  EXPECT_EQ(session.query(owners.name)
                .filter(owners.id.in(select(notes.owner_id).filter(notes.text != "one")))
                .all(),
            Texts{});
  EXPECT_EQ(session.query(notes.text).union_all(select(notes.text)).all().size(), 4U);
  constexpr auto others = alias<"others">(notes);
  EXPECT_EQ(session.query(notes.text, others.text).join(others, others.id > notes.id).all().size(),
            1U);
}

TEST_F(CriteriaTest, CrossRightAndFullJoinsKeepWhatTheyShould) {
  EXPECT_EQ(session.query(owners.name, notes.text).cross_join(notes).all().size(), 2U);
  // Bob's note stays, without him.
  const auto right = session.query(owners.name, notes.text).right_join(notes).order_by(notes.id);
  const auto rows = right.all();
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(std::get<0>(rows[0]), "Ann");
  EXPECT_EQ(std::get<0>(rows[1]), std::nullopt);
  EXPECT_EQ(folded(right.sql()),
            "SELECT owners.name AS owners_name, notes.text AS notes_text FROM (SELECT * FROM "
            "owners WHERE NOT owners.deleted) AS owners RIGHT OUTER JOIN (SELECT * FROM notes "
            "WHERE NOT notes.draft AND NOT notes.deleted) AS notes ON owners.id = notes.owner_id "
            "ORDER BY notes.id");
  EXPECT_EQ(session.query(owners.name, notes.text).full_join(notes).all().size(), 2U);
}

TEST_F(CriteriaTest, RelationshipsHaveIt) {
  const auto ann = session.query(owners).one();
  EXPECT_EQ(texts(ann->notes), Texts{"one"});
  EXPECT_EQ(ann->notes[0]->topics.size(), 1U);
  session.rollback();
  for (const auto& option :
       {selectinload(owners.notes, notes.topics), joinedload(owners.notes, notes.topics)}) {
    Session other(recorder.engine(), {.lazy_loads = false});
    const auto again = other.query(owners).options(option).one();
    EXPECT_EQ(texts(again->notes), Texts{"one"});
    EXPECT_EQ(again->notes[0]->topics.size(), 1U);
  }
}

TEST_F(CriteriaTest, WhatMayNotBeSeenIsNobody) {
  for (const auto& option :
       {lazyload(notes.owner), selectinload(notes.owner), joinedload(notes.owner)}) {
    Session other(recorder.engine());
    const auto four = other.query(notes).filter(notes.text == "four").options(option).one();
    EXPECT_FALSE(four->owner);
    // The key of the row is not touched by that.
    four->text = "fourth";
    recorder.take();
    other.flush();
    EXPECT_EQ(recorder.sent(), "UPDATE notes SET text=? WHERE notes.id = ? ('fourth', 4)");
    EXPECT_EQ(four->owner_id, 2);
    other.rollback();
  }
  // One question for all of them, also of those who are not there.
  session.rollback();
  Session strict(recorder.engine(), {.lazy_loads = false});
  const auto all = strict.query(notes).options(selectinload(notes.owner)).all();
  EXPECT_EQ(all[0]->owner->name, "Ann");
  EXPECT_FALSE(all[1]->owner);
}

TEST_F(CriteriaTest, GetAsksForWhatMayBeSeenAndRefreshReadsWhatIsKnown) {
  EXPECT_FALSE(session.get<Note>(2));
  EXPECT_FALSE(session.get_many<Note>({1, 2})[1]);
  const auto one = session.get<Note>(1);
  one->row.deleted = true;
  session.flush();
  session.refresh(one);
  EXPECT_TRUE(one->row.deleted);
  session.expire(one);
  EXPECT_EQ(one->text, "one");
  // An object that the session has is its own.
  EXPECT_TRUE(session.get<Note>(1));
  session.commit();
  session.close();
  EXPECT_FALSE(session.get<Note>(1));
}

TEST_F(CriteriaTest, UpdateAndDeleteHaveIt) {
  EXPECT_EQ(session.update(notes).set(notes.text, "x").execute(), 2);
  EXPECT_EQ(session.update(notes).unscoped().set(notes.text, "y").execute(), 4);
  EXPECT_EQ(session.update(notes)
                .from(owners)
                .set(notes.text, "z")
                .filter(notes.owner_id == owners.id)
                .execute(),
            1);
  session.delete_from(note_topics).execute();
  EXPECT_EQ(session.delete_from(notes).execute(), 2);
  EXPECT_EQ(rows("notes"), 2);
  EXPECT_EQ(session.delete_from(notes).unscoped().execute(), 2);
  // INSERT ... SELECT takes what may be seen, and ON CONFLICT still has its WHERE.
  session.insert_into(topics)
      .columns(topics.name, topics.row.deleted)
      .from(select(topics.name, topics.row.deleted))
      .on_conflict()
      .do_nothing()
      .execute();
  EXPECT_EQ(rows("topics"), 3);
}

TEST_F(CriteriaTest, UnscopedSeesAllAndLoadsAll) {
  EXPECT_EQ(session.query(notes).unscoped().count(), 4);
  EXPECT_EQ(session.query(notes.text).join(notes.owner).unscoped(owners).all(),
            (Texts{"one", "four"}));
  // What is loaded later for its objects is as the query said.
  const auto bob = session.query(owners).filter(owners.name == "Bob").unscoped().one();
  EXPECT_EQ(texts(bob->notes), Texts{"four"});
  const auto ann = session.query(owners).unscoped().filter(owners.name == "Ann").one();
  EXPECT_EQ(texts(ann->notes), (Texts{"one", "two", "three"}));
  EXPECT_EQ(ann->notes[0]->topics.size(), 2U);
  session.rollback();
  EXPECT_EQ(ann->notes.size(), 3U);
  // Inside of a query that is scoped, that part only.
  EXPECT_EQ(
      session.query(owners.name).filter(owners.id.in(select(notes.owner_id).unscoped())).all(),
      Texts{"Ann"});
  {
    const auto all = session.unscoped();
    EXPECT_TRUE(session.get<Note>(2));
    EXPECT_EQ(session.query(owners).count(), 2);
  }
  EXPECT_EQ(session.query(owners).count(), 1);
}

TEST_F(CriteriaTest, ASessionHasCriteriaOfItsOwn) {
  static const auto kept = select(notes.text);
  session.with_criteria(notes, notes.tenant == 2);
  EXPECT_EQ(session.query(notes.text).all(), Texts{"four"});
  EXPECT_EQ(session.query(kept).all(), Texts{"four"});
  EXPECT_TRUE(session.query(owners).one()->notes.empty());
  EXPECT_FALSE(session.get<Note>(1));
  EXPECT_EQ(session.update(notes).set(notes.text, "x").execute(), 1);
  // A kept query is everybody's; the criteria are not.
  session.commit();
  {
    Session other(recorder.engine());
    EXPECT_EQ(other.query(kept).all(), (Texts{"one", "x"}));
  }
  EXPECT_EQ(session.query(kept).all(), Texts{"x"});
}

TEST_F(CriteriaTest, AQueryHasCriteriaOfItsOwn) {
  const auto query =
      session.query(owners).with_criteria(notes, notes.text.startswith("t")).unscoped(notes);
  const auto ann = query.one();
  EXPECT_EQ(texts(ann->notes), (Texts{"two", "three"}));
  EXPECT_EQ(query.join(notes).options(contains_eager(owners.notes)).count(), 2);
  Condition any = notes.tenant > 1;
  EXPECT_EQ(session.query(notes.text).with_criteria(notes, any).all(), Texts{"four"});
  // A criterion may ask about its own table, which is whole there.
  const auto last = select(max(alias<"m">(notes).id));
  EXPECT_EQ(
      session.query(notes.text).with_criteria(notes, notes.id == last.scalar_subquery()).all(),
      Texts{"four"});
}

TEST_F(CriteriaTest, LimitedQueriesThatJoinTheManyHaveItTwice) {
  const auto query = session.query(owners)
                         .with_criteria(notes, notes.tenant == 1)
                         .options(joinedload(owners.notes))
                         .order_by(owners.id)
                         .limit(5);
  recorder.take();
  EXPECT_EQ(texts(query.one()->notes), Texts{"one"});
  EXPECT_EQ(recorder.take().size(), 2U);  // with BEGIN
}

TEST_F(CriteriaTest, RemovingTheOneRemovesWhatIsOutOfSight) {
  const auto ann = session.query(owners).one();
  EXPECT_EQ(ann->notes.size(), 1U);
  session.remove(ann);
  session.commit();
  EXPECT_EQ(rows("notes"), 1);
  EXPECT_EQ(rows("note_topics"), 0);
  EXPECT_EQ(rows("owners"), 1);
}

TEST_F(CriteriaTest, MergeFindsTheRowOfItsKey) {
  session.merge(Note{.id = 2, .text = "again", .owner_id = 1});
  session.commit();
  EXPECT_EQ(rows("notes"), 4);
  EXPECT_EQ(texts(session.query(notes).filter(notes.id == 2).all()), Texts{"again"});
}

}  // namespace

// A hierarchy: the base says it for all of its models.
namespace hidden {

template <class As>
struct VehicleModel {
  static constexpr auto table_name = "scoped_vehicles";
  static constexpr auto discriminator = "kind";
  static constexpr auto kind_name = "vehicle";
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "kind", std::string> kind{};
  Column<As, "gone", bool> gone{false};

  auto default_scope() const { return !gone; }
};

template <class As>
struct TruckModel {
  static constexpr auto table_name = "scoped_trucks";
  static constexpr auto kind_name = "truck";
  Inherits<As, VehicleModel> base{};
  Column<As, "load", int> load{};
};

template <class As>
struct BikeModel {
  static constexpr auto table_name = "scoped_vehicles";
  static constexpr auto kind_name = "bike";
  Inherits<As, VehicleModel> base{};
};

inline constexpr auto vehicles = table<VehicleModel>;
inline constexpr auto trucks = table<TruckModel>;
inline constexpr auto bikes = table<BikeModel>;

}  // namespace hidden

namespace {

TEST(CriteriaOfHierarchyTest, TheBaseSaysIt) {
  Recorder recorder;
  create_all(recorder.engine(), metadata<VehicleModel, TruckModel, BikeModel>());
  Session session(recorder.engine());
  session.add(Entity<TruckModel>{.base = {.gone = true}, .load = 1});
  session.add(Entity<TruckModel>{.load = 2});
  session.add(Entity<BikeModel>{.base = {.gone = true}});
  session.add(Entity<BikeModel>{});
  session.commit();
  session.close();
  EXPECT_EQ(session.query(vehicles).count(), 2);
  EXPECT_EQ(session.query(trucks.load).all(), std::vector<int>{2});
  EXPECT_EQ(session.query(bikes).count(), 1);
  EXPECT_EQ(session.query(vehicles).options(selectin_polymorphic(vehicles)).all().size(), 2U);
  EXPECT_EQ(session.update(trucks).set(trucks.load, 3).execute(), 1);
  EXPECT_EQ(session.delete_from(trucks).execute(), 1);
  EXPECT_EQ(session.query(vehicles).unscoped().count(), 3);
  const auto across = session.query(trucks.load, bikes.base.id).full_join(bikes, never());
  EXPECT_THROW(across.all(), QueryError);
  // The other table of a cross join is only of its kind.
  EXPECT_EQ(session.query(trucks.load, bikes.base.id).unscoped().cross_join(bikes).count(), 2);
}

}  // namespace
}  // namespace retort::test
