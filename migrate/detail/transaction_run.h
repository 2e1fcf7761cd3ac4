// One transaction that plans and runs a list of operations on the schema that it finds under its own
// lock.

#pragma once

#include <functional>
#include <vector>

#include <retort/engine/connection.h>
#include <retort/migrate/planner.h>

namespace retort::migrate::detail {

/// Begins a transaction with the write lock and calls `choose` in it, which returns the operations to
/// run, or null to end with nothing done. Plans them, runs them, calls `finish`, commits. Returns
/// whether anything ran.
///
/// What has to be set before a transaction begins (foreign keys off, for a rebuild) is known only
/// after planning, which needs the lock; then what has run is rolled back, the transaction is begun a
/// second time and `choose` is asked again.
bool run_in_transaction(engine::Connection& connection,
                        const std::function<const std::vector<Operation>*()>& choose,
                        const std::function<void()>& finish, Losses losses,
                        const Functions* functions = nullptr);

}  // namespace retort::migrate::detail
