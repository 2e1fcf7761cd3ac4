// migrate::status: where a database stands, what it lacks, and what is wrong with it.
//
//   const migrate::Status status = migrate::status(engine, graph, {"migrate_version", "migrate_history"});
//   if (!status.up_to_date()) ...
//
// Looks and changes nothing; a database that is not there is not made. It costs the reading of the
// history table and a replay of the applied revisions in a scratch database.

#pragma once

#include <string>
#include <vector>

#include <retort/migrate/drift.h>
#include <retort/migrate/faults.h>

namespace retort::migrate {

/// A revision that the database is at.
struct Place {
  Revision revision{};
  /// When and by whom, where the history table says so.
  std::string applied{};
  std::string who{};
};

struct Status {
  /// Whether there is such a database at all.
  bool exists = false;
  std::vector<std::string> rows{};
  std::vector<Place> places{};
  /// Revisions that are not applied, oldest first.
  std::vector<Revision> pending{};
  /// How many heads the history has.
  std::size_t heads = 0;
  Faults faults{};
  Drift drift{};

  bool up_to_date() const {
    return exists && pending.empty() && faults.none() && drift.operations.empty();
  }
};

/// Throws DatabaseError for what is no database, MigrateError for scripts that cannot be read.
Status status(engine::Engine& engine, const Graph& graph, const RunnerTables& tables);

}  // namespace retort::migrate
