// Two correct models for the programs that must not compile.

#pragma once

#include <retort/orm/model.h>
#include <retort/orm/session.h>

namespace shop {

using namespace retort::orm;

template <class As>
struct ItemModel;

template <class As>
struct OrderModel {
  static constexpr auto table_name = "orders";

  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "customer", std::string> customer{};
  HasMany<As, ItemModel, "order_id"> items{};
};

template <class As>
struct ItemModel {
  static constexpr auto table_name = "items";

  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "price", int> price{};
  Column<As, "order_id", std::int64_t, references<OrderModel, "id">> order_id{};
  BelongsTo<As, OrderModel, "order_id"> order{};
};

using Order = Entity<OrderModel>;
using Item = Entity<ItemModel>;
inline constexpr auto orders = table<OrderModel>;
inline constexpr auto items = table<ItemModel>;

}  // namespace shop
