// migrate::find_faults: where a database and the scripts do not fit together.
//
//   const migrate::Faults faults = migrate::find_faults(connection, scripts, tables);
//   if (!faults.none()) ...   // `status` and `repair` show them
//
// Reads the version rows and the history table, and compares the scripts that are applied with the
// copies that the database keeps of them. Runs no script, changes nothing.

#pragma once

#include <optional>
#include <string>
#include <vector>

#include <retort/migrate/history_table.h>
#include <retort/migrate/runner.h>

namespace retort::migrate {

/// A script that says something else than when it was applied. Ends of lines do not count; neither
/// does that others were squashed into it.
struct EditedScript {
  Revision script{};
  HistoryEntry applied{};
};

struct Faults {
  /// Oldest entry first.
  std::vector<EditedScript> edited{};
  /// What the database has, or what a script follows, and no script is there for: the copies of them.
  std::vector<HistoryEntry> missing{};
  /// Version rows that neither a script nor a copy is there for.
  std::vector<std::string> unknown{};
  /// What a run left that stopped between two of its transactions.
  std::optional<HistoryEntry> unfinished{};

  bool none() const { return edited.empty() && missing.empty() && unknown.empty() && !unfinished; }
};

/// `scripts` need not fit together: what is missing among them is looked for. Throws MigrateError for
/// a folder of squashed scripts that is needed and not there.
Faults find_faults(engine::Connection& connection, std::vector<Revision> scripts,
                   const RunnerTables& tables);

/// The edited scripts alone. Costs one statement, which does not read the copies, unless there are some.
std::vector<EditedScript> edited_scripts(engine::Connection& connection,
                                         const std::vector<Revision>& scripts,
                                         const RunnerTables& tables);

// Lines for a person.
std::string describe(const EditedScript& edited);
std::string describe_missing(const HistoryEntry& copy);
std::string describe_unfinished(const HistoryEntry& entry);

/// What was edited, as a unified diff.
std::string unified_diff(const EditedScript& edited, bool colour = false);

}  // namespace retort::migrate
