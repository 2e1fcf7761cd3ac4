// engine::Cell: a column's value in a row as the database holds it.
//
//   const engine::Cell cell = statement.cell(0);
//   if (cell.storage == engine::Storage::text) std::cout << cell.bytes;

#pragma once

#include <cstdint>
#include <string_view>

#include <retort/engine/value.h>

namespace retort::engine {

/// The storage class of a column's value in the current row.
enum class Storage { null, integer, real, text, blob };

/// Of the members the one that `storage` names is set.
struct Cell {
  Storage storage = Storage::null;
  std::int64_t integer = 0;
  double real = 0;
  /// Of text and blobs; valid until the statement's next step() or reset().
  std::string_view bytes{};
};

/// A copy of it.
Value to_value(const Cell& cell);

}  // namespace retort::engine
