// Soundness: whether SQLite can make sense of every view and trigger of the schema.

#pragma once

#include <retort/engine/connection.h>
#include <retort/schema/metadata.h>

namespace retort::migrate::sqlite {

/// A view or trigger that uses what is not there stops every RENAME and DROP COLUMN, of whatever
/// table. Tries it on an empty table, and takes that back. `now` is the connection's schema.
bool is_sound(engine::Connection& connection, const schema::Metadata& now);

}  // namespace retort::migrate::sqlite
