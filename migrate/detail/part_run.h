// Planning and running in turn: what a transaction does with a list of operations.

#pragma once

#include <functional>
#include <optional>
#include <vector>

#include <retort/migrate/planner.h>

namespace retort::migrate::detail {

/// Called with each plan before anything of it is sent, and may change it; what it throws stops the run.
using BeforePlan = std::function<void(engine::Connection&, Plan&)>;

/// Runs the operations inside the caller's transaction, each part planned when the one before has
/// run. Returns the envelope that they turned out to need and do not have: then the caller rolls
/// back what was done so far, opens it, and begins again with `suspended`. Throws DecisionNeeded where it
/// would leave a view or trigger broken.
std::optional<Envelope> run_parts(engine::Connection& connection,
                                  const std::vector<Operation>& operations,
                                  const PlanOptions& options, Losses losses,
                                  const Functions* functions, const StatementHooks& hooks = {},
                                  const BeforePlan& before_plan = {});

}  // namespace retort::migrate::detail
