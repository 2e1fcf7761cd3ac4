// expect: retort: a computed column is written by the database alone

#include "models.h"

using namespace shop;

template <class As>
struct PriceModel {
  static constexpr auto table_name = "prices";

  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "twice", int, computed<"id * 2">> twice{};
};
inline constexpr auto prices = table<PriceModel>;

auto change() { return assign(prices.twice, 5); }
