// Window functions, and FILTER.

#include "orm/library_fixture.h"

namespace {

using namespace retort::test;

using WindowTest = LibraryTest;

TEST_F(WindowTest, RankWithinPartitions) {
  const auto place =
      rank().over(window().partition_by(books.author_id).order_by(books.pages.desc()));
  const auto rows = session.query(books.title, place.label("place")).order_by(books.id).all();
  EXPECT_EQ(sent(),
            "SELECT books.title AS books_title, rank() OVER (PARTITION BY books.author_id ORDER BY "
            "books.pages DESC) AS place FROM books ORDER BY books.id");
  EXPECT_EQ(rows[0], (std::tuple{std::string("Rose"), std::int64_t{2}}));
  EXPECT_EQ(rows[1], (std::tuple{std::string("Pendulum"), std::int64_t{1}}));
}

TEST_F(WindowTest, Frames) {
  const auto by_id = window().order_by(books.id);
  const auto sql = [](const auto& frame) { return sum(books.pages).over(frame).sql(); };
  const std::string begin = "sum(books.pages) OVER (ORDER BY books.id ";
  EXPECT_EQ(sql(by_id.rows(preceding(1), following(2))),
            begin + "ROWS BETWEEN :param_1 PRECEDING AND :param_2 FOLLOWING)");
  EXPECT_EQ(sql(by_id.groups(unbounded_preceding(), current_row()).exclude_ties()),
            begin + "GROUPS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW EXCLUDE TIES)");
  EXPECT_EQ(sql(by_id.range(current_row(), unbounded_following()).exclude_group()),
            begin + "RANGE BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING EXCLUDE GROUP)");
  EXPECT_EQ(sql(by_id.exclude_current_row()),
            begin + "RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW EXCLUDE CURRENT ROW)");
  const auto moving = sum(books.pages).over(by_id.rows(preceding(1), current_row()));
  EXPECT_EQ(session.query(moving).order_by(books.id).all(),
            (std::vector<std::optional<std::int64_t>>{500, 1100, 800, 300}));
}

TEST_F(WindowTest, OfTheirOwnNames) {
  const auto rows =
      session
          .query(books.id, row_number().over(window("by_size")), ntile(2).over(window("by_size")))
          .named_window("by_size", window().order_by(books.pages))
          .order_by(books.id);
  EXPECT_EQ(sql_from(rows, "SELECT"),
            "SELECT books.id AS books_id, row_number() OVER by_size AS row_number_1, ntile(?) OVER "
            "by_size AS ntile_1 FROM books WINDOW by_size AS (ORDER BY books.pages) ORDER BY "
            "books.id");
  EXPECT_EQ(rows.first(), (std::tuple{std::int64_t{1}, std::int64_t{3}, std::int64_t{2}}));
  EXPECT_EQ(rank().over(window("w").order_by(books.id)).sql(), "rank() OVER (w ORDER BY books.id)");
}

TEST_F(WindowTest, Neighbours) {
  const auto by_id = window().order_by(books.id);
  const auto row =
      session
          .query(lag(books.pages).over(by_id), lead(books.pages, 1, 0).over(by_id),
                 first_value(books.title).over(by_id), last_value(books.title).over(by_id),
                 nth_value(books.title, 2).over(by_id), dense_rank().over(by_id),
                 percent_rank().over(by_id), cume_dist().over(by_id))
          .order_by(books.id)
          .first();
  EXPECT_EQ(*row, (std::tuple{std::optional<int>(), 600, std::optional<std::string>("Rose"),
                              std::optional<std::string>("Rose"), std::optional<std::string>(),
                              std::int64_t{1}, 0.0, 0.25}));
}

TEST_F(WindowTest, FilteredAggregates) {
  const auto many = count(books.id).filter(books.pages > 300);
  const auto rows = session.query(authors.name, many.label("many"), count_distinct(books.title))
                        .outer_join(books)
                        .group_by(authors.id)
                        .having(many >= 0)
                        .order_by(many.desc())
                        .limit(1)
                        .all();
  EXPECT_EQ(
      sent(),
      "SELECT authors.name AS authors_name, count(books.id) FILTER (WHERE books.pages > ?) AS "
      "many, count(DISTINCT books.title) AS count_1 FROM authors LEFT OUTER JOIN books ON "
      "authors.id = books.author_id GROUP BY authors.id HAVING count(books.id) FILTER (WHERE "
      "books.pages > ?) >= ? ORDER BY count(books.id) FILTER (WHERE books.pages > ?) DESC "
      "LIMIT ? OFFSET ? (300, 300, 0, 300, 1, 0)");
  EXPECT_EQ(rows, (std::vector{std::tuple{std::string("Eco"), std::int64_t{2}, std::int64_t{2}}}));
  EXPECT_EQ(sum(books.pages).filter(books.pages > 1).over(window()).sql(),
            "sum(books.pages) FILTER (WHERE books.pages > :pages_1) OVER ()");
}

}  // namespace
