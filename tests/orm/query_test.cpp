// Queries: the SQL of each clause, and the rows.

#include "orm/library_fixture.h"

namespace {

using namespace retort::test;

constexpr auto author_columns =
    "authors.id AS authors_id, authors.name AS authors_name, authors.born AS authors_born, "
    "authors.country AS authors_country";

using QueryTest = LibraryTest;

TEST_F(QueryTest, SelectsColumnsAndExpressions) {
  const auto rows = session.query(books.title, books.pages + 1, lower(books.title))
                        .order_by(books.id)
                        .limit(1)
                        .all();
  EXPECT_EQ(rows, (std::vector{std::tuple{std::string("Rose"), 501, std::string("rose")}}));
  EXPECT_EQ(sent(),
            "SELECT books.title AS books_title, books.pages + ? AS anon_1, lower(books.title) AS "
            "lower_1 FROM books ORDER BY books.id LIMIT ? OFFSET ? (1, 1, 0)");
}

TEST_F(QueryTest, ReadsSeveralTablesIntoOneRow) {
  const auto rows = session.query(authors, books, books.pages).join(books).order_by(books.id).all();
  ASSERT_EQ(rows.size(), 3U);
  const auto& [author, book, pages] = rows[2];
  EXPECT_EQ(author->name, "Levi");
  EXPECT_EQ(book->title, "Table");
  EXPECT_EQ(pages, 200);
}

TEST_F(QueryTest, JoinsAlongKeysRelationshipsAndConditions) {
  const auto from = [&](const auto& query) {
    const auto sql = folded(query.sql());
    return sql.substr(sql.find("FROM"));
  };
  const auto on_key = "FROM books JOIN authors ON authors.id = books.author_id";
  EXPECT_EQ(from(session.query(books).join(authors)), on_key);
  EXPECT_EQ(from(session.query(books).join(books.author)), on_key);
  EXPECT_EQ(from(session.query(authors).join(authors.books)),
            "FROM authors JOIN books ON authors.id = books.author_id");
  EXPECT_EQ(from(session.query(authors).outer_join(books)),
            "FROM authors LEFT OUTER JOIN books ON authors.id = books.author_id");
  EXPECT_EQ(from(session.query(authors).join(nodes, nodes.id == authors.id)),
            "FROM authors JOIN nodes ON nodes.id = authors.id");
  EXPECT_EQ(from(session.query(authors).join(books).join(reviews)),
            "FROM authors JOIN books ON authors.id = books.author_id JOIN reviews ON books.id = "
            "reviews.book_id");
  EXPECT_EQ(from(session.query(authors).from(nodes)), "FROM authors, nodes");
}

TEST_F(QueryTest, JoinsThatCannotBeGuessedAreRefused) {
  EXPECT_THROW(session.query(authors).join(books).join(books), QueryError);
}

TEST_F(QueryTest, OuterJoinsGiveEmptyHandles) {
  const auto rows = session.query(books, authors).outer_join(authors).order_by(books.id).all();
  ASSERT_EQ(rows.size(), 4U);
  EXPECT_TRUE(std::get<1>(rows[2]));
  EXPECT_FALSE(std::get<1>(rows[3]));
}

TEST_F(QueryTest, GroupsAndOrders) {
  const auto total = sum(books.pages).label("total");
  const auto rows = session.query(authors.name, total)
                        .join(books)
                        .group_by(authors.id)
                        .having(total > 100)
                        .order_by(total.desc(), authors.name)
                        .distinct()
                        .all();
  EXPECT_EQ(rows, (std::vector{std::tuple{std::string("Eco"), std::optional<std::int64_t>(1100)},
                               std::tuple{std::string("Levi"), std::optional<std::int64_t>(200)}}));
  EXPECT_EQ(
      sent(),
      "SELECT DISTINCT authors.name AS authors_name, sum(books.pages) AS total FROM authors "
      "JOIN books ON authors.id = books.author_id GROUP BY authors.id HAVING sum(books.pages) "
      "> ? ORDER BY total DESC, authors.name (100)");
}

TEST_F(QueryTest, OrdersNullsAsAsked) {
  const auto query = session.query(authors.name).order_by(authors.born.desc().nulls_first());
  EXPECT_EQ(query.all(), (std::vector<std::string>{"Calvino", "Eco", "Levi"}));
  EXPECT_EQ(sent(),
            "SELECT authors.name AS authors_name FROM authors ORDER BY authors.born DESC NULLS "
            "FIRST");
  EXPECT_EQ(session.query(authors.name).order_by(authors.born.asc().nulls_last()).all().back(),
            "Calvino");
}

TEST_F(QueryTest, LimitsAndOffsets) {
  const auto ids = [](const auto& query) { return query.order_by(books.id).all(); };
  EXPECT_EQ(ids(session.query(books.id).limit(2)), (std::vector<std::int64_t>{1, 2}));
  EXPECT_EQ(ids(session.query(books.id).limit(2).offset(1)), (std::vector<std::int64_t>{2, 3}));
  EXPECT_EQ(ids(session.query(books.id).offset(3)), std::vector<std::int64_t>{4});
  EXPECT_THROW(session.query(books).limit(1).filter(books.id == 1), QueryError);
}

TEST_F(QueryTest, FindsOneOrNone) {
  const auto levi = session.query(authors).filter(authors.name == "Levi");
  EXPECT_EQ(levi.one()->born, 1919);
  EXPECT_EQ(levi.one_or_none().value()->born, 1919);
  const auto nobody = levi.filter(authors.born == 1);
  EXPECT_THROW(nobody.one(), NoResultFound);
  EXPECT_EQ(nobody.one_or_none(), std::nullopt);
  EXPECT_EQ(nobody.first(), std::nullopt);
  EXPECT_THROW(session.query(authors).one(), MultipleResultsFound);
  EXPECT_THROW(session.query(authors).one_or_none(), MultipleResultsFound);
  EXPECT_EQ(session.query(authors.name).order_by(authors.name).first(), "Calvino");
}

TEST_F(QueryTest, CountsInTheDatabase) {
  EXPECT_EQ(session.query(books).filter(books.pages > 100).count(), 3);
  EXPECT_EQ(session.query(count()).from(books).one(), 4);
  EXPECT_EQ(session.query(authors).join(books).count(), 3);
}

TEST_F(QueryTest, FiltersAddUpAndLeaveTheOldQueryAsItWas) {
  const auto all = session.query(authors);
  const auto some = all.filter(authors.born > 1900, authors.name != "Eco").filter(text("1 = 1"));
  EXPECT_EQ(some.one()->name, "Levi");
  EXPECT_EQ(sent(), std::string("SELECT ") + author_columns +
                        " FROM authors WHERE authors.born > ? AND authors.name != ? AND (1 = 1) "
                        "(1900, 'Eco')");
  EXPECT_EQ(all.count(), 3);
}

TEST_F(QueryTest, ConditionsPutTogetherAtRunTimeAreCheckedThen) {
  const Condition about_books = books.pages > 1;
  try {
    session.query(authors).filter(about_books).all();
    FAIL() << "a table that was not joined was used";
  } catch (const QueryError& error) {
    EXPECT_STREQ(error.what(),
                 "the query uses books.pages and does not select from books; join it");
  }
  EXPECT_EQ(session.query(authors).join(books).filter(about_books).count(), 3);
}

TEST_F(QueryTest, TakesWildcardsLiterally) {
  session.add(Author{.name = "50% _off_ /"});
  const auto found = [&](const auto& test) { return session.query(authors).filter(test).count(); };
  EXPECT_EQ(found(authors.name.contains("%")), 1);
  EXPECT_EQ(found(authors.name.contains("_off_ /")), 1);
  EXPECT_EQ(found(authors.name.startswith("50%")), 1);
  EXPECT_EQ(found(authors.name.endswith("_")), 0);
  EXPECT_EQ(found(authors.name.like("%e%")), 2);
  EXPECT_EQ(found(authors.name.ilike("LEVI")), 1);
}

TEST_F(QueryTest, AsksAboutRelatedRows) {
  const auto names = [&](const auto& test) {
    return session.query(authors.name).filter(test).order_by(authors.name).all();
  };
  using Names = std::vector<std::string>;
  EXPECT_EQ(names(authors.books.any()), (Names{"Eco", "Levi"}));
  EXPECT_EQ(names(!authors.books.any()), Names{"Calvino"});
  EXPECT_EQ(names(authors.books.any(books.pages > 550 && books.title.startswith("P"))),
            Names{"Eco"});
  const auto eco = session.get<Author>(1);
  EXPECT_EQ(session.query(books).filter(books.author == eco).count(), 2);
  EXPECT_EQ(session.query(books).filter(books.author == Handle<Author>()).count(), 1);
  EXPECT_EQ(session.query(books).filter(books.author.has(authors.born < 1930)).one()->title,
            "Table");
}

TEST_F(QueryTest, RelationshipsOfATableToItself) {
  TreeNode root{.name = "root"};
  root.children.add(TreeNode{.name = "leaf"});
  session.add(std::move(root));
  EXPECT_EQ(session.query(nodes.name).filter(nodes.parent.has(nodes.name == "root")).one(), "leaf");
  EXPECT_EQ(session.query(nodes.name).filter(nodes.children.any(nodes.name == "leaf")).one(),
            "root");
}

}  // namespace
