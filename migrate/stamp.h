// migrate::stamp: says where a database is, without running anything.
//
//   const migrate::Stamped stamped = migrate::stamp(engine, graph, tables, {"head"});
//
// One transaction, under the lock that runners hold: the version rows move (Graph::stamp says how), and
// the history table gets an entry "stamp" for each revision that the database is said to have from now
// on, and "unstamp" for each that it is said not to have any more.

#pragma once

#include <chrono>
#include <string>
#include <vector>

#include <retort/engine/engine.h>
#include <retort/migrate/graph.h>
#include <retort/migrate/runner.h>

namespace retort::migrate {

struct StampOptions {
  /// Forget the rows that are there first, also those that no script has.
  bool purge = false;
  /// Stands in the entries of the history table.
  std::string tag{};
  /// How long to wait for a runner.
  std::chrono::milliseconds lock_timeout = std::chrono::seconds(60);
};

/// The version rows before and after.
struct Stamped {
  std::vector<std::string> before{};
  std::vector<std::string> after{};
};

/// Throws MigrateError for what cannot be resolved, with nothing changed, and BusyError where a runner
/// does not end in time.
Stamped stamp(engine::Engine& engine, const Graph& graph, const RunnerTables& tables,
              const std::vector<std::string>& identifiers, const StampOptions& options = {});

}  // namespace retort::migrate
