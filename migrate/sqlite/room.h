// The room that a rebuild takes: the new table stands beside the old one until the commit, and the
// journal beside both. Measured: 2.7 times the table with its indexes at the peak, 3.4 times in WAL mode;
// what the table has already counts as one of them.

#pragma once

#include <vector>

#include <retort/engine/connection.h>
#include <retort/migrate/detail/room.h>

namespace retort::migrate::sqlite {

/// Of the rebuilds of a plan; none for a database in memory. The size of a table is that of its pages
/// where this SQLite can tell (dbstat, which looks at each of them), else that of the whole file.
std::vector<detail::RoomNeeded> room_needed(engine::Connection& connection, const Plan& plan,
                                            detail::Sizes sizes);

/// The bytes of a table with its indexes, as above.
std::uint64_t table_bytes(engine::Connection& connection, const std::string& table);

}  // namespace retort::migrate::sqlite
