// engine::copy_database: all of one database in the place of all of another.
//
//   auto from = engine.connect();
//   auto to = engine::Engine("sqlite:///copy.db").connect();
//   engine::copy_database(from, to);
//
// What is copied is what is committed; others may go on reading and, until the copy is through, wait
// with writing. `to` changes in one piece or not at all, and those who have it open see the new content.
// Neither may be in a transaction. Both have to be of the same kind. Throws DatabaseError, and UsageError
// for two kinds. Any thread may call it that may use both connections.

#pragma once

#include <retort/engine/connection.h>

namespace retort::engine {

void copy_database(Connection& from, Connection& to);

}  // namespace retort::engine
