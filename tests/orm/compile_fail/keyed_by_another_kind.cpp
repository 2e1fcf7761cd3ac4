// expect: retort: the key is of another kind than the column that keyed_by<> names

#include "models.h"

using namespace shop;

template <class As>
struct BasketModel {
  static constexpr auto table_name = "baskets";

  Column<As, "id", std::int64_t, primary_key> id{};
  HasMany<As, ItemModel, "order_id", keyed_by<"price">> things{};
};
using Basket = Entity<BasketModel>;

auto three(const Handle<Basket>& basket) { return basket->things["three"]; }
