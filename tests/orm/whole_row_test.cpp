// Objects of so many columns that SQLite hands their rows over in one piece: what a program sees of its
// queries is as it would be otherwise.

#include <optional>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include <retort/orm/error.h>
#include <retort/orm/model.h>
#include <retort/orm/session.h>
#include <retort/schema/metadata.h>

#include "orm/recorder.h"

namespace retort::test {

using namespace retort::orm;

template <class As>
struct WideModel {
  static constexpr auto table_name = "wide";
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "name", std::string> name{};
  Column<As, "size", std::optional<std::int64_t>> size{};
  Column<As, "price", double> price{};
  Column<As, "note", std::optional<std::string>> note{};
  Column<As, "kind", std::int64_t> kind{};
};
using Wide = Entity<WideModel>;
inline constexpr auto wide = table<WideModel>;

}  // namespace retort::test

namespace {

using namespace retort::test;
using std::vector;

class WholeRowTest : public testing::Test {
 protected:
  WholeRowTest() {
    create_all(recorder.engine(), metadata<WideModel>());
    vector<Wide> rows(20);
    for (std::int64_t i = 0; i < 20; ++i) {
      auto& row = rows[static_cast<std::size_t>(i)];
      row = {.id = i + 1,
             .name = "n" + std::to_string(i * 7 % 20),
             .price = static_cast<double>(i) / 2,
             .kind = i % 3};
      if (i % 2 == 0) row.size = i;
      if (i % 4 == 0) row.note = std::string(static_cast<std::size_t>(i), 'x');
    }
    session.insert(rows);
    session.commit();
    recorder.take();
  }

  template <class Query>
  static vector<std::int64_t> ids(const Query& query) {
    vector<std::int64_t> found;
    for (const auto& each : query.all()) found.push_back(each->id);
    return found;
  }

  Recorder recorder;
  Session session{recorder.engine()};
};

TEST_F(WholeRowTest, WhatIsLoggedIsTheQuery) {
  const auto query = session.query(wide).filter(wide.id == 9);
  EXPECT_EQ(query.one()->note, "xxxxxxxx");
  EXPECT_EQ(
      recorder.sent(),
      "SELECT wide.id AS wide_id, wide.name AS wide_name, wide.size AS wide_size, wide.price AS "
      "wide_price, wide.note AS wide_note, wide.kind AS wide_kind FROM wide WHERE wide.id = ? "
      "(9)");
  EXPECT_EQ(query.sql().find("retort_row"), std::string::npos);
  EXPECT_NE(query.explain().text().find("SEARCH wide"), std::string::npos);
}

TEST_F(WholeRowTest, OrdersAreKept) {
  EXPECT_EQ(ids(session.query(wide).order_by(wide.price.desc()).limit(3)),
            (vector<std::int64_t>{20, 19, 18}));
  EXPECT_EQ(ids(session.query(wide).filter(wide.id < 6).order_by(wide.kind, wide.id.desc())),
            (vector<std::int64_t>{4, 1, 5, 2, 3}));
  EXPECT_EQ(ids(session.query(wide).filter(wide.id < 4).order_by(wide.id.desc())),
            (vector<std::int64_t>{3, 2, 1}));
  vector<std::string> names;
  for (const Wide& row : session.query(plain(wide)).order_by(wide.name).limit(3).stream())
    names.push_back(row.name);
  EXPECT_EQ(names, (vector<std::string>{"n0", "n1", "n10"}));
}

// In SQLite a condition may use the name that the list gives to a column.
TEST_F(WholeRowTest, SqlByHandMayUseTheNamesOfTheList) {
  EXPECT_EQ(ids(session.query(wide).filter(text("wide_name = 'n7'"))), (vector<std::int64_t>{2}));
  EXPECT_EQ(ids(session.query(wide).filter(text("\"wide_name\" = 'n7'"))),
            (vector<std::int64_t>{2}));
}

TEST_F(WholeRowTest, TuplesAndDistinctRowsAreRead) {
  const auto columns =
      session.query(wide.kind, wide.size, wide.note, wide.name, wide.price).filter(wide.id < 3);
  using Row = std::tuple<std::int64_t, std::optional<std::int64_t>, std::optional<std::string>,
                         std::string, double>;
  EXPECT_EQ(columns.order_by(wide.price.desc()).all(),
            (vector<Row>{{1, std::nullopt, std::nullopt, "n7", 0.5}, {0, 0, "", "n0", 0.0}}));
  EXPECT_EQ(session.query(wide).distinct().all().size(), 20u);
}

TEST_F(WholeRowTest, AValueThatDoesNotFitIsNamedAndTheStreamGoesOn) {
  session.sql("UPDATE wide SET kind = 'none' WHERE id = 2").execute();
  auto stream = session.query(plain(wide)).filter(wide.id < 4).stream();
  vector<std::int64_t> seen;
  auto row = stream.begin();
  seen.push_back(row->id);
  try {
    ++row;
    FAIL() << "read";
  } catch (const ConversionError& error) {
    EXPECT_NE(std::string(error.what()).find("wide.kind of the row (2)"), std::string::npos)
        << error.what();
  }
  ++row;
  seen.push_back(row->id);
  EXPECT_EQ(seen, (vector<std::int64_t>{1, 3}));
}

TEST_F(WholeRowTest, RowsAreReadWhileOthersAreWritten) {
  std::size_t count = 0;
  for (const auto& row : session.query(wide).filter(wide.id <= 20).stream()) {
    const auto note = row->note;
    session.update(wide).set(wide.note, "changed").filter(wide.id == row->id).execute();
    EXPECT_NE(note, "changed");
    ++count;
  }
  EXPECT_EQ(count, 20u);
}

}  // namespace
