// What ON DELETE does to rows, and objects that no loaded collection leads to.

#include <gtest/gtest.h>

#include <retort/orm/session.h>

#include "orm/case_models.h"

namespace on_delete_case {

using namespace retort::test::cases;

template <class As>
struct OrderModel;
template <class As>
struct CustomerModel {
  static constexpr auto table_name = "customer";
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "name", std::string> name{};
  Column<As, "best_id", std::optional<std::int64_t>,
         references<OrderModel, "id", on_delete<set_null>>>
      best_id{};
  BelongsTo<As, OrderModel, "best_id"> best{};
};
template <class As>
struct OrderModel {
  static constexpr auto table_name = "orders";
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "name", std::string> name{};
};
template <class As>
struct LineModel {
  static constexpr auto table_name = "line";
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "order_id", std::int64_t, references<OrderModel, "id", on_delete<cascade>>> order_id{};
  BelongsTo<As, OrderModel, "order_id"> order{};
};
/// Without a relationship.
template <class As>
struct RemarkModel {
  static constexpr auto table_name = "remark";
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "line_id", std::int64_t, references<LineModel, "id", on_delete<cascade>>> line_id{};
};
using Customer = Entity<CustomerModel>;
using Order = Entity<OrderModel>;
using Line = Entity<LineModel>;
using Remark = Entity<RemarkModel>;

}  // namespace on_delete_case

namespace {

using namespace on_delete_case;

class OnDeleteTest : public CaseTest<CustomerModel, OrderModel, LineModel, RemarkModel> {
 protected:
  OnDeleteTest() {
    run("INSERT INTO orders VALUES (1, 'o'), (2, 'p')");
    run("INSERT INTO customer VALUES (1, 'c', 1), (2, 'd', 2)");
    run("INSERT INTO line VALUES (1, 1), (2, 2)");
    run("INSERT INTO remark VALUES (1, 1), (2, 2)");
  }
};

// SQLite gives the key of a deleted row to the next one, so that a foreign key which was kept in memory
// would look as if nothing had changed.
TEST_F(OnDeleteTest, TheForeignKeyIsNullInMemoryToo) {
  run("DELETE FROM remark");
  run("DELETE FROM line");
  run("DELETE FROM orders WHERE id = 2");
  const auto customer = session.get<Customer>(1);
  session.remove(customer->best.get());
  session.flush();
  EXPECT_FALSE(customer->best);
  EXPECT_EQ(customer->best_id, std::nullopt);
  const auto next = session.add(Order{.name = "next"});
  customer->best = next;
  session.commit();
  EXPECT_EQ(next->id, 1);
  EXPECT_EQ(rows("SELECT best_id FROM customer WHERE id = 1"), Lines{"(1)"});
}

TEST_F(OnDeleteTest, WhatWasDeletedAlongIsNoObject) {
  const auto other = session.get<Remark>(2);
  EXPECT_TRUE(session.get<Line>(1));
  EXPECT_TRUE(session.get<Remark>(1));
  session.remove(session.get<Order>(1));
  session.flush();
  recorder.take();
  EXPECT_FALSE(session.get<Remark>(1));
  EXPECT_FALSE(session.get<Line>(1));
  EXPECT_EQ(recorder.take().size(), 2U);
  // The others are as they were.
  EXPECT_EQ(session.get<Remark>(2), other);
  EXPECT_EQ(recorder.take(), Lines{});
  session.rollback();
  EXPECT_TRUE(session.get<Remark>(1));
  EXPECT_EQ(session.get<Line>(1)->order->name, "o");
}

TEST_F(OnDeleteTest, ARollbackInsideBringsItBack) {
  const auto customer = session.get<Customer>(1);
  {
    auto nested = session.begin_nested();
    session.remove(session.get<Order>(1));
    session.flush();
    EXPECT_FALSE(customer->best);
  }
  EXPECT_EQ(customer->best->name, "o");
}

}  // namespace
