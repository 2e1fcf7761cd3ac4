// Advisory locks on a database file.
//
// SQLite's own locks last as long as a transaction, and a run of migrations is several of them. So
// the holder has a file beside the database, APP.DB-NAME, locked with flock(2): the system lets go
// of it when the process ends. The database file itself may not be used for that: closing another
// descriptor of it would drop the POSIX locks that SQLite holds (https://sqlite.org/howtocorrupt.html,
// section 2.2).

#pragma once

#include <memory>
#include <string>
#include <string_view>

#include <retort/engine/detail/driver.h>

namespace retort::engine::sqlite {

/// Null while somebody else holds it. Where no file can be made beside the database nothing can be
/// written to the database either; then the lock is had without one, and the first statement that
/// writes says why it cannot.
std::unique_ptr<detail::DriverLock> try_file_lock(const std::string& database,
                                                  std::string_view name);

}  // namespace retort::engine::sqlite
