// Upgrades and downgrades as scripts of SQL, for a database that is somewhere else.
//
//   std::cout << migrate::upgrade_sql(engine, graph, "3f2a9c1b7d04:head");
//
// Such a script leaves a database as the runner would, version rows and history table included. The
// history is rehearsed in a scratch database, so that rebuilds can be written down; the engine is
// asked for nothing else, and no database is opened. What the runner finds out from the rows, the script does:
// where they are in the way, and where the database is not at the revision that the script begins
// with, a statement of it fails with words that say so. Each revision is a transaction, or all of
// them are one.

#pragma once

#include <string>
#include <string_view>

#include <retort/engine/engine.h>
#include <retort/migrate/graph.h>
#include <retort/migrate/runner.h>

namespace retort::migrate {

struct OfflineOptions {
  RunnerTables tables{};
  /// Leaves out the statements that fail where values would be lost. A downgrade has none.
  bool allow_destructive = false;
  /// As in RunOptions: one transaction for all revisions.
  bool one_transaction = false;
  /// Stands at the top, and in the history table.
  std::string tag{};
};

/// `A:B`, from A up to B. Without `A:` it begins with an empty database, without B it goes to the
/// heads. A may lie inside of what was squashed. Throws MigrateError for a range that goes down, for scripts with mistakes, for a revision
/// that calls a function, and for one transaction where a step of a revision runs outside of any.
std::string upgrade_sql(const engine::Engine& engine, const Graph& graph, std::string_view range,
                        const OfflineOptions& options = {});

/// `A:B`, from A down to B; without A from the heads, without B to the base. Throws as above.
std::string downgrade_sql(const engine::Engine& engine, const Graph& graph, std::string_view range,
                          const OfflineOptions& options = {});

}  // namespace retort::migrate
