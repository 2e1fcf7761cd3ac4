// The kinds of relationships and their options. The numbers are those of the reference's cases.

#include <algorithm>
#include <ranges>

#include <gtest/gtest.h>

#include <retort/engine/error.h>
#include <retort/orm/error.h>
#include <retort/orm/session.h>

#include "orm/case_models.h"

namespace relationship_kinds {

using namespace retort::test::cases;

// Many to many, with nothing but a table in between.

template <class As>
struct TagModel;
template <class As>
struct PostTagModel;

template <class As>
struct PostModel {
  static constexpr auto table_name = "post";
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "name", std::string> name{};
  ManyToMany<As, TagModel, PostTagModel, "p_id", "t_id"> tags{};
};
template <class As>
struct TagModel {
  static constexpr auto table_name = "tag";
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "name", std::string> name{};
  ManyToMany<As, PostModel, PostTagModel, "t_id", "p_id"> posts{};
};
template <class As>
struct PostTagModel {
  static constexpr auto table_name = "pt";
  static constexpr std::tuple constraints{primary_key_of<"p_id", "t_id">{}};
  Column<As, "p_id", std::int64_t, references<PostModel, "id">> p_id{};
  Column<As, "t_id", std::int64_t, references<TagModel, "id">> t_id{};
};

template <class As>
struct EdgeModel;
template <class As>
struct VertexModel {
  static constexpr auto table_name = "vertex";
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "name", std::string> name{};
  ManyToMany<As, VertexModel, EdgeModel, "from_id", "to_id"> outs{};
  ManyToMany<As, VertexModel, EdgeModel, "to_id", "from_id"> ins{};
};
template <class As>
struct EdgeModel {
  static constexpr auto table_name = "edge";
  static constexpr std::tuple constraints{primary_key_of<"from_id", "to_id">{}};
  Column<As, "from_id", std::int64_t, references<VertexModel, "id">> from_id{};
  Column<As, "to_id", std::int64_t, references<VertexModel, "id">> to_id{};
};

// Orphans, of one and of two parents; several paths between two tables.

template <class As>
struct PartModel;
template <class As>
struct BoxModel {
  static constexpr auto table_name = "box";
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "name", std::string> name{};
  HasMany<As, PartModel, "box_id", delete_orphan> parts{};
  HasMany<As, PartModel, "spare_box_id"> spares{};
  HasMany<As, PartModel, "box_id", view_only, only_where<"part.name LIKE 'x%'">,
          ordered_by<"name", true>>
      crossed{};
};
template <class As>
struct PartModel {
  static constexpr auto table_name = "part";
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "name", std::string> name{};
  Column<As, "box_id", std::optional<std::int64_t>, references<BoxModel, "id">> box_id{};
  Column<As, "spare_box_id", std::optional<std::int64_t>, references<BoxModel, "id">>
      spare_box_id{};
  BelongsTo<As, BoxModel, "box_id"> box{};
  BelongsTo<As, BoxModel, "spare_box_id"> spare_box{};
};

template <class As>
struct SharedModel;
template <class As>
struct LeftModel {
  static constexpr auto table_name = "lefts";
  Column<As, "id", std::int64_t, primary_key> id{};
  HasMany<As, SharedModel, "left_id", delete_orphan> cs{};
};
template <class As>
struct RightModel {
  static constexpr auto table_name = "rights";
  Column<As, "id", std::int64_t, primary_key> id{};
  HasMany<As, SharedModel, "right_id", delete_orphan> cs{};
};
template <class As>
struct SharedModel {
  static constexpr auto table_name = "shared";
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "left_id", std::optional<std::int64_t>, references<LeftModel, "id">> left_id{};
  Column<As, "right_id", std::optional<std::int64_t>, references<RightModel, "id">> right_id{};
};

// One to one; keys of two columns; ON DELETE; collections that are never loaded.

template <class As>
struct PassportModel;
template <class As>
struct HolderModel {
  static constexpr auto table_name = "holder";
  static constexpr std::tuple constraints{primary_key_of<"country", "number">{}};
  Column<As, "country", std::string> country{};
  Column<As, "number", int> number{};
  HasOne<As, PassportModel, "h_country"> passport{};
};
template <class As>
struct PassportModel {
  static constexpr auto table_name = "passport";
  static constexpr std::tuple constraints{
      foreign_key_of<columns<"h_country", "h_number">, HolderModel, columns<"country", "number">>{},
      unique_of<"h_country", "h_number">{}};
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "name", std::string> name{};
  Column<As, "h_country", std::optional<std::string>> h_country{};
  Column<As, "h_number", std::optional<int>> h_number{};
  BelongsTo<As, HolderModel, "h_country"> holder{};
};

template <class As>
struct LeafModel;
template <class As>
struct StemModel {
  static constexpr auto table_name = "stem";
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "name", std::string> name{};
  HasMany<As, LeafModel, "stem_id", passive_deletes> leaves{};
  HasMany<As, LeafModel, "bough_id", write_only> twigs{};
};
template <class As>
struct LeafModel {
  static constexpr auto table_name = "leaf";
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "name", std::string> name{};
  Column<As, "stem_id", std::optional<std::int64_t>,
         references<StemModel, "id", on_delete<cascade>>>
      stem_id{};
  Column<As, "bough_id", std::optional<std::int64_t>, references<StemModel, "id">> bough_id{};
};

// What ON DELETE refuses.

template <class As>
struct AnimalModel;
template <class As>
struct KeeperModel {
  static constexpr auto table_name = "keeper";
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "name", std::string> name{};
  HasMany<As, AnimalModel, "keeper_id", passive_deletes> animals{};
};
template <class As>
struct AnimalModel {
  static constexpr auto table_name = "animal";
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "keeper_id", std::int64_t, references<KeeperModel, "id", on_delete<restrict>>>
      keeper_id{};
};

using Keeper = Entity<KeeperModel>;
using Post = Entity<PostModel>;
using Tag = Entity<TagModel>;
using Vertex = Entity<VertexModel>;
using Box = Entity<BoxModel>;
using Part = Entity<PartModel>;
using Left = Entity<LeftModel>;
using Right = Entity<RightModel>;
using Shared = Entity<SharedModel>;
using Holder = Entity<HolderModel>;
using Passport = Entity<PassportModel>;
using Stem = Entity<StemModel>;
using Leaf = Entity<LeafModel>;
inline constexpr auto posts = table<PostModel>;
inline constexpr auto tags = table<TagModel>;
inline constexpr auto vertices = table<VertexModel>;
inline constexpr auto holders = table<HolderModel>;
inline constexpr auto leaves = table<LeafModel>;

inline constexpr auto boxes = table<BoxModel>;
inline constexpr auto parts = table<PartModel>;

// One to one, without and with orphans.

template <class As>
struct OnlyModel;
template <class As>
struct OwnedModel;
template <class As>
struct OwnerOfOneModel {
  static constexpr auto table_name = "p";
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "name", std::string> name{};
  HasOne<As, OnlyModel, "p_id"> c{};
  HasOne<As, OwnedModel, "p_id", delete_orphan> d{};
};
template <class As>
struct OnlyModel {
  static constexpr auto table_name = "c";
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "name", std::string> name{};
  Column<As, "p_id", std::optional<std::int64_t>, references<OwnerOfOneModel, "id">> p_id{};
};
template <class As>
struct OwnedModel {
  static constexpr auto table_name = "d";
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "name", std::string> name{};
  Column<As, "p_id", std::optional<std::int64_t>, references<OwnerOfOneModel, "id">> p_id{};
};
using OwnerOfOne = Entity<OwnerOfOneModel>;
using Only = Entity<OnlyModel>;
using Owned = Entity<OwnedModel>;

}  // namespace relationship_kinds

namespace {

using namespace retort::test::cases;
using namespace relationship_kinds;

class ManyToManyTest : public CaseTest<PostModel, TagModel, PostTagModel, VertexModel, EdgeModel> {
 protected:
  Lines links() { return rows("SELECT p_id, t_id FROM pt ORDER BY 1, 2"); }

  Handle<Tag> a = session.add(Tag{.name = "a"});
  Handle<Tag> b = session.add(Tag{.name = "b"});
  Handle<Post> p = session.add(Post{.name = "p"});
  Handle<Post> q = session.add(Post{.name = "q"});

  void fill() {
    p->tags.add(a);
    p->tags.add(b);
    q->tags.add(b);
    session.commit();
    recorder.take();
  }
};

TEST_F(ManyToManyTest, Case14Insert) {
  p->tags.add(a);
  p->tags.add(b);
  q->tags.add(b);
  q->tags.add(b);
  EXPECT_EQ(names(b->posts), (Lines{"p", "q"}));
  session.commit();
  auto log = written();
  std::erase_if(log, [](const auto& line) { return !line.starts_with("INSERT INTO pt"); });
  const std::string insert = "INSERT INTO pt (p_id, t_id) VALUES (?, ?) ";
  EXPECT_EQ(log, (Lines{insert + "(1, 1)", insert + "(1, 2)", insert + "(2, 2)"}));
}

TEST_F(ManyToManyTest, Case15Edit) {
  fill();
  p->tags.remove(a);
  EXPECT_TRUE(a->posts.empty());
  const auto c = p->tags.add(Tag{.name = "c"});
  EXPECT_EQ(names(p->tags), (Lines{"b", "c"}));
  EXPECT_EQ(names(c->posts), Lines{"p"});
  recorder.take();
  session.commit();
  EXPECT_EQ(written(), (Lines{"INSERT INTO tag (name) VALUES (?) ('c')",
                              "INSERT INTO pt (p_id, t_id) VALUES (?, ?) (1, 3)",
                              "DELETE FROM pt WHERE pt.p_id = ? AND pt.t_id = ? (1, 1)"}));
  EXPECT_EQ(links(), (Lines{"(1, 2)", "(1, 3)", "(2, 2)"}));
}

TEST_F(ManyToManyTest, WhatIsTakenOutAndPutBackIsLeftAlone) {
  fill();
  p->tags.remove(a);
  p->tags.add(a);
  recorder.take();
  session.commit();
  EXPECT_EQ(written(), Lines{});
  EXPECT_EQ(links().size(), 3U);
  p->tags.clear();
  session.rollback();
  EXPECT_EQ(p->tags.size(), 2U);
}

TEST_F(ManyToManyTest, Case17BothSidesAreDeleted) {
  fill();
  session.remove(p);
  session.remove(a);
  session.remove(b);
  session.commit();
  EXPECT_EQ(links(), Lines{});
  EXPECT_EQ(rows("SELECT name FROM tag"), Lines{});
  EXPECT_EQ(rows("SELECT name FROM post"), Lines{"('q')"});
  EXPECT_TRUE(q->tags.empty());
}

TEST_F(ManyToManyTest, Case18TheLinkIsGoneAlready) {
  fill();
  EXPECT_EQ(q->tags.size(), 1U);
  session.commit();
  run("DELETE FROM pt");
  q->tags.clear();
  EXPECT_THROW(session.flush(), StaleObjectError);
  session.rollback();
  EXPECT_TRUE(q->tags.empty());
}

TEST_F(ManyToManyTest, Case19ATableThatRefersToItself) {
  const auto x = session.add(Vertex{.name = "x"});
  const auto y = x->outs.add(Vertex{.name = "y"});
  x->outs.add(Vertex{.name = "z"});
  y->outs.add(x);
  EXPECT_EQ(names(x->ins), Lines{"y"});
  session.commit();
  EXPECT_EQ(rows("SELECT from_id, to_id FROM edge ORDER BY 1, 2"),
            (Lines{"(1, 2)", "(1, 3)", "(2, 1)"}));
  session.remove(y);
  session.commit();
  EXPECT_EQ(rows("SELECT from_id, to_id FROM edge"), Lines{"(1, 3)"});
  EXPECT_EQ(names(x->outs), Lines{"z"});
}

TEST_F(ManyToManyTest, IsLoadedByOneQuery) {
  fill();
  Session other(recorder.engine());
  const auto post = other.get<Post>(1);
  recorder.take();
  EXPECT_EQ(names(post->tags), (Lines{"a", "b"}));
  EXPECT_EQ(recorder.take(),
            Lines{"SELECT pt.p_id AS pt_p_id, pt.t_id AS pt_t_id, tag.id AS tag_id, tag.name AS "
                  "tag_name FROM pt JOIN tag ON tag.id = pt.t_id WHERE ? = pt.p_id (1)"});
  other.close();
  EXPECT_EQ(post->tags[1]->name, "b");
}

TEST_F(ManyToManyTest, InQueries) {
  fill();
  EXPECT_EQ(names(session.query(posts).filter(posts.tags.any(tags.name == "a")).all()), Lines{"p"});
  EXPECT_EQ(names(session.query(tags).filter(tags.posts.contains(q)).all()), Lines{"b"});
  EXPECT_EQ(session.query(posts.name, tags.name).join(posts.tags).count(), 3);
  EXPECT_EQ(session.query(vertices).filter(vertices.outs.any(vertices.name == "x")).count(), 0);
}

TEST_F(ManyToManyTest, PlainObjectsBringTheirLinks) {
  Post post{.name = "new"};
  post.tags.add(Tag{.name = "inside"});
  const auto added = session.add(std::move(post));
  session.commit();
  EXPECT_EQ(rows("SELECT tag.name FROM pt JOIN tag ON tag.id = t_id"), Lines{"('inside')"});
  EXPECT_EQ(added->tags[0]->posts[0], added);
}

class KindsTest : public CaseTest<BoxModel, PartModel, LeftModel, RightModel, SharedModel,
                                  HolderModel, PassportModel, StemModel, LeafModel> {};

TEST_F(KindsTest, Case6And7Orphans) {
  run("INSERT INTO box VALUES (1, 'p')");
  run("INSERT INTO part VALUES (1, 'a', 1, NULL), (2, 'b', 1, NULL)");
  const auto box = session.get<Box>(1);
  const auto part = box->parts[0];
  box->parts.remove(part);
  session.flush();
  EXPECT_EQ(written(), Lines{"DELETE FROM part WHERE part.id = ? (1)"});
  EXPECT_FALSE(session.contains(part));
  session.remove(box);
  session.flush();
  EXPECT_EQ(written(), (Lines{"DELETE FROM part WHERE part.id = ? (2)",
                              "DELETE FROM box WHERE box.id = ? (1)"}));
}

TEST_F(KindsTest, Case9MovedFromOneToTheOther) {
  run("INSERT INTO box VALUES (1, 'p'), (2, 'q')");
  run("INSERT INTO part VALUES (1, 'a', 1, NULL)");
  const auto p = session.get<Box>(1);
  const auto q = session.get<Box>(2);
  const auto part = p->parts[0];
  q->parts.add(part);
  EXPECT_TRUE(p->parts.empty());
  p->parts.add(part);
  p->parts.remove(part);
  part->box = q;
  session.flush();
  EXPECT_EQ(written(), Lines{"UPDATE part SET box_id=? WHERE part.id = ? (2, 1)"});
}

TEST_F(KindsTest, Case10ACollectionIsReplaced) {
  run("INSERT INTO box VALUES (1, 'p')");
  run("INSERT INTO part VALUES (1, 'c1', 1, NULL), (2, 'c2', 1, NULL)");
  const auto box = session.get<Box>(1);
  box->parts.assign({box->parts[0], Handle<Part>(Part{.name = "c3"})});
  session.flush();
  EXPECT_EQ(written(), (Lines{"INSERT INTO part (name, box_id, spare_box_id) VALUES (?, ?, ?) "
                              "('c3', 1, NULL)",
                              "DELETE FROM part WHERE part.id = ? (2)"}));
  EXPECT_EQ(names(box->parts), (Lines{"c1", "c3"}));
}

TEST_F(KindsTest, Case11AnOrphanOfOneOfTwo) {
  const auto left = session.add(Left{});
  const auto right = session.add(Right{});
  const auto shared = Handle<Shared>(Shared{});
  left->cs.add(shared);
  right->cs.add(shared);
  session.commit();
  left->cs.remove(shared);
  session.commit();
  EXPECT_EQ(rows("SELECT * FROM shared"), Lines{});
  const auto pending = left->cs.add(Shared{});
  left->cs.remove(pending);
  session.commit();
  EXPECT_FALSE(session.contains(pending));
  EXPECT_EQ(rows("SELECT * FROM shared"), Lines{});
}

TEST_F(KindsTest, SeveralPathsBetweenTwoTables) {
  const auto box = session.add(Box{.name = "one"});
  const auto other = session.add(Box{.name = "two"});
  const auto part = box->parts.add(Part{.name = "x", .spare_box = other});
  session.commit();
  EXPECT_EQ(part->box.get(), box);
  EXPECT_EQ(part->spare_box.get(), other);
  EXPECT_EQ(names(other->spares), Lines{"x"});
  EXPECT_TRUE(other->parts.empty());
}

TEST_F(KindsTest, AViewWithAFilterAndAnOrder) {
  const auto box = session.add(Box{.name = "one"});
  for (const auto* name : {"x1", "y", "x2"}) box->parts.add(Part{.name = name});
  session.commit();
  EXPECT_EQ(names(box->crossed), (Lines{"x2", "x1"}));
  EXPECT_EQ(box->parts.size(), 3U);
  box->parts.add(Part{.name = "x3"});
  session.flush();
  EXPECT_EQ(box->crossed.size(), 2U);
  session.expire(box);
  EXPECT_EQ(names(box->crossed), (Lines{"x3", "x2", "x1"}));
  recorder.take();
}

TEST_F(KindsTest, Case91OneToOne) {
  const auto holder = session.add(Holder{.country = "IT", .number = 7});
  const auto first = Handle<Passport>(Passport{.name = "first"});
  holder->passport = first;
  session.commit();
  EXPECT_EQ(first->h_country, "IT");
  EXPECT_EQ(first->holder.get(), holder);
  EXPECT_EQ(session.query(holders).filter(holders.passport.has()).count(), 1);
  recorder.take();
  holder->passport = Handle<Passport>(Passport{.name = "second"});
  EXPECT_FALSE(first->holder);
  session.commit();
  EXPECT_EQ(written(), (Lines{"UPDATE passport SET h_country=?, h_number=? WHERE passport.id = ? "
                              "(NULL, NULL, 1)",
                              "INSERT INTO passport (name, h_country, h_number) VALUES (?, ?, ?) "
                              "('second', 'IT', 7)"}));
  EXPECT_EQ(holder->passport->name, "second");
  holder->passport = nullptr;
  EXPECT_FALSE(holder->passport);
}

TEST_F(KindsTest, Case13PassiveDeletes) {
  run("INSERT INTO stem VALUES (1, 's')");
  run("INSERT INTO leaf VALUES (1, 'a', 1, NULL), (2, 'b', 1, NULL)");
  session.remove(session.get<Stem>(1));
  recorder.take();
  session.commit();
  EXPECT_EQ(recorder.take(), (Lines{"DELETE FROM stem WHERE stem.id = ? (1)", "COMMIT"}));
  EXPECT_EQ(rows("SELECT * FROM leaf"), Lines{});
}

TEST_F(KindsTest, Case71ACollectionThatIsNeverLoaded) {
  run("INSERT INTO stem VALUES (1, 's')");
  run("INSERT INTO leaf VALUES (1, 'a', NULL, 1)");
  const auto stem = session.get<Stem>(1);
  const auto leaf = session.get<Leaf>(1);
  stem->twigs.add(Leaf{.name = "b"});
  stem->twigs.remove(leaf);
  recorder.take();
  session.flush();
  EXPECT_EQ(written(), (Lines{"UPDATE leaf SET bough_id=? WHERE leaf.id = ? (NULL, 1)",
                              "INSERT INTO leaf (name, stem_id, bough_id) VALUES (?, ?, ?) "
                              "('b', NULL, 1)"}));
  EXPECT_EQ(names(session.query(leaves).filter(leaves.bough_id == 1).all()), Lines{"b"});
}

TEST_F(KindsTest, Case71QueriesAndStatementsAboutWhatIsNeverLoaded) {
  run("INSERT INTO stem VALUES (1, 's'), (2, 't')");
  run("INSERT INTO leaf VALUES (1, 'a', NULL, 1), (2, 'b', NULL, 1), (3, 'a', NULL, 2)");
  const auto stem = session.get<Stem>(1);
  recorder.take();
  EXPECT_EQ(names(session.query(stem->twigs).filter(leaves.name == "a").limit(5).all()),
            Lines{"a"});
  EXPECT_EQ(recorder.sent(),
            "SELECT leaf.id AS leaf_id, leaf.name AS leaf_name, leaf.stem_id AS leaf_stem_id, "
            "leaf.bough_id AS leaf_bough_id FROM leaf WHERE ? = leaf.bough_id AND leaf.name = ? "
            "LIMIT ? OFFSET ? (1, 'a', 5, 0)");
  EXPECT_EQ(session.insert_into(stem->twigs)
                .rows(std::vector{Leaf{.name = "c"}, Leaf{.name = "d"}})
                .execute(),
            2);
  EXPECT_EQ(written(), Lines{"INSERT INTO leaf (name, stem_id, bough_id) VALUES (?, NULL, ?), (?, "
                             "NULL, ?) ('c', 1, 'd', 1)"});
  EXPECT_EQ(session.update(stem->twigs).set(leaves.name, "z").filter(leaves.name == "a").execute(),
            1);
  EXPECT_EQ(written(), Lines{"UPDATE leaf SET name=? WHERE ? = leaf.bough_id AND leaf.name = ? "
                             "('z', 1, 'a')"});
  EXPECT_EQ(session.query(stem->twigs).count(), 4);
  EXPECT_EQ(session.delete_from(stem->twigs).execute(), 4);
  EXPECT_EQ(session.query(leaves).count(), 1);
  const auto fresh = session.add(Stem{.name = "u"});
  EXPECT_THROW(session.query(fresh->twigs), SessionError);
}

TEST_F(ManyToManyTest, Case14BothEndsComeBeforeTheLinks) {
  p->tags.add(a);
  p->tags.add(b);
  q->tags.add(b);
  session.commit();
  const std::string tag = "INSERT INTO tag (name) VALUES (?) ";
  const std::string post = "INSERT INTO post (name) VALUES (?) ";
  const std::string link = "INSERT INTO pt (p_id, t_id) VALUES (?, ?) ";
  EXPECT_EQ(written(), (Lines{tag + "('a')", tag + "('b')", post + "('p')", post + "('q')",
                              link + "(1, 1)", link + "(1, 2)", link + "(2, 2)"}));
  EXPECT_EQ(links(), (Lines{"(1, 1)", "(1, 2)", "(2, 2)"}));
}

TEST_F(ManyToManyTest, Case17EachLinkIsDeletedOnce) {
  p->tags.add(a);
  p->tags.add(b);
  session.commit();
  session.remove(p);
  session.remove(a);
  session.remove(b);
  recorder.take();
  session.commit();
  const std::string link = "DELETE FROM pt WHERE pt.p_id = ? AND pt.t_id = ? ";
  EXPECT_EQ(
      written(),
      (Lines{link + "(1, 1)", link + "(1, 2)", "DELETE FROM tag WHERE tag.id = ? (1)",
             "DELETE FROM tag WHERE tag.id = ? (2)", "DELETE FROM post WHERE post.id = ? (1)"}));
  EXPECT_EQ(links(), Lines{});
  EXPECT_EQ(rows("SELECT name FROM tag"), Lines{});
  EXPECT_EQ(rows("SELECT name FROM post"), Lines{"('q')"});
}

TEST_F(ManyToManyTest, Case18TellsWhichLinkIsGone) {
  fill();
  EXPECT_EQ(q->tags.size(), 1U);
  session.commit();
  run("DELETE FROM pt");
  recorder.take();
  q->tags.clear();
  EXPECT_THROW(session.flush(), StaleObjectError);
  EXPECT_EQ(written(),
            (Lines{"DELETE FROM pt WHERE pt.p_id = ? AND pt.t_id = ? (2, 2)", "ROLLBACK"}));
  ASSERT_NE(session.failure(), nullptr);
  EXPECT_EQ(session.failure()->message,
            "DELETE of pt (2, 2) met 0 rows instead of 1: the row was deleted by someone else");
  session.rollback();
  EXPECT_EQ(links(), Lines{});
}

TEST_F(ManyToManyTest, Case19InSql) {
  session.commit();
  recorder.take();
  const auto x = session.add(Vertex{.name = "x"});
  const auto y = x->outs.add(Vertex{.name = "y"});
  x->outs.add(Vertex{.name = "z"});
  y->outs.add(x);
  session.commit();
  const std::string vertex = "INSERT INTO vertex (name) VALUES (?) ";
  const std::string edge = "INSERT INTO edge (from_id, to_id) VALUES (?, ?) ";
  EXPECT_EQ(written(), (Lines{vertex + "('x')", vertex + "('y')", vertex + "('z')", edge + "(1, 2)",
                              edge + "(1, 3)", edge + "(2, 1)"}));
  session.remove(y);
  session.flush();
  const std::string erase = "DELETE FROM edge WHERE edge.from_id = ? AND edge.to_id = ? ";
  EXPECT_EQ(written(), (Lines{erase + "(1, 2)", erase + "(2, 1)",
                              "DELETE FROM vertex WHERE vertex.id = ? (2)"}));
  // At once, not when it is read again.
  EXPECT_EQ(names(x->outs), Lines{"z"});
  EXPECT_TRUE(x->ins.empty());
  session.commit();
  EXPECT_EQ(rows("SELECT from_id, to_id FROM edge"), Lines{"(1, 3)"});
  EXPECT_EQ(rows("SELECT name FROM vertex ORDER BY id"), (Lines{"('x')", "('z')"}));
}

TEST_F(KindsTest, Case6TheChildrenAreReadAndGoToo) {
  run("INSERT INTO box VALUES (1, 'p')");
  run("INSERT INTO part VALUES (1, 'a', 1, NULL), (2, 'b', 1, NULL)");
  const auto box = session.get<Box>(1);
  recorder.take();
  session.remove(box);
  const std::string select =
      "SELECT part.id AS part_id, part.name AS part_name, part.box_id AS part_box_id, "
      "part.spare_box_id AS part_spare_box_id FROM part WHERE ? = part.";
  EXPECT_EQ(recorder.take(), (Lines{select + "box_id (1)", select + "spare_box_id (1)"}));
  // All three are removed before anything is written.
  EXPECT_FALSE(session.get<Box>(1));
  EXPECT_FALSE(session.get<Part>(1));
  EXPECT_FALSE(session.get<Part>(2));
  EXPECT_EQ(recorder.take(), Lines{});
  session.flush();
  const std::string erase = "DELETE FROM part WHERE part.id = ? ";
  EXPECT_EQ(written(),
            (Lines{erase + "(1)", erase + "(2)", "DELETE FROM box WHERE box.id = ? (1)"}));
  EXPECT_EQ(rows("SELECT * FROM part"), Lines{});
  EXPECT_EQ(rows("SELECT * FROM box"), Lines{});
}

TEST_F(KindsTest, Case7AnOrphanIsBackAfterARollbackAndNotAfterACommit) {
  run("INSERT INTO box VALUES (1, 'p')");
  run("INSERT INTO part VALUES (1, 'a', 1, NULL), (2, 'b', 1, NULL)");
  const auto box = session.get<Box>(1);
  const auto part = box->parts[0];
  recorder.take();
  box->parts.remove(part);
  session.flush();
  EXPECT_EQ(written(), Lines{"DELETE FROM part WHERE part.id = ? (1)"});
  EXPECT_FALSE(session.contains(part));
  session.rollback();
  EXPECT_TRUE(session.contains(part));
  EXPECT_EQ(names(box->parts), (Lines{"a", "b"}));
  box->parts.remove(part);
  session.commit();
  session.rollback();
  EXPECT_FALSE(session.contains(part));
  EXPECT_EQ(part->name, "a");
  EXPECT_EQ(rows("SELECT name FROM part"), Lines{"('b')"});
}

TEST_F(KindsTest, Case9InMemoryAndInTheRow) {
  run("INSERT INTO box VALUES (1, 'p'), (2, 'q')");
  run("INSERT INTO part VALUES (1, 'a', 1, NULL)");
  const auto p = session.get<Box>(1);
  const auto q = session.get<Box>(2);
  EXPECT_TRUE(q->parts.empty());
  recorder.take();
  q->parts.add(p->parts[0]);
  EXPECT_TRUE(p->parts.empty());
  EXPECT_EQ(q->parts.size(), 1U);
  EXPECT_EQ(written(), Lines{});
  session.commit();
  EXPECT_EQ(written(), Lines{"UPDATE part SET box_id=? WHERE part.id = ? (2, 1)"});
  EXPECT_EQ(rows("SELECT id, box_id FROM part"), Lines{"(1, 2)"});
}

TEST_F(KindsTest, Case11InSql) {
  const auto left = session.add(Left{});
  const auto right = session.add(Right{});
  const auto shared = Handle<Shared>(Shared{});
  left->cs.add(shared);
  right->cs.add(shared);
  session.commit();
  recorder.take();
  left->cs.remove(shared);
  session.commit();
  EXPECT_EQ(written(), Lines{"DELETE FROM shared WHERE shared.id = ? (1)"});
  EXPECT_TRUE(right->cs.empty());
  EXPECT_EQ(rows("SELECT * FROM shared"), Lines{});
}

class RestrictTest : public CaseTest<KeeperModel, AnimalModel> {};

TEST_F(RestrictTest, Case13WhatOnDeleteRefuses) {
  run("INSERT INTO keeper VALUES (1, 'k')");
  run("INSERT INTO animal VALUES (1, 1), (2, 1)");
  const auto keeper = session.get<Keeper>(1);
  session.remove(keeper);
  recorder.take();
  EXPECT_THROW(session.flush(), retort::engine::ForeignKeyViolation);
  // The children were neither read nor written.
  EXPECT_EQ(recorder.take(), (Lines{"DELETE FROM keeper WHERE keeper.id = ? (1)", "ROLLBACK"}));
  session.rollback();
  EXPECT_TRUE(session.contains(keeper));
  EXPECT_EQ(rows("SELECT id, keeper_id FROM animal ORDER BY id"), (Lines{"(1, 1)", "(2, 1)"}));
}

TEST_F(KindsTest, Case49RollbackRestoresOrphansAndTheirCollection) {
  run("INSERT INTO box VALUES (1, 'p')");
  run("INSERT INTO part VALUES (1, 'a', 1, NULL), (2, 'b', 1, NULL)");
  const auto box = session.get<Box>(1);
  const auto a = box->parts[0];
  recorder.take();
  box->parts.remove(a);
  const auto c = box->parts.add(Part{.name = "c"});
  session.flush();
  EXPECT_EQ(written(), (Lines{"INSERT INTO part (name, box_id, spare_box_id) VALUES (?, ?, ?) "
                              "('c', 1, NULL)",
                              "DELETE FROM part WHERE part.id = ? (1)"}));
  EXPECT_FALSE(session.contains(a));
  session.rollback();
  EXPECT_TRUE(session.contains(a));
  EXPECT_FALSE(session.contains(c));
  EXPECT_EQ(names(box->parts), (Lines{"a", "b"}));
  EXPECT_EQ(box->parts[0], a);
  EXPECT_EQ(rows("SELECT id, name, box_id FROM part"), (Lines{"(1, 'a', 1)", "(2, 'b', 1)"}));
}

TEST_F(KindsTest, Case63MergeWritesWhatTheCollectionSays) {
  run("INSERT INTO box VALUES (1, 'p')");
  run("INSERT INTO part VALUES (1, 'a', 1, NULL), (2, 'b', 1, NULL)");
  Handle<Box> detached;
  {
    Session other(recorder.engine());
    detached = other.get<Box>(1);
    EXPECT_EQ(detached->parts.size(), 2U);
  }
  detached->name = "changed";
  detached->parts.remove(detached->parts[0]);
  detached->parts.add(Part{.name = "new"});
  recorder.take();
  const auto merged = session.merge(detached);
  EXPECT_NE(merged, detached);
  session.flush();
  auto log = written();
  EXPECT_EQ(log.size(), 3U);
  std::ranges::sort(log);
  EXPECT_EQ(log, (Lines{"DELETE FROM part WHERE part.id = ? (1)",
                        "INSERT INTO part (name, box_id, spare_box_id) VALUES (?, ?, ?) "
                        "('new', 1, NULL)",
                        "UPDATE box SET name=? WHERE box.id = ? ('changed', 1)"}));
  EXPECT_EQ(names(merged->parts), (Lines{"b", "new"}));
  session.commit();
  recorder.take();
  // A collection that nobody has loaded says nothing, and equal values write nothing.
  EXPECT_EQ(session.merge(Box{.id = 1, .name = "changed"}), merged);
  session.commit();
  EXPECT_EQ(written(), Lines{});
  // An empty one says that there are none.
  {
    Session other(recorder.engine());
    detached = other.get<Box>(1);
    EXPECT_EQ(detached->parts.size(), 2U);
  }
  detached->parts.clear();
  recorder.take();
  session.merge(detached);
  session.flush();
  EXPECT_EQ(written(), (Lines{"DELETE FROM part WHERE part.id = ? (2)",
                              "DELETE FROM part WHERE part.id = ? (3)"}));
  EXPECT_TRUE(merged->parts.empty());
}

TEST_F(KindsTest, Case71InOrderAndNeverWalkedThrough) {
  static_assert(!std::ranges::range<decltype(Stem::twigs)>);
  run("INSERT INTO stem VALUES (1, 's'), (2, 't')");
  run("INSERT INTO leaf VALUES (1, 'a', NULL, 1), (2, 'b', NULL, 1), (3, 'a', NULL, 2)");
  const auto stem = session.get<Stem>(1);
  recorder.take();
  EXPECT_EQ(
      names(
          session.query(stem->twigs).filter(leaves.name == "a").order_by(leaves.id).limit(5).all()),
      Lines{"a"});
  EXPECT_EQ(recorder.sent(),
            "SELECT leaf.id AS leaf_id, leaf.name AS leaf_name, leaf.stem_id AS leaf_stem_id, "
            "leaf.bough_id AS leaf_bough_id FROM leaf WHERE ? = leaf.bough_id AND leaf.name = ? "
            "ORDER BY leaf.id LIMIT ? OFFSET ? (1, 'a', 5, 0)");
  EXPECT_EQ(session.delete_from(stem->twigs).execute(), 2);
  session.commit();
  EXPECT_EQ(rows("SELECT id FROM leaf"), Lines{"(3)"});
}

TEST_F(KindsTest, Case81TwoForeignKeysNeedACondition) {
  run("INSERT INTO box VALUES (1, 'one'), (2, 'two')");
  run("INSERT INTO part VALUES (1, 'x', 1, 2)");
  try {
    session.query(boxes).join(parts);
    FAIL() << "which of the two foreign keys it is was guessed";
  } catch (const QueryError& error) {
    EXPECT_STREQ(error.what(),
                 "join(part): 2 foreign keys connect part with the tables of the query; say "
                 "join(part, condition)");
  }
  EXPECT_EQ(session.query(boxes.name).join(parts, parts.spare_box_id == boxes.id).one(), "two");
  EXPECT_EQ(session.query(boxes.name).join(boxes.parts).one(), "one");
}

class OneToOneTest : public CaseTest<OwnerOfOneModel, OnlyModel, OwnedModel> {};

TEST_F(OneToOneTest, Case91TheOldOneIsLoadedAndLetGoOf) {
  run("INSERT INTO p VALUES (1, 'p')");
  run("INSERT INTO c VALUES (1, 'old', 1)");
  const auto owner = session.get<OwnerOfOne>(1);
  recorder.take();
  owner->c = Handle<Only>(Only{.name = "new"});
  session.commit();
  EXPECT_EQ(recorder.take(),
            (Lines{"SELECT c.id AS c_id, c.name AS c_name, c.p_id AS c_p_id FROM c WHERE ? = "
                   "c.p_id (1)",
                   "UPDATE c SET p_id=? WHERE c.id = ? (NULL, 1)",
                   "INSERT INTO c (name, p_id) VALUES (?, ?) ('new', 1)", "COMMIT"}));
  EXPECT_EQ(rows("SELECT * FROM c ORDER BY id"), (Lines{"(1, 'old', NULL)", "(2, 'new', 1)"}));
}

TEST_F(OneToOneTest, Case91AnOrphanIsDeleted) {
  run("INSERT INTO p VALUES (1, 'p')");
  run("INSERT INTO d VALUES (1, 'old', 1)");
  const auto owner = session.get<OwnerOfOne>(1);
  recorder.take();
  owner->d = Handle<Owned>(Owned{.name = "new"});
  session.commit();
  EXPECT_EQ(written(), (Lines{"INSERT INTO d (name, p_id) VALUES (?, ?) ('new', 1)",
                              "DELETE FROM d WHERE d.id = ? (1)"}));
  EXPECT_EQ(rows("SELECT * FROM d"), Lines{"(2, 'new', 1)"});
}

}  // namespace
