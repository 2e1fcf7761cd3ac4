// Many to many: cases 14 to 19 of the reference.

#include <algorithm>

#include <gtest/gtest.h>

#include <retort/orm/error.h>
#include <retort/orm/session.h>

#include "orm/relationship_models.h"

namespace retort::test::relationships {
namespace {

TEST_F(ManyToManyTest, Case14Insert) {
  p->tags.add(a);
  p->tags.add(b);
  q->tags.add(b);
  q->tags.add(b);  // what is there already
  EXPECT_EQ(names(b->posts), (Lines{"p", "q"}));
  session.commit();
  const std::string tag = "INSERT INTO tag (name) VALUES (?) ";
  const std::string post = "INSERT INTO post (name) VALUES (?) ";
  const std::string link = "INSERT INTO pt (p_id, t_id) VALUES (?, ?) ";
  EXPECT_EQ(written(), (Lines{tag + "('a')", tag + "('b')", post + "('p')", post + "('q')",
                              link + "(1, 1)", link + "(1, 2)", link + "(2, 2)"}));
  EXPECT_EQ(links(), (Lines{"(1, 1)", "(1, 2)", "(2, 2)"}));
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

TEST_F(ManyToManyTest, TwoObjectsSwapTheirLinksInOneFlush) {
  p->tags.add(a);
  q->tags.add(b);
  session.commit();
  p->tags.remove(a);
  q->tags.remove(b);
  p->tags.add(b);
  q->tags.add(a);
  session.commit();
  EXPECT_EQ(links(), (Lines{"(1, 2)", "(2, 1)"}));
  EXPECT_EQ(names(a->posts), Lines{"q"});
  EXPECT_EQ(names(b->posts), Lines{"p"});
  recorder.take();
  session.commit();
  EXPECT_EQ(written(), Lines{}) << "nothing is left to be written";
}

TEST_F(ManyToManyTest, Case17BothSidesAreDeleted) {
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
  EXPECT_TRUE(q->tags.empty());
}

TEST_F(ManyToManyTest, Case18TheLinkIsGoneAlready) {
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
  EXPECT_TRUE(q->tags.empty());
}

TEST_F(ManyToManyTest, Case19ATableThatRefersToItself) {
  session.commit();
  recorder.take();
  const auto x = session.add(Vertex{.name = "x"});
  const auto y = x->outs.add(Vertex{.name = "y"});
  x->outs.add(Vertex{.name = "z"});
  y->outs.add(x);
  EXPECT_EQ(names(x->ins), Lines{"y"});
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

}  // namespace
}  // namespace retort::test::relationships
