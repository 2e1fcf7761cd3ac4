// Reads a value of SQLite's as a Cell. Its bytes stay SQLite's.

#pragma once

#include <sqlite3.h>

#include <retort/engine/cell.h>

namespace retort::engine::sqlite {

/// Their number is asked for last: asking for the bytes may convert the value.
inline void set_bytes(Cell& cell, Storage storage, const void* data, sqlite3_value* value) {
  cell.storage = storage;
  cell.data = static_cast<const char*>(data);
  cell.size = static_cast<std::size_t>(sqlite3_value_bytes(value));
}

/// Each part is written where it stays: a processor waits to copy what was just written in parts.
inline void read_cell(Cell& cell, sqlite3_value* value) {
  switch (sqlite3_value_type(value)) {
    case SQLITE_INTEGER:
      cell.storage = Storage::integer;
      cell.integer = sqlite3_value_int64(value);
      return;
    case SQLITE_FLOAT:
      cell.storage = Storage::real;
      cell.real = sqlite3_value_double(value);
      return;
    case SQLITE_TEXT: return set_bytes(cell, Storage::text, sqlite3_value_text(value), value);
    case SQLITE_BLOB: return set_bytes(cell, Storage::blob, sqlite3_value_blob(value), value);
    default: cell.storage = Storage::null;
  }
}

}  // namespace retort::engine::sqlite
