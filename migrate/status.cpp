#include <retort/migrate/status.h>

#include <algorithm>

#include <retort/migrate/database_graph.h>
#include <retort/migrate/detail/rows.h>

namespace retort::migrate {

namespace {

std::vector<Revision> pending(const Graph& graph, const std::vector<std::string>& rows) {
  std::vector<Revision> result;
  for (const Move& move : graph.upgrade_path(rows, "heads")) result.push_back(*move.revision);
  return result;
}

std::vector<Place> places(const Graph& graph, const std::vector<std::string>& rows,
                          const std::vector<HistoryEntry>& applied) {
  std::vector<Place> result;
  for (const Revision* revision : graph.positions(rows)) {
    const auto entry = std::ranges::find(applied, revision->revision, &HistoryEntry::revision);
    result.push_back({.revision = *revision});
    if (entry == applied.end()) continue;
    result.back().applied = entry->started;
    result.back().who = entry->who;
  }
  return result;
}

}  // namespace

Status status(engine::Engine& engine, const Graph& graph, const RunnerTables& tables) {
  Status status{.exists = engine.exists(), .heads = graph.heads().size()};
  if (!status.exists) {
    status.pending = pending(graph, {});
    return status;
  }
  std::vector<HistoryEntry> applied;
  {
    engine::Connection connection = engine.connect();
    status.rows = VersionTable(tables.version_table).rows(connection);
    applied = HistoryTable(tables.history_table).applied(connection);
    status.faults = find_faults(connection, graph.revisions(), tables);
  }
  if (!status.faults.unknown.empty()) {
    // Nobody knows where a database is that has such a row.
    status.drift.unknown = "no script is there for a version row";
    return status;
  }
  const std::optional<Graph> own = database_graph(graph, status.rows, applied);
  const Graph& history = own ? *own : graph;
  status.places = places(history, status.rows, applied);
  status.pending = pending(history, status.rows);
  status.drift = find_drift(engine, history, tables);
  return status;
}

}  // namespace retort::migrate
