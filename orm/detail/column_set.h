// detail::ColumnSet: some of the columns of a model, by their position in Mapper::columns. It costs
// no allocation, and two sets compare in a few instructions: a flush asks for every row which
// statement fits.

#pragma once

#include <algorithm>
#include <bitset>
#include <cstddef>
#include <functional>
#include <vector>

#include <retort/orm/mapping/mapper.h>

namespace retort::orm::detail {

inline constexpr std::size_t most_columns = 256;
using ColumnSet = std::bitset<most_columns>;

inline std::size_t position_of(const Mapper& mapper, const MappedColumn& column) {
  const auto* first = mapper.columns.data();
  const std::less<const MappedColumn*> before;
  const bool own = !before(&column, first) && before(&column, first + mapper.columns.size());
  // Else it is the same column of a base or of a derived model.
  return static_cast<std::size_t>((own ? &column : mapper.find_column(column.name)) - first);
}

/// The column whose values the field moves.
inline const MappedColumn& column_of(const Mapper& mapper, const Field& field) {
  return *std::ranges::find(mapper.columns, field.offset, &MappedColumn::offset);
}

inline ColumnSet all_columns(const Mapper& mapper) {
  return ColumnSet().set() >> (most_columns - mapper.columns.size());
}

inline ColumnSet set_of(const Mapper& mapper, const std::vector<const MappedColumn*>& columns) {
  ColumnSet set;
  for (const auto* column : columns) set.set(position_of(mapper, *column));
  return set;
}

/// Those that lie in one of the model's tables; with `keys` also the key's, which every table has.
inline ColumnSet columns_in(const Mapper& mapper, const Mapper& table, bool keys) {
  ColumnSet set;
  for (std::size_t i = 0; i < mapper.columns.size(); ++i) {
    const auto& column = mapper.columns[i];
    if (column.home == &table || (keys && column.primary_key)) set.set(i);
  }
  return set;
}

/// Calls visit with each column of the set, in the order of the model.
template <class Visitor>
void for_each_column(const Mapper& mapper, const ColumnSet& set, Visitor visit) {
  for (std::size_t i = 0; i < mapper.columns.size(); ++i) {
    if (set[i]) visit(mapper.columns[i]);
  }
}

}  // namespace retort::orm::detail
