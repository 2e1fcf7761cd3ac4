// expect: retort: the columns of this query are not those of the shape

#include "models.h"

using namespace shop;

template <class As>
struct TotalRow {
  static constexpr auto table_name = "totals";

  Column<As, "order_id", std::int64_t> order_id{};
  Column<As, "total", std::int64_t> total{};
};

// sum() may be NULL.
auto table() {
  return select(items.order_id, sum(items.price)).group_by(items.order_id).as(shape<TotalRow>);
}
