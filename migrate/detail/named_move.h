// One move of a run: what it does, and by what name a person knows it.
//
//   named(move, [&] { ... });   // "upgrade to 81c0ffee2b1a (migrations/...): no such table: t"

#pragma once

#include <functional>
#include <vector>

#include <retort/migrate/graph.h>
#include <retort/migrate/operation.h>

namespace retort::migrate::detail {

/// The operations of its script for its direction. Throws MigrateError for a mistake in the script.
std::vector<Operation> operations_of(const Move& move);

/// Throws what is being handled, saying in which revision it went wrong.
[[noreturn]] void rethrow_named(const Move& move);

/// What goes wrong says in which revision.
void named(const Move& move, const std::function<void()>& function);

}  // namespace retort::migrate::detail
