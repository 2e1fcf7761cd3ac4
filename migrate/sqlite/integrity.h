// What SQLite itself finds wrong with a database.

#pragma once

#include <string>
#include <vector>

#include <retort/engine/connection.h>

namespace retort::migrate::sqlite {

/// Of PRAGMA integrity_check and foreign_key_check, in words; empty where all is well. Reads
/// everything.
std::vector<std::string> problems(engine::Connection& connection);

/// What a quick check finds: the structure of the file, and not whether rows and indexes agree or what
/// rows refer to.
std::vector<std::string> damage(engine::Connection& connection);

}  // namespace retort::migrate::sqlite
