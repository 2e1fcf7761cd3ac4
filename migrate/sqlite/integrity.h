// What SQLite itself finds wrong with a database.

#pragma once

#include <string>
#include <vector>

#include <retort/engine/connection.h>
#include <retort/schema/table.h>

namespace retort::migrate::sqlite {

/// Whether SQLite 3.40 takes sound values of this table for NULL or for values of another type: it looks
/// for them in the order in which the columns are declared, and a table WITHOUT ROWID keeps those of its
/// key first. Seen here, and not with SQLite 3.53.
bool is_checked_wrongly(const schema::Table& table);

/// Of PRAGMA integrity_check and foreign_key_check, in words; empty where all is well. Reads
/// everything.
std::vector<std::string> problems(engine::Connection& connection);

/// What a quick check finds: the structure of the file, and not whether rows and indexes agree or what
/// rows refer to.
std::vector<std::string> damage(engine::Connection& connection);

}  // namespace retort::migrate::sqlite
