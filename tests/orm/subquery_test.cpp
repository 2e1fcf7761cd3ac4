// Queries inside of queries: as values, as conditions, as tables.

#include "orm/library_fixture.h"

namespace retort::test {

template <class As>
struct TotalRow {
  static constexpr auto table_name = "totals";

  Column<As, "author_id", std::optional<std::int64_t>> author_id{};
  Column<As, "pages", std::optional<std::int64_t>> pages{};
};
inline constexpr auto totals = shape<TotalRow>;

}  // namespace retort::test

namespace {

using namespace retort::test;

using Total = Entity<TotalRow>;
using SubqueryTest = LibraryTest;

auto totals_query() { return select(books.author_id, sum(books.pages)).group_by(books.author_id); }

TEST_F(SubqueryTest, IsAValue) {
  const auto longest = select(max(books.pages)).scalar_subquery();
  EXPECT_EQ(session.query(books.title).filter(books.pages == longest).one(), "Pendulum");
  EXPECT_EQ(sent(),
            "SELECT books.title AS books_title FROM books WHERE books.pages = (SELECT "
            "max(books.pages) AS max_1 FROM books)");
}

TEST_F(SubqueryTest, MayBeAboutTheRowAroundIt) {
  const auto written = select(count())
                           .from(books)
                           .correlate(authors)
                           .filter(books.author_id == authors.id)
                           .scalar_subquery();
  const auto rows =
      session.query(authors.name, written.label("n")).order_by(written.desc(), authors.name).all();
  ASSERT_EQ(rows.size(), 3U);
  EXPECT_EQ(rows[0], (std::tuple{std::string("Eco"), std::optional<std::int64_t>(2)}));
  EXPECT_EQ(rows[2], (std::tuple{std::string("Calvino"), std::optional<std::int64_t>(0)}));
}

TEST_F(SubqueryTest, ExistsOrNot) {
  const auto long_books =
      select(books).correlate(authors).filter(books.author_id == authors.id, books.pages > 300);
  EXPECT_EQ(session.query(authors.name).filter(exists(long_books)).all(), Texts{"Eco"});
  EXPECT_EQ(sent(),
            "SELECT authors.name AS authors_name FROM authors WHERE EXISTS (SELECT books.id, "
            "books.title, books.pages, books.author_id FROM books WHERE books.author_id = "
            "authors.id AND books.pages > ?) (300)");
  EXPECT_EQ(session.query(authors.name).filter(!exists(long_books)).order_by(authors.name).all(),
            (Texts{"Calvino", "Levi"}));
}

TEST_F(SubqueryTest, MembershipInAQuery) {
  const auto with_books = select(books.author_id).filter(books.pages < 300);
  EXPECT_EQ(session.query(authors.name).filter(authors.id.in(with_books)).all(), Texts{"Levi"});
  EXPECT_EQ(sent(),
            "SELECT authors.name AS authors_name FROM authors WHERE authors.id IN (SELECT "
            "books.author_id FROM books WHERE books.pages < ?) (300)");
  const auto known = select(books.author_id).filter(books.author_id.is_not_null());
  EXPECT_EQ(session.query(authors.name).filter(authors.id.not_in(known)).all(), Texts{"Calvino"});
}

TEST_F(SubqueryTest, IsATable) {
  const auto query = session.query(authors.name, totals.pages)
                         .join(totals_query().as(totals), totals.author_id == authors.id)
                         .order_by(authors.name);
  EXPECT_EQ(sql_from(query, "FROM"),
            "FROM authors JOIN (SELECT books.author_id, sum(books.pages) AS pages FROM books GROUP "
            "BY books.author_id) AS totals ON totals.author_id = authors.id ORDER BY authors.name");
  EXPECT_EQ(query.all(),
            (std::vector{std::tuple{std::string("Eco"), std::optional<std::int64_t>(1100)},
                         std::tuple{std::string("Levi"), std::optional<std::int64_t>(200)}}));
}

TEST_F(SubqueryTest, ComesFirstInFrom) {
  const auto rows = session.query(totals).from(totals_query().as(totals)).order_by(totals.pages);
  EXPECT_EQ(rows.all().front().author_id, std::nullopt);
  EXPECT_EQ(rows.all().back().pages, 1100);
  EXPECT_EQ(session.query(max(totals.pages)).from(totals_query().as(totals)).one(), 1100);
}

TEST_F(SubqueryTest, OfWholeRowsIsATableOfObjects) {
  constexpr auto longest = alias<"longest">(books);
  const auto two = select(books).order_by(books.pages.desc()).limit(2);
  const auto found =
      session.query(longest).from(two.as(longest)).filter(longest.title != "Pendulum").one();
  EXPECT_EQ(found->title, "Rose");
  EXPECT_EQ(found, session.get<Book>(1));
}

TEST_F(SubqueryTest, TakesAConditionOfTheOuterOneWithAny) {
  // The inner table is the one that the query inside selects from.
  plant_tree();
  const auto test = nodes.children.any(nodes.id.in(select(nodes.id).filter(nodes.name == "leaf")));
  EXPECT_EQ(session.query(nodes.name).filter(test).one(), "left");
}

TEST_F(SubqueryTest, WithoutASessionDoesNotRun) {
  const auto query = select(authors);
  EXPECT_THROW(query.all(), DetachedError);
  EXPECT_EQ(session.query(query).count(), 3);
}

TEST_F(SubqueryTest, ValuesAreATable) {
  const std::vector<Total> rows = {{.author_id = 1, .pages = 7}, {.author_id = 2, .pages = {}}};
  const auto query = session.query(authors.name, totals.pages)
                         .join(values(totals, rows), totals.author_id == authors.id)
                         .order_by(authors.id);
  EXPECT_EQ(sql_from(query, "FROM"),
            "FROM authors JOIN (SELECT column1 AS author_id, column2 AS pages FROM (VALUES (?, ?), "
            "(?, NULL))) AS totals ON totals.author_id = authors.id ORDER BY authors.id");
  const auto found = query.all();
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(std::get<1>(found[0]), 7);
  EXPECT_EQ(std::get<1>(found[1]), std::nullopt);
}

TEST_F(SubqueryTest, NoValuesAreATableWithoutRows) {
  const auto query = session.query(totals.pages).from(values(totals, std::vector<Total>{}));
  EXPECT_EQ(sql_from(query, "FROM"),
            "FROM (SELECT NULL AS author_id, NULL AS pages WHERE 0 = 1) AS totals");
  EXPECT_TRUE(query.all().empty());
}

}  // namespace
