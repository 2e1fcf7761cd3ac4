// migrate::Lifecycle: an application that wants to know what a run does, and have a say in it.
//
//   migrate::Lifecycle lifecycle;
//   lifecycle.before_revision = [](engine::Connection&, const migrate::Move& move) {
//     show("updating to " + move.revision->message);
//   };
//   runner.upgrade("head", {.lifecycle = lifecycle});
//
// Each may take the run's context (callback.h) as one argument more: what `--tag` and `-x` said.
// All are called on the runner's thread, with its connection, and may be left out. Those of a revision
// and of a statement run inside the revision's transaction: what they write is part of it, and what
// they throw rolls it back. Where a revision turns out to need foreign keys off, it is begun a second
// time, and they are called again.

#pragma once

#include <vector>

#include <retort/migrate/callback.h>
#include <retort/migrate/graph.h>
#include <retort/migrate/planner.h>

namespace retort::migrate {

struct Lifecycle {
  using OfRun = Callback<engine::Connection&, const std::vector<Move>&>;
  using OfRevision = Callback<engine::Connection&, const Move&>;

  /// With the moves that are left to make. Outside of any transaction but the caller's.
  OfRun before_run{};
  /// With the moves that were made, also where a later one failed. Outside as well.
  OfRun after_run{};
  OfRevision before_revision{};
  OfRevision after_revision{};
  /// The revision is committed; in a dry run: would be. Not told in a transaction of the caller's, who
  /// knows better when that is committed.
  Callback<const Move&> committed{};
  StatementHooks statements{};
};

/// The same, each told of this context.
Lifecycle with(const Lifecycle& lifecycle, const RunContext& context);
Functions with(const Functions& functions, const RunContext& context);

}  // namespace retort::migrate
