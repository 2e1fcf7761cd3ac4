// Opening a database file, and saying what is wrong where that fails.

#pragma once

#include <string>

#include <retort/engine/error.h>
#include <retort/engine/sqlite/open_target.h>

struct sqlite3;

namespace retort::engine::sqlite {

/// The handle, of a file that is known to be a database. Throws ConnectError.
sqlite3* open(const OpenTarget& target);

/// What is wrong, as far as the handle's last call and the file say; the handle may be null.
ConnectError cannot_open(const OpenTarget& target, sqlite3* handle, int code, std::string doing);

/// The file with its full path, for messages.
std::string shown(const OpenTarget& target);

}  // namespace retort::engine::sqlite
