// Planning and running in turn: what a transaction does with a list of operations.

#pragma once

#include <optional>
#include <vector>

#include <retort/migrate/planner.h>

namespace retort::migrate::detail {

/// Runs the operations inside the caller's transaction, each part planned when the one before has
/// run. Returns the envelope that they turned out to need and do not have: then the caller rolls
/// back what was done so far, opens it, and begins again with `in_envelope`. Throws DecisionNeeded where
/// it would leave a view or trigger broken.
std::optional<Envelope> run_parts(engine::Connection& connection,
                                  const std::vector<Operation>& operations, bool in_envelope,
                                  Losses losses, const Functions* functions,
                                  const StatementHooks& hooks = {});

}  // namespace retort::migrate::detail
