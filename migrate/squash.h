// migrate::squash: one script in the place of many.
//
//   const migrate::Squash squash = migrate::plan_squash(engine, graph, config, "1a2b:9f8e", "");
//   migrate::write_squash(squash);
//
// The new script has the id of the last one, the parents of the first, and names the others in
// `replaces`. The old scripts move to the folder `squashed/ID` beside it, where databases inside of the
// range find them (database_graph.h): such a one goes on step by step and ends at the same id. A
// database before the range runs the new script, one at its end or behind it sees nothing of all this.
//
// Where no step of the range has to do with rows, the operations are what the schemas before and behind
// it differ in; else they are those of all the scripts, one after the other. Either way they are tried
// in scratch databases, up and down, and have to give the same schemas as the scripts did.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <retort/engine/engine.h>
#include <retort/migrate/config.h>
#include <retort/migrate/graph.h>

namespace retort::migrate {

struct Squash {
  /// With its path and text.
  Script script{};
  /// The scripts that it takes the place of, oldest first.
  std::vector<Revision> originals{};
  /// Whether its operations are those of all scripts, and the first reason for that.
  std::string concatenated{};
};

/// Writes nothing. Throws MigrateError for a range that branches, or merges with what is outside of it,
/// or that something outside depends on; for scripts that do not run; and for a result that does not
/// prove.
Squash plan_squash(const engine::Engine& engine, const Graph& graph, const Config& config,
                   std::string_view range, const std::string& message);

/// Moves the files. What stops it in between leaves a history that can be read, except that a script
/// in SQL may be there beside the one that replaces it.
void write_squash(const Squash& squash);

}  // namespace retort::migrate
