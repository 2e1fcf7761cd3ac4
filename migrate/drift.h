// migrate::find_drift: what was changed in a database without a script.
//
//   const migrate::Drift drift = migrate::find_drift(engine, graph, tables);
//   for (const migrate::Operation& operation : drift.operations) ...   // what somebody did by hand
//
// Replays the applied revisions in a scratch database and compares, wherever in its history the live
// database stands. What neither the scripts nor the models made belongs to others and is left alone.

#pragma once

#include <string>
#include <vector>

#include <retort/engine/engine.h>
#include <retort/migrate/graph.h>
#include <retort/migrate/operation.h>
#include <retort/migrate/runner.h>

namespace retort::migrate {

struct Drift {
  std::vector<Operation> operations{};
  /// Why it cannot be told: the scripts alone do not build this database. Empty where it can.
  std::string unknown{};
};

/// `graph` is the history as the database needs it (database_graph.h). Changes nothing.
Drift find_drift(engine::Engine& engine, const Graph& graph, const RunnerTables& tables);

}  // namespace retort::migrate
