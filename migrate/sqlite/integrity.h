// What SQLite itself finds wrong with a database.

#pragma once

#include <string>
#include <vector>

#include <retort/engine/connection.h>

namespace retort::migrate::sqlite {

/// Of PRAGMA integrity_check and foreign_key_check, in words; empty where all is well. Reads
/// everything.
std::vector<std::string> problems(engine::Connection& connection);

}  // namespace retort::migrate::sqlite
