// How rows are asked for: structs, single values, streams, plans, parameters.

#include <ranges>

#include "orm/library_fixture.h"

namespace {

using namespace retort::test;

using ResultsTest = LibraryTest;

struct Summary {
  std::string name;
  std::int64_t books = 0;
};

TEST_F(ResultsTest, GoIntoAStruct) {
  const auto rows = session.query(authors.name, count(books.id))
                        .outer_join(books)
                        .group_by(authors.id)
                        .order_by(authors.name)
                        .into<Summary>()
                        .all();
  ASSERT_EQ(rows.size(), 3U);
  EXPECT_EQ(rows[0].name, "Calvino");
  EXPECT_EQ(rows[0].books, 0);
  EXPECT_EQ(rows[1].books, 2);
  EXPECT_EQ(
      session.query(authors.name, authors.id).order_by(authors.id).into<Summary>().first()->name,
      "Eco");
}

TEST_F(ResultsTest, PlainRowsAreNoObjects) {
  auto rows = session.query(plain(authors)).order_by(authors.id).all();
  static_assert(std::same_as<decltype(rows), std::vector<Author>>);
  rows[0].name = "changed";
  session.commit();
  EXPECT_EQ(session.query(authors.name).order_by(authors.id).first(), "Eco");
  EXPECT_EQ(rows[1].born, 1919);
}

TEST_F(ResultsTest, OneValue) {
  EXPECT_EQ(session.query(sum(books.pages)).scalar(), 1400);
  EXPECT_EQ(session.query(authors.born).filter(authors.name == "Calvino").scalar(), std::nullopt);
  EXPECT_EQ(session.query(authors.born).filter(authors.name == "Nobody").scalar(), std::nullopt);
  EXPECT_EQ(session.query(authors.name, authors.id).filter(authors.id == 2).scalar(), "Levi");
  EXPECT_THROW(session.query(authors.name).scalar(), MultipleResultsFound);
}

TEST_F(ResultsTest, ExistOrNot) {
  EXPECT_TRUE(session.query(authors).filter(authors.born > 1930).exists());
  EXPECT_EQ(folded(sent()).substr(0, 15), "SELECT EXISTS (");
  EXPECT_FALSE(session.query(authors).filter(authors.born > 2000).exists());
}

TEST_F(ResultsTest, FirstKeepsALimit) {
  EXPECT_EQ(session.query(authors.name).limit(0).first(), std::nullopt);
  EXPECT_EQ(session.query(authors.name).order_by(authors.id).limit(2).offset(1).first(), "Levi");
}

// Case 85 of the SQLAlchemy reference: joined relationships stream like anything else.
TEST_F(ResultsTest, Case85Stream) {
  static_assert(std::ranges::input_range<decltype(session.query(books.title).stream())>);
  Texts titles;
  for (const auto& [title, pages] :
       session.query(books.title, books.pages).order_by(books.id).stream()) {
    titles.push_back(title);
    if (titles.size() == 2) break;
  }
  EXPECT_EQ(titles, (Texts{"Rose", "Pendulum"}));
  int count = 0;
  for (auto& book : session.query(books).stream()) count += book->pages > 300 ? 1 : 0;
  EXPECT_EQ(count, 2);
}

TEST_F(ResultsTest, StreamsEndWithTheTransaction) {
  const auto query = session.query(books.title);
  const auto ends = [&](auto end) {
    auto stream = query.stream();
    auto row = stream.begin();
    end();
    EXPECT_THROW(++row, DetachedError);
  };
  ends([&] { session.commit(); });
  ends([&] { session.rollback(); });
  ends([&] { session.close(); });
  auto other = std::make_optional<Session>(recorder.engine());
  auto stream = other->query(books.title).stream();
  auto row = stream.begin();
  EXPECT_EQ(*row, "Rose");
  other.reset();
  EXPECT_THROW(++row, DetachedError);
  EXPECT_EQ(*row, "Rose");
}

TEST_F(ResultsTest, AStreamThatWasReadStaysAtItsEnd) {
  auto stream = session.query(authors.name).filter(authors.id == 1).stream();
  auto row = stream.begin();
  ++row;
  EXPECT_TRUE(row == stream.end());
  session.commit();
  EXPECT_TRUE(row == stream.end());
}

TEST_F(ResultsTest, ExplainThemselves) {
  const auto plan = session.query(authors).filter(authors.name == "Eco").explain();
  ASSERT_EQ(plan.steps.size(), 1U);
  EXPECT_EQ(plan.steps[0].detail, "SEARCH authors USING INDEX sqlite_autoindex_authors_1 (name=?)");
  EXPECT_EQ(plan.text(), plan.steps[0].detail + "\n");
  const auto nested =
      session.query(authors.id).union_all(select(books.id)).order_by(authors.id).explain();
  EXPECT_GT(nested.steps.size(), 2U);
  EXPECT_EQ(nested.steps[1].depth, 1);
}

TEST_F(ResultsTest, StepsOfAPlanAreNoObjects) {
  Session fresh(recorder.engine());
  const auto plan = fresh.query(authors).options(joinedload(authors.books)).explain();
  EXPECT_EQ(plan.steps.size(), 2U);
  EXPECT_NE(plan.text().find("books_1"), std::string::npos) << plan.text();
  EXPECT_EQ(fresh.query(authors).all().size(), 3U);
}

constexpr param<"year", int> year;
constexpr param<"rows", std::int64_t> rows_at_most;

TEST_F(ResultsTest, KeptQueriesTakeParameters) {
  static const auto younger =
      select(authors.name).filter(authors.born > year).order_by(authors.name).limit(rows_at_most);
  EXPECT_EQ(session.query(younger).bind(year = 1900, rows_at_most = 5).all(),
            (Texts{"Eco", "Levi"}));
  EXPECT_EQ(sent(),
            "SELECT authors.name AS authors_name FROM authors WHERE authors.born > ? ORDER BY "
            "authors.name LIMIT ? OFFSET ? (1900, 5, 0)");
  EXPECT_EQ(session.query(younger).bind(year = 1920, rows_at_most = 5).all(), Texts{"Eco"});
  EXPECT_EQ(session.query(younger).bind(year = 1900, rows_at_most = 1).count(), 1);
  try {
    session.query(younger).bind(year = 1900).all();
    FAIL() << "a parameter without a value was sent";
  } catch (const QueryError& error) {
    EXPECT_STREQ(error.what(),
                 "the query needs a value for its parameter rows; give it with bind()");
  }
  EXPECT_THROW(session.query(authors).bind(year = 3).all(), QueryError);
}

TEST_F(ResultsTest, Case85SelectinDoesNotLoadAheadOfAStream) {
  Session fresh(recorder.engine());
  std::vector<std::size_t> sizes;
  for (const auto& author :
       fresh.query(authors).options(selectinload(authors.books)).order_by(authors.id).stream())
    sizes.push_back(author->books.size());
  EXPECT_EQ(sizes, (std::vector<std::size_t>{2, 1, 0}));
  ASSERT_EQ(fresh.lazy_loads().size(), 1U);
  EXPECT_EQ(fresh.lazy_loads()[0].count, 3);
  EXPECT_THROW(fresh.query(authors).options(joinedload(authors.books)).stream(), QueryError);
}

}  // namespace
