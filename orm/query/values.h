// values(): rows of the program's as a table in FROM, under the name and with the columns of a shape.
//
//   const std::vector<Entity<PriceShape>> list = {{.title = "Ubik", .cents = 999}, ...};
//   session.query(books, prices.cents).join(values(prices, list), prices.title == books.title)
//
// The rows are copied when it is called, and bound as parameters, of which SQLite takes 32,766. No
// rows are a table without any.

#pragma once

#include <memory>
#include <utility>
#include <vector>

#include <retort/orm/mapping/mapper.h>
#include <retort/orm/query/from_of.h>

namespace retort::orm {

namespace detail {

/// The values of an entity's columns, in their order.
std::vector<NodePtr> row_of_values(const Mapper& mapper, const void* entity);

}  // namespace detail

template <detail::FromTarget Table, class Rows>
auto values(const Table& table, const Rows& rows) {
  using Named = typename detail::FromOf<Table>::Table;
  auto item = detail::FromOf<Table>::item(table);
  std::vector<std::vector<NodePtr>> lowered;
  for (const detail::EntityOf<Named>& row : rows)
    lowered.push_back(detail::row_of_values(*item.source.mapper, &row));
  item.rows = std::make_shared<const std::vector<std::vector<NodePtr>>>(std::move(lowered));
  return detail::Derived<Named>{std::move(item)};
}

}  // namespace retort::orm
