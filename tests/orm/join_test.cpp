// Joins of every kind, aliases, and what a row's types become.

#include "orm/library_fixture.h"

namespace {

using namespace retort::test;

using JoinTest = LibraryTest;

constexpr auto bosses = alias<"bosses">(nodes);
constexpr auto elders = alias<"elders">(nodes);

TEST_F(JoinTest, OfEveryKind) {
  const auto on_key = " ON authors.id = books.author_id";
  const auto query = session.query(authors.name, books.title);
  EXPECT_EQ(sql_from(query.join(books), "FROM"), std::string("FROM authors JOIN books") + on_key);
  EXPECT_EQ(sql_from(query.outer_join(books), "FROM"),
            std::string("FROM authors LEFT OUTER JOIN books") + on_key);
  EXPECT_EQ(sql_from(query.right_join(books), "FROM"),
            std::string("FROM authors RIGHT OUTER JOIN books") + on_key);
  EXPECT_EQ(sql_from(query.full_join(books), "FROM"),
            std::string("FROM authors FULL OUTER JOIN books") + on_key);
  EXPECT_EQ(sql_from(query.cross_join(books), "FROM"), "FROM authors CROSS JOIN books");
  EXPECT_EQ(query.join(books).count(), 3);
  EXPECT_EQ(query.outer_join(books).count(), 4);
  EXPECT_EQ(query.right_join(books).count(), 4);
  EXPECT_EQ(query.full_join(books).count(), 5);
  EXPECT_EQ(query.cross_join(books).count(), 12);
}

TEST_F(JoinTest, ColumnsThatMayBeMissingAreOptional) {
  const auto query = session.query(authors.name, books.title, count(books.id));
  using Inner = decltype(query.join(books))::Row;
  using Left = decltype(query.outer_join(books))::Row;
  using Right = decltype(query.right_join(books))::Row;
  using Full = decltype(query.full_join(books))::Row;
  using Text = std::string;
  using Maybe = std::optional<std::string>;
  static_assert(std::same_as<Inner, std::tuple<Text, Text, std::int64_t>>);
  static_assert(std::same_as<Left, std::tuple<Text, Maybe, std::int64_t>>);
  static_assert(std::same_as<Right, std::tuple<Maybe, Text, std::int64_t>>);
  static_assert(std::same_as<Full, std::tuple<Maybe, Maybe, std::int64_t>>);
  const auto row = session.query(authors.name, books.title)
                       .outer_join(books)
                       .filter(authors.name == "Calvino")
                       .one();
  EXPECT_EQ(std::get<1>(row), std::nullopt);
  const auto pages = session.query(authors.name, plain(books)).outer_join(books);
  EXPECT_FALSE(std::get<1>(pages.filter(authors.name == "Calvino").one()));
  EXPECT_EQ(std::get<1>(pages.filter(authors.name == "Levi").one())->title, "Table");
}

// Case 81 of the SQLAlchemy reference.
TEST_F(JoinTest, Case81OfATableWithItself) {
  plant_tree();
  const auto rows = session.query(nodes.name, bosses.name, elders.name)
                        .join(nodes.parent.to(bosses))
                        .join(bosses.parent.to(elders))
                        .all();
  EXPECT_EQ(sent(),
            "SELECT nodes.name AS nodes_name, bosses.name AS bosses_name, elders.name AS "
            "elders_name FROM nodes JOIN nodes AS bosses ON bosses.id = nodes.parent_id JOIN nodes "
            "AS elders ON elders.id = bosses.parent_id");
  EXPECT_EQ(
      rows,
      (std::vector{std::tuple{std::string("leaf"), std::string("left"), std::string("root")}}));
  EXPECT_EQ(session.query(nodes.name)
                .join(bosses, bosses.id == nodes.parent_id)
                .filter(bosses.name == "left")
                .one(),
            "leaf");
  // Which of the two is the parent is not said.
  EXPECT_THROW(session.query(nodes).join(bosses), QueryError);
  EXPECT_EQ(session.query(nodes.name).join(nodes.children.to(bosses)).distinct().count(), 2);
}

TEST_F(JoinTest, AliasesAreWholeTables) {
  plant_tree();
  const auto rows =
      session.query(nodes, bosses).join(nodes.parent.to(bosses)).order_by(nodes.id).all();
  ASSERT_EQ(rows.size(), 3U);
  EXPECT_EQ(std::get<0>(rows[0])->name, "left");
  EXPECT_EQ(std::get<1>(rows[0])->name, "root");
  EXPECT_EQ(std::get<1>(rows[0]), session.get<TreeNode>(1));
  EXPECT_EQ(session.query(bosses.name).filter(bosses.children.any(nodes.name == "leaf")).one(),
            "left");
  EXPECT_EQ(session.query(bosses).filter(bosses.parent == nullptr).one()->name, "root");
}

TEST_F(JoinTest, ConditionsOfRelationshipsMayBeNested) {
  plant_tree();
  const auto grandparents =
      session.query(nodes.name)
          .filter(nodes.children.any(nodes.children.any(nodes.name == "leaf")));
  EXPECT_EQ(sql_from(grandparents, "WHERE"),
            "WHERE EXISTS (SELECT 1 FROM nodes AS nodes_1 WHERE nodes.id = nodes_1.parent_id AND "
            "EXISTS (SELECT 1 FROM nodes AS nodes_2 WHERE nodes_1.id = nodes_2.parent_id AND "
            "nodes_2.name = ?))");
  EXPECT_EQ(grandparents.one(), "root");
}

TEST_F(JoinTest, AliasesOfTheLibraryKeepClearOfThoseOfTheProgram) {
  plant_tree();
  constexpr auto taken = alias<"nodes_1">(nodes);
  const auto query = session.query(taken.name).filter(taken.children.any(nodes.name == "leaf"));
  EXPECT_EQ(sql_from(query, "FROM"),
            "FROM nodes AS nodes_1 WHERE EXISTS (SELECT 1 FROM nodes AS nodes_2 WHERE nodes_1.id = "
            "nodes_2.parent_id AND nodes_2.name = ?)");
  EXPECT_EQ(query.one(), "left");
}

TEST_F(JoinTest, RelationshipsAreComparedWithObjects) {
  const auto eco = session.get<Author>(1);
  const auto titles = [&](const auto& test) {
    return session.query(books.title).filter(test).order_by(books.title).all();
  };
  EXPECT_EQ(titles(books.author == eco), (Texts{"Pendulum", "Rose"}));
  EXPECT_EQ(titles(books.author != eco), (Texts{"Beowulf", "Table"}));
  EXPECT_EQ(titles(books.author == nullptr), Texts{"Beowulf"});
  EXPECT_EQ(titles(books.author != nullptr), (Texts{"Pendulum", "Rose", "Table"}));
  const auto table = session.query(books).filter(books.title == "Table").one();
  EXPECT_EQ(session.query(authors.name).filter(authors.books.contains(table)).one(), "Levi");
  EXPECT_EQ((books.author != eco).sql(),
            ":author_id_1 != books.author_id OR books.author_id IS NULL");
}

TEST_F(JoinTest, ATableThatIsThereNeedsAnotherName) {
  try {
    session.query(authors).join(books).join(books, books.pages > 1);
    FAIL() << "one table was joined twice under one name";
  } catch (const QueryError& error) {
    EXPECT_STREQ(error.what(),
                 "join(books): the query has this table already; join it under another name, "
                 "alias<\"name\">(books)");
  }
}

}  // namespace
