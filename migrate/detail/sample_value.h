// Values to try in a column.

#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include <retort/engine/value.h>
#include <retort/schema/table.h>

namespace retort::migrate::detail {

/// The value of a column's type for the n-th row: another one for each row, but for booleans.
engine::Value sample_value(const schema::Type& type, std::size_t row);

/// What else may do where a constraint does not take that one: the values that the table's CHECKs name
/// and those beside them, and some that are short.
std::vector<engine::Value> other_values(const schema::Table& table, const schema::Column& column,
                                        std::size_t row);

}  // namespace retort::migrate::detail
