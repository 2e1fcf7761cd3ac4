// The kinds of relationships beside the cases of the reference.

#include <algorithm>
#include <ranges>

#include <gtest/gtest.h>

#include <retort/orm/session.h>

#include "orm/relationship_models.h"

namespace retort::test::relationships {
namespace {

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

TEST_F(KindsTest, ACollectionIsARange) {
  static_assert(std::ranges::input_range<decltype(Box::parts)>);
  const auto box = session.add(Box{.name = "one"});
  for (const auto* name : {"x1", "y", "x2"}) box->parts.add(Part{.name = name});
  Lines found;
  for (const auto& name : box->parts | std::views::filter([](const auto& part) {
                            return part->name[0] == 'x';
                          }) | std::views::transform([](const auto& part) { return part->name; }))
    found.push_back(name);
  EXPECT_EQ(found, (Lines{"x1", "x2"}));
  EXPECT_EQ(std::ranges::count_if(box->parts, [](const auto& part) { return !part; }), 0);
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

}  // namespace
}  // namespace retort::test::relationships
