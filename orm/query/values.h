// values(): rows of the program's as a table in FROM, under the name and with the columns of a shape.
//
//   const std::vector<Entity<PriceShape>> list = {{.title = "Ubik", .cents = 999}, ...};
//   session.query(books, prices.cents).join(values(prices, list), prices.title == books.title)
//
// The rows are copied when it is called, and bound as parameters, of which SQLite takes 32,766. No
// rows are a table without any.

#pragma once

#include <utility>
#include <vector>

#include <retort/orm/expression/tree.h>
#include <retort/orm/query/from_of.h>
#include <retort/orm/shared.h>

namespace retort::orm {

namespace detail {

/// The values of an entity's columns, in their order.
std::vector<NodePtr> row_of_values(const Mapper& mapper, const void* entity);
/// Makes these what stands in the place of the table.
void set_rows(FromItem& item, std::vector<std::vector<NodePtr>> rows);

}  // namespace detail

template <detail::FromTarget Table, class Rows>
auto values(const Table& table, const Rows& rows) {
  using Named = typename detail::FromOf<Table>::Table;
  auto item = detail::FromOf<Table>::item(table);
  std::vector<std::vector<NodePtr>> lowered;
  for (const detail::EntityOf<Named>& row : rows)
    lowered.push_back(detail::row_of_values(*item.source.mapper, &row));
  detail::set_rows(item, std::move(lowered));
  return detail::Derived<Named>{std::move(item)};
}

}  // namespace retort::orm
