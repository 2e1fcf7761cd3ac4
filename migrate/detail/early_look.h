// The checks of rows that a part of a revision begins with, made before anything is locked: what has to
// stop a run is found while others go on writing.
//
//   EarlyLook look(connection, operations, losses, hooks);   // throws DecisionNeeded
//   engine::Transaction transaction(connection, engine::Mode::immediate);
//   look.leave_out_of(plan);   // what is known already, where nobody has written in between

#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <retort/migrate/planner.h>

namespace retort::migrate::detail {

class EarlyLook {
 public:
  /// Has looked at nothing.
  EarlyLook() = default;
  /// Looks in statements of their own, each of which reads and holds no lock when it has ended. Plans for
  /// that, so the schema is read twice; operations that rows cannot be in the way of cost nothing. `may_skip` is
  /// false where the application itself may write in between. Throws as the run of these operations would.
  EarlyLook(engine::Connection& connection, const std::vector<Operation>& operations, Losses losses,
            const StatementHooks& hooks, bool may_skip);

  /// Takes the checks out of the plan that were made and found nothing. For the transaction that runs
  /// it, before anything was changed there.
  void leave_out_of(Plan& plan, engine::Connection& connection) const;

 private:
  /// The database's mark of changes from before the first check.
  std::optional<std::int64_t> mark_;
  std::set<std::string> passed_;
};

}  // namespace retort::migrate::detail
