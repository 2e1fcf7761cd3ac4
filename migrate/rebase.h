// migrate::plan_rebase: puts revisions that nobody has applied on another parent.
//
//   const migrate::Rebase rebase = migrate::plan_rebase(engine, graph, "mine", "theirs", rows);
//   migrate::write_rebase(rebase);
//
// What moves is what leads up to the revision and not to its new parent, as `git rebase` has it (onto
// the base, that revision itself); what follows it comes along. One file changes, and in it the key `down_revision` alone. The history is
// replayed in its new order in a scratch database before that, and what moves and what follows it goes
// up, down and up again, as in revision_test.h.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <retort/engine/engine.h>
#include <retort/migrate/graph.h>

namespace retort::migrate {

struct Rebase {
  /// The first revision that moves, as it is now.
  Revision first{};
  /// Its new text; empty where it follows the parent already.
  std::string text{};
  /// The new parent; empty for the base.
  std::string onto{};
  /// All that moves, oldest first.
  std::vector<std::string> moved{};
};

/// `onto` may be empty where there is one other head, and `base`. Throws MigrateError where the new order
/// does not run, or where a way back that worked does not any more, DecisionNeeded where a database with these rows has applied what would move. Writes
/// nothing.
Rebase plan_rebase(const engine::Engine& engine, const Graph& graph, std::string_view identifier,
                   std::string_view onto, const std::vector<std::string>& rows);

/// What changes in the file.
std::string unified_diff(const Rebase& rebase, bool colour = false);

/// All of the file or none of it.
void write_rebase(const Rebase& rebase);

}  // namespace retort::migrate
