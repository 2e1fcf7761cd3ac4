// Makes the program's functions and collations known to a handle.

#pragma once

#include <retort/engine/engine.h>

struct sqlite3;

namespace retort::engine::sqlite {

/// The handle keeps copies of them. Throws UsageError for what SQLite does not take.
void add_functions(sqlite3* handle, const Options& options);

}  // namespace retort::engine::sqlite
