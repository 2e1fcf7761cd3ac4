// Queries of every kind on tables of attached databases: each is run, so that SQLite has taken its SQL.

#include <retort/engine/error.h>
#include <retort/orm/expression/text.h>
#include <retort/orm/query/query_plan.h>

#include "orm/attached_models.h"

namespace retort::test::attached {
namespace {

template <class As>
struct TreeModel;
template <class As>
struct LeafModel;

/// A table whose name is a keyword.
template <class As>
struct TreeModel {
  static constexpr auto table_name = "group";
  static constexpr std::tuple constraints{in_schema<"archive">{}, strict{}};
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "name", std::string> name{};
  Column<As, "version", int, version_counter> version{};
  Column<As, "parent_id", std::optional<std::int64_t>, references<TreeModel, "id">> parent_id{};
  Column<As, "kids", std::int64_t,
         column_property<"SELECT count(*) FROM archive.\"group\" AS kid "
                         "WHERE kid.parent_id = {}.id">>
      kids{};
  HasMany<As, TreeModel, "parent_id", ordered_by<"name">> children{};
  BelongsTo<As, TreeModel, "parent_id"> parent{};
  HasMany<As, LeafModel, "tree_id", joined> leaves{};
};
template <class As>
struct LeafModel {
  static constexpr auto table_name = "leaves";
  static constexpr std::tuple constraints{in_schema<"archive">{}, without_rowid{},
                                          primary_key_of<"tree_id", "number">{}};
  Column<As, "tree_id", std::int64_t, references<TreeModel, "id", on_delete<cascade>>> tree_id{};
  Column<As, "number", int> number{};
  Column<As, "colour", std::string> colour{};
  BelongsTo<As, TreeModel, "tree_id"> tree{};
};
using Tree = Entity<TreeModel>;
using Leaf = Entity<LeafModel>;
inline constexpr auto trees = table<TreeModel>;
inline constexpr auto leaves = table<LeafModel>;

template <class As>
struct LevelModel {
  static constexpr auto table_name = "levels";
  Column<As, "id", std::int64_t> id{};
  Column<As, "depth", int> depth{};
};
constexpr auto levels = shape<LevelModel>;

struct AttachedQueryTest : testing::Test {
  AttachedQueryTest() {
    create_all(engine, metadata<TreeModel, LeafModel>());
    auto root = session.add(Tree{.name = "root"});
    for (const char* name : {"b", "a"}) root->children.add(session.add(Tree{.name = name}));
    session.flush();
    for (int i = 1; i <= 3; ++i)
      session.add(Leaf{.tree_id = root->id, .number = i, .colour = i % 2 ? "red" : "green"});
    session.commit();
  }

  engine::Engine engine{"sqlite://", {.attach = {{"archive", ":memory:"}}}};
  Session session{engine};
};

TEST_F(AttachedQueryTest, ObjectsInEveryWayOfLoading) {
  const auto of = [&](auto query) {
    session.expire_all();
    auto found = query.all();
    return found.empty() ? 0u : found.front()->leaves.size();
  };
  const auto root = session.query(trees).filter(trees.name == "root");
  EXPECT_EQ(of(root), 3u);
  EXPECT_EQ(of(root.limit(1)), 3u);
  EXPECT_EQ(of(root.options(selectinload(trees.leaves))), 3u);
  EXPECT_EQ(of(root.options(lazyload(trees.leaves))), 3u);
  EXPECT_EQ(of(root.options(selectinload(trees.children, trees.leaves))), 3u);
  EXPECT_EQ(of(root.join(trees.leaves)
                   .filter(leaves.colour == "red")
                   .options(contains_eager(trees.leaves))),
            2u);
  auto plain_root = session.query(plain(trees)).filter(trees.name == "root").one();
  EXPECT_EQ(plain_root.kids, 2);
  const auto again = session.query(trees).filter(trees.name == "root").one();
  std::string order;
  for (const auto& child : again->children) order += child->name;
  EXPECT_EQ(order, "ab");
}

TEST_F(AttachedQueryTest, ObjectsThatChange) {
  auto root = session.query(trees).filter(trees.name == "root").one();
  root->name = "stem";
  session.commit();
  EXPECT_EQ(root->version, 2);
  session.set(root, assign(trees.name, trees.name + "!"));
  EXPECT_EQ(root->name, "stem!");
  session.refresh(root);
  EXPECT_EQ(root->kids, 2);
  auto copy = session.merge(Tree{.id = root->id, .name = "merged", .version = root->version});
  session.commit();
  EXPECT_EQ(copy->name, "merged");
  auto leaf = session.get<Leaf>(root->id, 2);
  leaf->colour = "blue";
  leaf->number = 20;
  session.commit();
  EXPECT_EQ(session.query(leaves.colour).filter(leaves.number == 20).one(), "blue");
  root->children.clear();
  session.remove(root);
  session.commit();
  EXPECT_EQ(session.query(leaves).count(), 0);
}

TEST_F(AttachedQueryTest, CommonTablesAndSubqueries) {
  constexpr auto child = alias<"child">(trees);
  const auto first = select(trees.id, literal(0)).filter(trees.parent_id.is_null());
  const auto next = select(child.id, levels.depth + 1).join(levels, child.parent_id == levels.id);
  EXPECT_EQ(session.query(levels.depth)
                .with_recursive(levels, first.union_all(next))
                .order_by(levels.depth)
                .all(),
            (std::vector{0, 1, 1}));
  EXPECT_EQ(session.query(trees.name)
                .join(levels, levels.id == trees.id)
                .with(levels, select(trees.id, literal(1)).filter(trees.name == "a"))
                .one(),
            "a");
  EXPECT_EQ(session.query(trees.name)
                .filter(trees.id.in(select(leaves.tree_id).filter(leaves.number > 1)))
                .one(),
            "root");
  EXPECT_EQ(session.query(trees).filter(!trees.leaves.any()).count(), 2);
  EXPECT_EQ(session.query(leaves).filter(leaves.tree.has(trees.name == "root")).count(), 3);
}

TEST_F(AttachedQueryTest, Clauses) {
  EXPECT_EQ(session.query(leaves.colour, count(leaves.number))
                .group_by(leaves.colour)
                .having(count(leaves.number) > 1)
                .one(),
            (std::tuple{std::string("red"), std::int64_t{2}}));
  EXPECT_EQ(
      session
          .query(leaves.number,
                 rank().over(window().partition_by(leaves.colour).order_by(leaves.number.desc())))
          .order_by(leaves.number)
          .all()
          .size(),
      3u);
  EXPECT_EQ(session.query(leaves.colour)
                .distinct()
                .union_with(select(trees.name))
                .order_by(leaves.colour)
                .all()
                .size(),
            5u);
  EXPECT_EQ(session.query(leaves).filter(text("leaves.number > 1")).count(), 2);
  EXPECT_EQ(
      session.query(leaves).from(sql(leaves, "SELECT * FROM archive.leaves LIMIT 1")).all().size(),
      1u);
  EXPECT_NE(session.query(trees).filter(trees.id == 1).explain().text().find("group"),
            std::string::npos);
  int streamed = 0;
  for (const auto& number : session.query(leaves.number).stream()) streamed += number;
  EXPECT_EQ(streamed, 6);
}

TEST_F(AttachedQueryTest, Statements) {
  EXPECT_EQ(session.update(leaves)
                .from(trees)
                .set(leaves.colour, trees.name)
                .filter(leaves.tree_id == trees.id, leaves.number == 1)
                .returning(leaves.colour)
                .all(),
            (std::vector<std::string>{"root"}));
  EXPECT_EQ(session.update(trees).set(trees.name, "x").filter(trees.leaves.any()).execute(), 1);
  EXPECT_EQ(session.insert_into(trees).set(trees.name, "new").returning(trees).all().front()->name,
            "new");
  EXPECT_EQ(session.insert_into(trees)
                .columns(trees.name, trees.version)
                .from(select(leaves.colour, leaves.number))
                .on_conflict(trees.id)
                .do_nothing()
                .execute(),
            3);
  EXPECT_EQ(session.delete_from(leaves)
                .filter(leaves.tree_id.in(select(trees.id)), leaves.number > 2)
                .returning(leaves.number)
                .all(),
            (std::vector{3}));
  session.upsert(Leaf{.tree_id = 1, .number = 1, .colour = "gold"});
  EXPECT_EQ(session.update_rows(std::vector{Leaf{.tree_id = 1, .number = 2, .colour = "pink"}},
                                leaves.colour),
            1);
  EXPECT_EQ(session.query(leaves.colour).order_by(leaves.number).all(),
            (std::vector<std::string>{"gold", "pink"}));
}

TEST_F(AttachedQueryTest, ASchemaThatIsNotAttached) {
  engine::Engine alone("sqlite://");
  EXPECT_THROW(create_all(alone, metadata<TreeModel>()), engine::DatabaseError);
  Session lost(alone);
  EXPECT_THROW(lost.query(trees).all(), engine::DatabaseError);
}

}  // namespace
}  // namespace retort::test::attached
