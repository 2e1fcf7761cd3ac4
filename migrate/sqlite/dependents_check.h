// Which views and triggers of an SQLite database work.
//
// Whether one does is only known to SQLite, which looks when a statement that uses it is prepared.

#pragma once

#include <retort/engine/connection.h>
#include <retort/migrate/detail/dependents.h>

namespace retort::migrate::sqlite {

/// Costs a statement for the list, one for each view, and one for each kind of change for which a
/// table has triggers. None of them touches a row. A transaction has to be open.
detail::Dependents dependents(engine::Connection& connection);

}  // namespace retort::migrate::sqlite
