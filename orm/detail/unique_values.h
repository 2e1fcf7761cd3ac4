// Which rows of a flush give up a unique value that another one takes: the second has to wait for
// the first.

#pragma once

#include <vector>

#include <retort/orm/detail/flush_plan.h>

namespace retort::orm::detail {

struct Conflict {
  Instance* releases;
  Instance* takes;
  const Mapper* table;
  /// The columns that are unique together, of the one that releases them.
  ColumnSet columns;
};

/// Costs nothing where no row is deleted and no unique column changed.
std::vector<Conflict> find_conflicts(const std::vector<TableWork>& tables);

/// The column of the set that a row gives up its place with: one that may be NULL, else one that
/// says the least about other rows.
const MappedColumn& parking_column(const Mapper& mapper, const ColumnSet& columns);
/// A random value of the same storage class.
engine::Value value_of_nobody(const engine::Value& like);

}  // namespace retort::orm::detail
