#include <retort/migrate/stamp.h>

#include <set>

#include <retort/engine/transaction.h>
#include <retort/migrate/database_graph.h>
#include <retort/migrate/detail/record.h>
#include <retort/migrate/detail/rows.h>

namespace retort::migrate {

namespace {

std::vector<std::string> known_rows(const Graph& graph, const std::vector<std::string>& rows) {
  std::vector<std::string> known;
  for (const std::string& row : rows)
    if (graph.find(row) != nullptr) known.push_back(row);
  return known;
}

std::vector<const Revision*> only_in(const std::vector<const Revision*>& some,
                                     const std::vector<const Revision*>& others) {
  const std::set<const Revision*> left_out(others.begin(), others.end());
  std::vector<const Revision*> result;
  for (const Revision* revision : some)
    if (!left_out.contains(revision)) result.push_back(revision);
  return result;
}

/// Entries "stamp" and "unstamp" for what the database has and has not any more.
void record_stamp(engine::Connection& connection, const HistoryTable& history, const Graph& graph,
                  const Stamped& stamped, const std::string& tag) {
  const auto was = graph.applied(known_rows(graph, stamped.before));
  const auto is = graph.applied(known_rows(graph, stamped.after));
  for (const std::string& row : detail::without(stamped.before, stamped.after))
    if (graph.find(row) == nullptr) {
      Revision unknown;
      unknown.revision = row;
      detail::record(connection, history, unknown, "unstamp", tag);
    }
  const auto lost = only_in(was, is);
  for (auto revision = lost.rbegin(); revision != lost.rend(); ++revision)
    detail::record(connection, history, **revision, "unstamp", tag);
  for (const Revision* revision : only_in(is, was))
    detail::record(connection, history, *revision, "stamp", tag);
}

}  // namespace

void detail::record(engine::Connection& connection, const HistoryTable& history,
                    const Revision& revision, const std::string& direction,
                    const std::string& tag) {
  HistoryEntry entry = begin_entry(revision, direction);
  entry.finished = entry.started;
  entry.tag = tag;
  history.ensure(connection);
  history.add(connection, entry);
}

Stamped stamp(engine::Engine& engine, const Graph& graph, const RunnerTables& tables,
              const std::vector<std::string>& identifiers, const StampOptions& options) {
  const VersionTable versions(tables.version_table);
  const engine::AdvisoryLock lock = engine.lock("migrate", options.lock_timeout);
  engine::Connection connection = engine.connect();
  engine::Transaction transaction(connection, engine::Mode::immediate);
  Stamped stamped{.before = versions.rows(connection)};
  const std::vector<std::string> from = options.purge ? std::vector<std::string>() : stamped.before;
  std::vector<std::string> needed = squashed_revisions(graph, identifiers);
  needed.insert(needed.end(), from.begin(), from.end());
  const std::optional<Graph> own = database_graph(graph, needed);
  const Graph& history = own ? *own : graph;
  // The new rows are known before the first one changes: what does not resolve changes nothing.
  stamped.after = history.stamp(from, identifiers);
  versions.move(connection, stamped.before, stamped.after);
  record_stamp(connection, HistoryTable(tables.history_table), history, stamped, options.tag);
  transaction.commit();
  return stamped;
}

}  // namespace retort::migrate
