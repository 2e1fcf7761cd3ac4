// migrate::Runner: carries a database along its history.
//
//   migrate::Runner runner(engine, graph, "migrate_version");
//   runner.upgrade("head", {.on_done = [](const migrate::Move& move) { ... }});
//
// Each revision is one transaction that takes the write lock at once, its version row included: all
// of it happens or none of it. The version rows are read again under the lock, so of two runners at
// once the second waits and finds nothing left to do. Uses one connection; one thread at a time.

#pragma once

#include <functional>
#include <string_view>
#include <vector>

#include <retort/engine/engine.h>
#include <retort/migrate/graph.h>
#include <retort/migrate/version_table.h>

namespace retort::migrate {

struct RunOptions {
  /// Whether an upgrade may drop tables and columns that hold values, and change values so that
  /// they cannot be told from what is stored.
  bool allow_destructive = false;
  /// Called when a revision is committed.
  std::function<void(const Move&)> on_done{};
};

class Runner {
 public:
  /// `engine` and `graph` must outlive it.
  Runner(engine::Engine& engine, const Graph& graph, std::string version_table)
      : engine_(engine), graph_(graph), versions_(std::move(version_table)) {}

  /// The revisions that are tips now.
  std::vector<std::string> current();

  /// Runs what is missing up to a revision (Graph::upgrade_path has the identifiers). Returns how
  /// many revisions it ran. Throws DatabaseError that names the revision; MigrateError;
  /// DecisionNeeded when rows are in the way or values would be lost. The revisions before the one
  /// that failed stay.
  std::size_t upgrade(std::string_view identifier, const RunOptions& options = {});

  /// Back down to a revision. Asking for it is the word that allows it to drop what was added.
  std::size_t downgrade(std::string_view identifier, const RunOptions& options = {});

 private:
  std::size_t run(engine::Connection& connection, std::vector<Move> moves,
                  const RunOptions& options);

  engine::Engine& engine_;
  const Graph& graph_;
  VersionTable versions_;
};

/// Runs the operations in one transaction of their own, nothing else. For scratch databases.
void run_operations(engine::Connection& connection, const std::vector<Operation>& operations);

/// Builds in an empty scratch database what the history says, up to all heads.
void replay(engine::Connection& scratch, const Graph& graph);

}  // namespace retort::migrate
