// Relationships that write the same column: foreign keys that have one in common, and collections
// along the same key.

#include <gtest/gtest.h>

#include <retort/orm/model.h>
#include <retort/orm/session.h>
#include <retort/schema/metadata.h>

#include "orm/recorder.h"

namespace retort::test {
namespace {

using namespace retort::orm;

template <class As>
struct CompanyModel {
  static constexpr auto table_name = "companies";
  Column<As, "id", std::int64_t, primary_key> id{};
};

template <class As>
struct OrderModel {
  static constexpr auto table_name = "orders";
  static constexpr std::tuple constraints{primary_key_of<"company_id", "number">{}};
  Column<As, "company_id", std::int64_t> company_id{};
  Column<As, "number", std::int64_t> number{};
};

template <class As>
struct ProductModel {
  static constexpr auto table_name = "products";
  static constexpr std::tuple constraints{primary_key_of<"company_id", "code">{}};
  Column<As, "company_id", std::int64_t> company_id{};
  Column<As, "code", std::string> code{};
};

template <class As>
struct LineModel {
  static constexpr auto table_name = "lines";
  static constexpr std::tuple constraints{
      foreign_key_of<columns<"order_company", "number">, OrderModel,
                     columns<"company_id", "number">>{},
      foreign_key_of<columns<"order_company", "code">, ProductModel,
                     columns<"company_id", "code">>{}};
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "order_company", std::int64_t, references<CompanyModel, "id">> company_id{};
  Column<As, "number", std::int64_t> number{};
  Column<As, "code", std::string> code{};
  BelongsTo<As, CompanyModel, "order_company"> company{};
  BelongsTo<As, OrderModel, "order_company"> order{};
  BelongsTo<As, ProductModel, "order_company"> product{};
};

template <class As>
struct PageModel;
template <class As>
struct BookModel {
  static constexpr auto table_name = "books";
  Column<As, "id", std::int64_t, primary_key> id{};
  HasMany<As, PageModel, "book_id"> pages{};
  HasMany<As, PageModel, "book_id", ordered_by<"id">> in_order{};
};
template <class As>
struct PageModel {
  static constexpr auto table_name = "pages";
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "book_id", std::int64_t, references<BookModel, "id">> book_id{};
};

using Company = Entity<CompanyModel>;
using Order = Entity<OrderModel>;
using Product = Entity<ProductModel>;
using Line = Entity<LineModel>;
inline constexpr auto lines = table<LineModel>;

class SharedColumnsTest : public testing::Test {
 protected:
  SharedColumnsTest() {
    create_all(recorder.engine(), metadata<CompanyModel, OrderModel, ProductModel, LineModel>());
    for (const std::int64_t company : {1, 2}) {
      companies[company] = session.add(Company{.id = company});
      orders[company] = session.add(Order{.company_id = company, .number = 7});
      products[company] = session.add(Product{.company_id = company, .code = "x"});
    }
    session.commit();
  }

  Recorder recorder;
  Session session{recorder.engine()};
  Handle<Company> companies[3];
  Handle<Order> orders[3];
  Handle<Product> products[3];
};

TEST_F(SharedColumnsTest, WhatAgreesIsWritten) {
  const auto line = session.add(Line{.order = orders[1], .product = products[1]});
  session.commit();
  line->order = orders[2];
  line->product = products[2];
  session.commit();
  EXPECT_EQ(session.query(lines.company_id).one(), 2);
  EXPECT_EQ(line->order, orders[2]);
  EXPECT_EQ(line->product, products[2]);
}

TEST_F(SharedColumnsTest, ANewObjectOfTwoThatDoNotGoTogetherIsRefused) {
  session.add(Line{.order = orders[1], .product = products[2]});
  EXPECT_THROW(session.flush(), ValidationError);
}

TEST_F(SharedColumnsTest, WhatOneWritesOverTheOtherIsRefused) {
  const auto line = session.add(Line{.order = orders[1], .product = products[1]});
  session.commit();
  line->product = products[2];
  try {
    session.flush();
    FAIL() << "the line would be of another order";
  } catch (const ValidationError& error) {
    EXPECT_EQ(error.table(), "lines");
    EXPECT_EQ(error.column(), "order_company");
    EXPECT_EQ(error.value(), "2");
    EXPECT_NE(error.reason().find("orders and to products"), std::string::npos) << error.reason();
  }
  line->order = orders[2];
  session.commit();
  EXPECT_EQ(session.query(lines.company_id).one(), 2);
}

TEST_F(SharedColumnsTest, ParentsWithoutRowsAreCheckedWhenTheyHaveThem) {
  const auto order = session.add(Order{.company_id = 1, .number = 8});
  session.add(Line{.order = order, .product = products[2]});
  EXPECT_THROW(session.flush(), ValidationError);
}

TEST_F(SharedColumnsTest, AKeyInsideOfAnotherFollows) {
  const auto line =
      session.add(Line{.company = companies[1], .order = orders[1], .product = products[1]});
  session.commit();
  line->order = orders[2];
  line->product = products[2];
  session.commit();
  EXPECT_EQ(line->company, companies[2]);
}

TEST_F(SharedColumnsTest, ValuesThatAreSetByHandAreTheProgramsAffair) {
  const auto line = session.add(Line{.order = orders[1], .product = products[1]});
  session.commit();
  line->company_id = 2;
  session.commit();
  EXPECT_EQ(line->order, orders[2]);
  EXPECT_EQ(line->product, products[2]);
}

TEST_F(SharedColumnsTest, TwoCollectionsAlongOneKeyAreRefused) {
  EXPECT_THROW(session.add(Entity<BookModel>{}), QueryError);
}

}  // namespace
}  // namespace retort::test
