// Loading of tables that refer to themselves, at depth; and by keys of several columns.

#include <gtest/gtest.h>

#include <retort/orm/error.h>
#include <retort/orm/session.h>

#include "orm/relationship_models.h"

namespace retort::test::relationships {
namespace {

class TreeLoadingTest : public CaseTest<NodeModel, VertexModel, EdgeModel> {
 protected:
  TreeLoadingTest() {
    run("INSERT INTO n VALUES (1, '1', NULL), (2, '11', 1), (3, '12', 1), (4, '111', 2), (5, "
        "'1111', 4)");
    run("INSERT INTO vertex VALUES (1, 'x'), (2, 'y'), (3, 'z')");
    run("INSERT INTO edge VALUES (1, 2), (2, 3), (3, 1)");
  }
};

TEST_F(TreeLoadingTest, OneQueryForEachLevel) {
  const auto root = session.query(nodes)
                        .filter(nodes.par == nullptr)
                        .options(selectinload(nodes.kids, nodes.kids, nodes.kids))
                        .one();
  const std::string select =
      "SELECT n.id AS n_id, n.name AS n_name, n.p_id AS n_p_id FROM n WHERE ";
  EXPECT_EQ(recorder.take(),
            (Lines{"BEGIN", select + "n.p_id IS NULL", select + "n.p_id IN (?) (1)",
                   select + "n.p_id IN (?, ?) (2, 3)", select + "n.p_id IN (?) (4)"}));
  EXPECT_EQ(names(root->kids), (Lines{"11", "12"}));
  EXPECT_EQ(names(root->kids[0]->kids[0]->kids), Lines{"1111"});
  EXPECT_TRUE(root->kids[1]->kids.empty());
  EXPECT_EQ(recorder.take(), Lines{});
  // The fourth level was not asked for.
  EXPECT_TRUE(root->kids[0]->kids[0]->kids[0]->kids.empty());
  EXPECT_EQ(recorder.take(), Lines{select + "? = n.p_id (5)"});
}

TEST_F(TreeLoadingTest, UpwardsToo) {
  const auto leaf = session.query(nodes)
                        .filter(nodes.id == 5)
                        .options(selectinload(nodes.par, nodes.par), raiseload(everything))
                        .one();
  EXPECT_EQ(recorder.take().size(), 4U);
  EXPECT_EQ(leaf->par->par->name, "11");
  EXPECT_THROW(leaf->par->par->par.get(), LazyLoadError);
}

TEST_F(TreeLoadingTest, ARefusalHoldsForTheLevelItIsAbout) {
  const auto root = session.query(nodes)
                        .filter(nodes.id == 1)
                        .options(selectinload(nodes.kids), raiseload(nodes.kids, nodes.kids))
                        .one();
  EXPECT_EQ(root->kids.size(), 2U);
  EXPECT_THROW(root->kids[0]->kids.size(), LazyLoadError);
}

TEST_F(TreeLoadingTest, LinksGoRoundInCircles) {
  const auto x = session.query(vertices)
                     .filter(vertices.id == 1)
                     .options(selectinload(vertices.outs, vertices.outs, vertices.outs))
                     .one();
  EXPECT_EQ(recorder.take().size(), 5U);
  EXPECT_EQ(x->outs[0]->outs[0]->outs[0], x);
  EXPECT_EQ(recorder.take(), Lines{});
}

TEST_F(TreeLoadingTest, ConditionsInsideOfConditionsOnOneTable) {
  EXPECT_EQ(
      session.query(nodes).filter(nodes.kids.any(nodes.kids.any(nodes.name == "1111"))).one()->name,
      "11");
  EXPECT_EQ(
      names(session.query(nodes).filter(nodes.par.has(nodes.par.has())).order_by(nodes.id).all()),
      (Lines{"111", "1111"}));
}

}  // namespace
}  // namespace retort::test::relationships
