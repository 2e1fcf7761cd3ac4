// Rows by the names of their columns, and streams in partitions.

#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <retort/engine/engine.h>
#include <retort/orm/error.h>
#include <retort/orm/row_mapping.h>
#include <retort/orm/session.h>

#include "orm/library_fixture.h"

namespace retort::test {
namespace {

class RowMappingTest : public LibraryTest {};

TEST_F(RowMappingTest, OfAStatementByHand) {
  const auto rows =
      session.sql("SELECT name, born FROM authors WHERE id < :most ORDER BY id", arg("most", 4))
          .mappings()
          .all();
  ASSERT_EQ(rows.size(), 3U);
  EXPECT_EQ(rows[0].names(), (Texts{"name", "born"}));
  EXPECT_EQ(rows[0]["name"], engine::Value{"Eco"});
  EXPECT_EQ(rows[0].get<int>("born"), 1932);
  EXPECT_EQ(rows[2].get<std::optional<int>>("born"), std::nullopt);
  EXPECT_EQ(rows[1][0], engine::Value{"Levi"});
  EXPECT_TRUE(rows[0].contains("born"));
  EXPECT_FALSE(rows[0].contains("died"));
  EXPECT_EQ(rows[0].size(), 2U);
}

TEST_F(RowMappingTest, OfColumnsLabelsAndFunctions) {
  const auto row = session.query(authors.name, (authors.born + 1).label("next"), count(books.id))
                       .join(books)
                       .group_by(authors.id)
                       .order_by(authors.id)
                       .mappings()
                       .first();
  ASSERT_TRUE(row);
  EXPECT_EQ(row->names(), (Texts{"name", "next", "count"}));
  EXPECT_EQ(row->get<std::int64_t>("next"), 1933);
  EXPECT_EQ(row->get<std::int64_t>("count"), 2);
}

TEST_F(RowMappingTest, OfATableAreItsColumns) {
  const auto row = session.query(authors).filter(authors.name == "Eco").mappings().one();
  EXPECT_EQ(row.names(), (Texts{"id", "name", "born", "country"}));
  EXPECT_EQ(row["country"], engine::Value{"?"});
}

TEST_F(RowMappingTest, ANameTwiceIsAskedForByItsPlace) {
  const auto row =
      session.query(authors.id, books.id).join(books).order_by(books.id).mappings().first();
  ASSERT_TRUE(row);
  EXPECT_THROW((*row)["id"], QueryError);
  EXPECT_THROW((*row)["name"], QueryError);
  EXPECT_EQ((*row)[1], engine::Value{1});
}

TEST_F(RowMappingTest, OneAndNone) {
  const auto nobody = session.query(authors.name).filter(authors.name == "Nobody");
  EXPECT_THROW(nobody.mappings().one(), NoResultFound);
  EXPECT_FALSE(nobody.mappings().one_or_none());
  EXPECT_FALSE(nobody.mappings().first());
  EXPECT_THROW(session.query(authors.name).mappings().one(), MultipleResultsFound);
}

TEST_F(RowMappingTest, FlushesAndEndsWithItsSession) {
  session.add(Author{.name = "Sciascia"});
  int rows = 0;
  session.query(authors.name).mappings().each([&](const RowMapping&) { ++rows; });
  EXPECT_EQ(rows, 4);

  auto other = std::make_unique<Session>(recorder.engine());
  const auto mappings = other->query(authors.name).mappings();
  other.reset();
  EXPECT_THROW(mappings.all(), DetachedError);
}

TEST_F(RowMappingTest, OfAUnion) {
  const auto rows = session.query(authors.name)
                        .filter(authors.id == 1)
                        .union_all(session.query(books.title).filter(books.id == 1))
                        .mappings()
                        .all();
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0].names(), Texts{"name"});
  EXPECT_EQ(rows[1]["name"], engine::Value{"Rose"});
}

using PartitionsTest = LibraryTest;

TEST_F(PartitionsTest, AreFullButForTheLast) {
  std::vector<std::size_t> sizes;
  Texts titles;
  for (const auto& batch : session.query(books.title).order_by(books.id).stream().partitions(3)) {
    sizes.push_back(batch.size());
    titles.insert(titles.end(), batch.begin(), batch.end());
  }
  EXPECT_EQ(sizes, (std::vector<std::size_t>{3, 1}));
  EXPECT_EQ(titles, (Texts{"Rose", "Pendulum", "Table", "Beowulf"}));
}

TEST_F(PartitionsTest, OfNoRowsAreNone) {
  for (const auto& batch : session.query(books).filter(books.id > 99).stream().partitions(3))
    FAIL() << batch.size();
}

TEST_F(PartitionsTest, OfPlainRowsAreWhole) {
  std::vector<std::string> titles;
  for (const auto& batch : session.query(plain(books)).order_by(books.id).stream().partitions(2))
    for (const auto& book : batch) titles.push_back(book.title);
  EXPECT_EQ(titles, (Texts{"Rose", "Pendulum", "Table", "Beowulf"}));
}

}  // namespace
}  // namespace retort::test
