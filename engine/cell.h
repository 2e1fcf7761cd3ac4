// engine::Cell: a value as the database holds it: a column's in a row, or one that is bound.
//
//   const engine::Cell cell = statement.cell(0);
//   if (cell.storage == engine::Storage::text) std::cout << cell.bytes();

#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <retort/engine/value.h>

namespace retort::engine {

/// The storage class of a column's value in the current row.
enum class Storage { null, integer, real, text, blob };

/// It does not own its bytes. Of the members the one that `storage` names is set.
struct Cell {
  Storage storage = Storage::null;
  union {
    std::int64_t integer = 0;
    double real;
    /// Of text and blobs, with `size`. What a row has is valid until the statement's next step() or
    /// reset().
    const char* data;
  };
  std::size_t size = 0;

  std::string_view bytes() const { return {data, size}; }
};

/// A copy of it.
Value to_value(const Cell& cell);

}  // namespace retort::engine
