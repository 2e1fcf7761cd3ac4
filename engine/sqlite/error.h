// SQLite's result codes, as the exceptions of engine/error.h.

#pragma once

#include <source_location>
#include <string_view>

#include <retort/engine/error.h>
#include <retort/engine/sqlite/busy_wait.h>

struct sqlite3;

namespace retort::engine::sqlite {

/// Throws what the connection's last call has left.
[[noreturn]] void throw_error(sqlite3* database, std::string_view sql, const BusyWait& busy,
                              std::source_location where = std::source_location::current());

/// Throws the subclass that the code stands for.
[[noreturn]] void throw_error(DatabaseError::Details details,
                              std::source_location where = std::source_location::current());

}  // namespace retort::engine::sqlite
