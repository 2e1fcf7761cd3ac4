// UNION and its kin, and common table expressions.

#include "orm/library_fixture.h"

namespace retort::test {

template <class As>
struct LevelRow {
  static constexpr auto table_name = "tree";
  Column<As, "id", std::int64_t> id{};
  Column<As, "parent_id", std::optional<std::int64_t>> parent_id{};
  Column<As, "level", int> level{};
};
inline constexpr auto tree = shape<LevelRow>;

template <class As>
struct LongRow {
  static constexpr auto table_name = "long_books";
  Column<As, "author_id", std::optional<std::int64_t>> author_id{};
  Column<As, "title", std::string> title{};
};
inline constexpr auto long_books = shape<LongRow>;

}  // namespace retort::test

namespace {

using namespace retort::test;

using CompoundTest = LibraryTest;

TEST_F(CompoundTest, OfEveryKind) {
  const auto names = select(authors.name);
  const auto titles = select(books.title).filter(books.pages > 300);
  const auto sql = [&](const auto& query) { return folded(session.query(query).sql()); };
  EXPECT_EQ(sql(names.union_with(titles)),
            "SELECT authors.name AS authors_name FROM authors UNION SELECT books.title AS "
            "books_title FROM books WHERE books.pages > ?");
  EXPECT_EQ(session.query(names).union_all(titles).union_all(titles).count(), 7);
  EXPECT_EQ(session.query(names).union_with(titles).union_with(titles).count(), 5);
  EXPECT_EQ(session.query(names).intersect(select(authors.name).filter(authors.id < 3)).count(), 2);
  EXPECT_EQ(session.query(names).except(select(authors.name).filter(authors.id < 3)).one(),
            "Calvino");
}

TEST_F(CompoundTest, IsOrderedAndLimitedAsAWhole) {
  const auto rows = session.query(authors.name, authors.id)
                        .union_all(select(books.title, books.id))
                        .order_by(authors.name.desc(), authors.id)
                        .limit(2);
  EXPECT_EQ(sql_from(rows, "ORDER"), "ORDER BY 1 DESC, 2 LIMIT ? OFFSET ?");
  EXPECT_EQ(rows.all(), (std::vector{std::tuple{std::string("Table"), std::int64_t{3}},
                                     std::tuple{std::string("Rose"), std::int64_t{1}}}));
}

TEST_F(CompoundTest, MembersMayHaveAnOrderOfTheirOwn) {
  const auto longest = select(books.title).order_by(books.pages.desc()).limit(1);
  const auto shortest = select(books.title).order_by(books.pages).limit(1);
  const auto both = session.query(longest).union_all(shortest);
  EXPECT_EQ(both.all(), (Texts{"Pendulum", "Beowulf"}));
  EXPECT_EQ(folded(both.sql()).substr(0, 40), "SELECT * FROM (SELECT books.title AS boo");
}

TEST_F(CompoundTest, OfObjects) {
  const auto found = session.query(authors)
                         .filter(authors.born < 1920)
                         .union_with(select(authors).filter(authors.born > 1930))
                         .order_by(authors.id)
                         .all();
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0], session.get<Author>(1));
}

TEST_F(CompoundTest, PutTogetherInALoop) {
  auto texts = union_all(select(authors.name).filter(authors.id == 1));
  EXPECT_EQ(session.query(texts).all(), Texts{"Eco"});
  texts = texts.union_all(select(books.title).filter(books.pages > 550));
  for (const auto* name : {"Levi", "Calvino"})
    texts = texts.union_all(select(authors.name).filter(authors.name == name));
  EXPECT_EQ(session.query(texts.order_by(authors.name)).all(),
            (Texts{"Calvino", "Eco", "Levi", "Pendulum"}));
  texts = texts.except(select(authors.name)).limit(3);
  EXPECT_EQ(session.query(texts).all(), Texts{"Pendulum"});
}

TEST_F(CompoundTest, OfAVectorOfQueries) {
  std::vector<decltype(select(books).filter(books.pages > 0))> queries;
  EXPECT_THROW(union_all(queries), QueryError);
  for (const int pages : {100, 200, 600})
    queries.push_back(select(books).filter(books.pages >= pages));
  EXPECT_EQ(session.query(union_all(queries)).count(), 4 + 3 + 1);
  const auto found = session.query(union_with(queries).order_by(books.id)).all();
  ASSERT_EQ(found.size(), 4U);
  EXPECT_EQ(found[0]->title, "Rose");
}

TEST_F(CompoundTest, InTheSessionOfAnyMember) {
  EXPECT_EQ(select(authors.name).union_all(session.query(books.title)).count(), 7);
}

TEST_F(CompoundTest, KeepsWhatIsBoundToItsMembers) {
  constexpr param<"pages", int> pages;
  constexpr param<"born", int> born;
  const auto longer = select(books.title).filter(books.pages > pages);
  const auto younger = select(authors.name).filter(authors.born > born);
  EXPECT_EQ(session.query(longer.bind(pages = 550).union_all(younger.bind(born = 1930))).all(),
            (Texts{"Pendulum", "Eco"}));
  EXPECT_EQ(session.query(longer.bind(pages = 550).union_all(longer.bind(pages = 550))).count(), 2);
  EXPECT_THROW(longer.bind(pages = 550).union_all(longer.bind(pages = 100)), QueryError);
  EXPECT_EQ(session.query(longer.bind(pages = 0).bind(pages = 550)).count(), 1);
}

TEST_F(CompoundTest, CommonTable) {
  const auto rows =
      session.query(authors.name, long_books.title)
          .join(long_books, long_books.author_id == authors.id)
          .with(long_books, select(books.author_id, books.title).filter(books.pages > 300))
          .order_by(long_books.title)
          .all();
  EXPECT_EQ(sent(),
            "WITH long_books(author_id, title) AS (SELECT books.author_id, books.title FROM books "
            "WHERE books.pages > ?) SELECT authors.name AS authors_name, long_books.title AS "
            "long_books_title FROM authors JOIN long_books ON long_books.author_id = authors.id "
            "ORDER BY long_books.title (300)");
  EXPECT_EQ(rows.size(), 2U);
}

// Case 82 of the SQLAlchemy reference.
TEST_F(CompoundTest, Case82Tree) {
  plant_tree();
  const auto roots = select(nodes.id, nodes.parent_id, literal(0)).filter(nodes.parent == nullptr);
  const auto children =
      select(nodes.id, nodes.parent_id, tree.level + 1).join(tree, nodes.parent_id == tree.id);
  const auto rows = session.query(tree.id, tree.level)
                        .with_recursive(tree, roots.union_all(children))
                        .order_by(tree.level, tree.id)
                        .all();
  EXPECT_EQ(sent(),
            "WITH RECURSIVE tree(id, parent_id, level) AS (SELECT nodes.id, nodes.parent_id, ? AS "
            "anon_1 FROM nodes WHERE nodes.parent_id IS NULL UNION ALL SELECT nodes.id, "
            "nodes.parent_id, tree.level + ? AS anon_2 FROM nodes JOIN tree ON nodes.parent_id = "
            "tree.id) SELECT tree.id AS tree_id, tree.level AS tree_level FROM tree ORDER BY "
            "tree.level, tree.id (0, 1)");
  EXPECT_EQ(rows, (std::vector<std::tuple<std::int64_t, int>>{{1, 0}, {2, 1}, {3, 1}, {4, 2}}));
}

TEST_F(CompoundTest, ObjectsOfATree) {
  plant_tree();
  const auto below = select(nodes.id, nodes.parent_id, literal(0))
                         .filter(nodes.id == 2)
                         .union_all(select(nodes.id, nodes.parent_id, tree.level + 1)
                                        .join(tree, nodes.parent_id == tree.id));
  const auto found = session.query(nodes)
                         .filter(nodes.id.in(select(tree.id)))
                         .with_recursive(tree, below)
                         .order_by(nodes.id)
                         .all();
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[1]->name, "leaf");
}

}  // namespace
