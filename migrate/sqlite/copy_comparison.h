// The proof that a copy of a table has what the table has, before the table goes.

#pragma once

#include <functional>
#include <string>
#include <vector>

#include <retort/engine/dialect.h>
#include <retort/migrate/planner.h>
#include <retort/migrate/sqlite/table_change.h>

namespace retort::migrate::sqlite {

/// A condition on the keys of the rows to compare, for the name by which a statement calls a table.
using RowRange = std::function<std::string(const std::string& name)>;

/// Checks that find rows where the copy has another number of rows, lacks one, or has another value in a
/// column that it took over. Reads both tables side by side, in the order of their keys. Stronger than
/// a checksum: it compares the values, and can name the rows.
std::vector<Step> compare_copy(const TableChange& change, const std::string& copy,
                               const engine::Dialect& dialect, const RowRange& range = {});

}  // namespace retort::migrate::sqlite
