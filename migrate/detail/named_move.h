// One move of a run: what it does, and by what name a person knows it.
//
//   named(move, [&] { ... });   // "upgrade to 81c0ffee2b1a (migrations/...): no such table: t"

#pragma once

#include <functional>
#include <string>
#include <vector>

#include <retort/migrate/graph.h>
#include <retort/migrate/operation.h>

namespace retort::migrate::detail {

/// The operations of its script for its direction. Throws MigrateError for a mistake in the script.
std::vector<Operation> operations_of(const Move& move);

/// Whether values may be lost: a person's word for the run or for the script. Asking for a downgrade is
/// such a word.
bool may_lose(const Move& move, bool allow_destructive);

/// Throws what is being handled, saying in which revision it went wrong; `note` goes with that.
[[noreturn]] void rethrow_named(const Move& move, const std::string& note = {});

/// Whether a list of operations makes new things alone, so that undoing it takes nothing away that was
/// there before.
bool adds_only(const std::vector<Operation>& operations);

/// What goes wrong says in which revision.
void named(const Move& move, const std::function<void()>& function);

}  // namespace retort::migrate::detail
