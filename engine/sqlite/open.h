// Opening a database file, and saying what is wrong where that fails.

#pragma once

#include <string>

#include <retort/engine/sqlite/open_target.h>

struct sqlite3;

namespace retort::engine::sqlite {

/// The handle, of a file that is known to be a database. Throws ConnectError.
sqlite3* open(const OpenTarget& target);

/// The file with its full path, for messages.
std::string shown(const OpenTarget& target);

}  // namespace retort::engine::sqlite
