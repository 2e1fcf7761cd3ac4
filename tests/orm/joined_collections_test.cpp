// Collections that the query of their owners joins. Case 67 of the reference.

#include <gtest/gtest.h>

#include <retort/orm/error.h>
#include <retort/orm/session.h>

#include "orm/case_models.h"

namespace joined_collections {

using namespace retort::test::cases;

template <class As>
struct LabelModel;
template <class As>
struct TaggingModel;
template <class As>
struct SongModel;

template <class As>
struct RecordModel {
  static constexpr auto table_name = "record";
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "name", std::string> name{};
  HasMany<As, SongModel, "record_id", joined, ordered_by<"name", true>> songs{};
  ManyToMany<As, LabelModel, TaggingModel, "record_id", "label_id"> labels{};
};
template <class As>
struct SongModel {
  static constexpr auto table_name = "song";
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "name", std::string> name{};
  Column<As, "record_id", std::int64_t, references<RecordModel, "id">> record_id{};
  BelongsTo<As, RecordModel, "record_id", joined> record{};
};
template <class As>
struct LabelModel {
  static constexpr auto table_name = "label";
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "name", std::string> name{};
};
template <class As>
struct TaggingModel {
  static constexpr auto table_name = "tagging";
  static constexpr std::tuple constraints{primary_key_of<"record_id", "label_id">{}};
  Column<As, "record_id", std::int64_t, references<RecordModel, "id">> record_id{};
  Column<As, "label_id", std::int64_t, references<LabelModel, "id">> label_id{};
};
using Record = Entity<RecordModel>;
using Song = Entity<SongModel>;
using Label = Entity<LabelModel>;
inline constexpr auto records = table<RecordModel>;
inline constexpr auto songs = table<SongModel>;
inline constexpr auto labels = table<LabelModel>;

}  // namespace joined_collections

namespace {

using namespace joined_collections;
using retort::test::folded;

class JoinedCollectionsTest : public CaseTest<ParentModel, ChildModel, NodeModel, RecordModel,
                                              SongModel, LabelModel, TaggingModel> {
 protected:
  JoinedCollectionsTest() {
    run("INSERT INTO parent VALUES (1, 'p'), (2, 'q'), (3, 'r')");
    run("INSERT INTO child VALUES (1, 'a', 1), (2, 'b', 3), (3, 'c', 1)");
    run("INSERT INTO n VALUES (1, '1', NULL), (2, '11', 1), (3, '12', 1), (4, '111', 2), (5, "
        "'1111', 4)");
    run("INSERT INTO record VALUES (1, 'x'), (2, 'y')");
    run("INSERT INTO song VALUES (1, 'a', 1), (2, 'b', 1), (3, 'c', 2)");
    run("INSERT INTO label VALUES (1, 'old'), (2, 'new')");
    run("INSERT INTO tagging VALUES (1, 1), (1, 2), (2, 2)");
  }
  std::string sent() { return recorder.sent(); }
};

TEST_F(JoinedCollectionsTest, Case67EachOwnerComesOnce) {
  const auto query = session.query(parents).options(joinedload(parents.children));
  const auto found = query.order_by(parents.id).all();
  EXPECT_EQ(sent(),
            "SELECT parent.id AS parent_id, parent.name AS parent_name, child_1.id AS child_1_id, "
            "child_1.name AS child_1_name, child_1.parent_id AS child_1_parent_id FROM parent LEFT "
            "OUTER JOIN child AS child_1 ON parent.id = child_1.parent_id ORDER BY parent.id");
  ASSERT_EQ(found.size(), 3U);
  EXPECT_EQ(names(found[0]->children), (Lines{"a", "c"}));
  EXPECT_TRUE(found[1]->children.empty());
  EXPECT_EQ(names(found[2]->children), Lines{"b"});
  EXPECT_EQ(found[0]->children[0]->parent, found[0]);
  EXPECT_EQ(sent(), "0 statements");
  EXPECT_EQ(query.count(), 3);
  EXPECT_EQ(sent(),
            "SELECT count(*) AS count_1 FROM (SELECT parent.id AS parent_id, parent.name AS "
            "parent_name FROM parent) AS anon_1");
}

TEST_F(JoinedCollectionsTest, Case67LimitCountsOwners) {
  const auto found = session.query(parents)
                         .options(joinedload(parents.children))
                         .order_by(parents.name)
                         .limit(2)
                         .offset(1)
                         .all();
  EXPECT_EQ(sent(),
            "SELECT parent_1.id AS parent_1_id, parent_1.name AS parent_1_name, child_1.id AS "
            "child_1_id, child_1.name AS child_1_name, child_1.parent_id AS child_1_parent_id FROM "
            "(SELECT parent.id, parent.name FROM parent ORDER BY parent.name LIMIT ? OFFSET ?) AS "
            "parent_1 LEFT OUTER JOIN child AS child_1 ON parent_1.id = child_1.parent_id ORDER BY "
            "parent_1.name (2, 1)");
  ASSERT_EQ(found.size(), 2U);
  EXPECT_TRUE(found[0]->children.empty());
  EXPECT_EQ(names(found[1]->children), Lines{"b"});
  session.close();
  const auto first = session.query(parents).options(joinedload(parents.children)).first();
  EXPECT_EQ((*first)->children.size(), 2U);
}

TEST_F(JoinedCollectionsTest, Case67InnerLeavesOwnersWithoutAnyOut) {
  const auto found = session.query(parents).options(joinedload(parents.children).inner()).all();
  const auto line = sent();
  EXPECT_NE(line.find("FROM parent JOIN child AS child_1 ON"), std::string::npos) << line;
  EXPECT_EQ(names(found), (Lines{"p", "r"}));
  const auto child =
      session.query(children).options(joinedload(children.parent).inner()).limit(1).one();
  EXPECT_EQ(child->parent->name, "p");
}

TEST_F(JoinedCollectionsTest, Case67ConditionsAreNotAboutWhatIsJoined) {
  const auto found = session.query(parents)
                         .join(children)
                         .filter(children.name == "a")
                         .options(joinedload(parents.children))
                         .one();
  EXPECT_NE(recorder.take().back().find(
                "FROM parent JOIN child ON parent.id = child.parent_id LEFT OUTER JOIN child AS "
                "child_1 ON parent.id = child_1.parent_id WHERE child.name = ?"),
            std::string::npos);
  EXPECT_EQ(names(found->children), (Lines{"a", "c"}));
}

TEST_F(JoinedCollectionsTest, Case67ATreeToADepth) {
  const auto root =
      session.query(nodes).filter(nodes.id == 1).options(joinedload(nodes.kids, nodes.kids)).one();
  const auto line = sent();
  EXPECT_NE(line.find("LEFT OUTER JOIN n AS n_1 ON n.id = n_1.p_id LEFT OUTER JOIN n AS n_2 ON "
                      "n_1.id = n_2.p_id"),
            std::string::npos)
      << line;
  ASSERT_EQ(names(root->kids), (Lines{"11", "12"}));
  EXPECT_EQ(names(root->kids[0]->kids), Lines{"111"});
  EXPECT_TRUE(root->kids[1]->kids.empty());
  EXPECT_EQ(sent(), "0 statements");
  EXPECT_EQ(names(root->kids[0]->kids[0]->kids), Lines{"1111"});
  EXPECT_EQ(recorder.take().size(), 1U);
}

TEST_F(JoinedCollectionsTest, TheModelMaySaySo) {
  const auto found = session.query(records).order_by(records.name.desc()).all();
  const auto line = sent();
  EXPECT_TRUE(line.ends_with("ORDER BY record.name DESC, song_1.name DESC")) << line;
  EXPECT_EQ(names(found), (Lines{"y", "x"}));
  EXPECT_EQ(names(found[1]->songs), (Lines{"b", "a"}));
  session.close();
  recorder.take();
  const auto record = session.get<Record>(1);
  EXPECT_EQ(names(record->songs), (Lines{"b", "a"}));
  EXPECT_EQ(sent().find("2 statements"), std::string::npos);
  // The song's own way back is not joined again, and a refresh leaves the collection whole.
  session.refresh(record);
  EXPECT_EQ(record->songs.size(), 2U);
  session.expire(record);
  session.refresh(record);
  EXPECT_EQ(record->songs.size(), 2U);
  session.close();
  EXPECT_EQ(session.query(songs).filter(songs.id == 2).one()->record->songs.size(), 2U);
}

TEST_F(JoinedCollectionsTest, ManyToManyAndMoreThanOne) {
  const auto found = session.query(records)
                         .options(joinedload(records.labels), joinedload(records.songs))
                         .order_by(records.id)
                         .all();
  EXPECT_EQ(recorder.take().size(), 2U);
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0]->labels.size(), 2U);
  EXPECT_EQ(found[0]->songs.size(), 2U);
  EXPECT_EQ(names(found[1]->labels), Lines{"new"});
  EXPECT_EQ(names(found[1]->songs), Lines{"c"});
  EXPECT_EQ(sent(), "0 statements");
  found[1]->labels.remove(found[1]->labels[0]);
  session.commit();
  EXPECT_EQ(rows("SELECT * FROM tagging WHERE record_id = 2"), Lines{});
}

TEST_F(JoinedCollectionsTest, WhereJoiningWouldRepeatRowsItIsOneMoreQuery) {
  const auto pairs = session.query(parents, children.name)
                         .join(children)
                         .options(joinedload(parents.children))
                         .all();
  EXPECT_EQ(recorder.take().size(), 3U);
  EXPECT_EQ(pairs.size(), 3U);
  EXPECT_EQ(std::get<0>(pairs[0])->children.size(), 2U);
  session.close();
  const auto ordered = session.query(parents)
                           .join(children)
                           .options(joinedload(parents.children))
                           .order_by(children.name)
                           .limit(1)
                           .one();
  EXPECT_EQ(ordered->children.size(), 2U);
}

TEST_F(JoinedCollectionsTest, WhatIsInMemoryStays) {
  const auto parent = session.get<Parent>(1);
  const auto a = session.get<Child>(1);
  parent->children.remove(a);
  session.get<Child>(2)->parent = parent;
  {
    const auto quiet = session.no_autoflush();
    session.query(parents).options(joinedload(parents.children)).all();
    EXPECT_EQ(names(parent->children), (Lines{"c", "b"}));
    EXPECT_TRUE(session.get<Parent>(3)->children.empty());
  }
  session.rollback();
  EXPECT_EQ(names(parent->children), (Lines{"a", "c"}));
}

TEST_F(JoinedCollectionsTest, ItIsNotForStreams) {
  EXPECT_THROW(session.query(parents).options(joinedload(parents.children)).stream(), QueryError);
  EXPECT_THROW(session.query(records).stream(), QueryError);
  int count = 0;
  for (const auto& record : session.query(records).options(lazyload(records.songs)).stream())
    count += record ? 1 : 0;
  EXPECT_EQ(count, 2);
}

}  // namespace
