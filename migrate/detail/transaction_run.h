// One transaction that takes the write lock at once and may turn out to need an envelope around it.

#pragma once

#include <functional>
#include <variant>

#include <retort/engine/connection.h>
#include <retort/migrate/planner.h>

namespace retort::migrate::detail {

enum class End { commit, roll_back };

/// What is done in the transaction. It returns how the transaction shall end, or the envelope that it
/// turned out to need and does not have.
using Body = std::function<std::variant<End, Envelope>(const PlanOptions&)>;

/// What has to be set before a transaction begins (foreign keys off, for a rebuild) is known only
/// after planning, which needs the lock. So where `body` returns an envelope, what it has done is
/// rolled back, the envelope is opened, the transaction begun a second time and `body` called again.
/// Rolls back when `body` throws. Inside a transaction of the caller's it is a savepoint of that one, and
/// there is no envelope.
End run_in_transaction(engine::Connection& connection, const Body& body);

}  // namespace retort::migrate::detail
