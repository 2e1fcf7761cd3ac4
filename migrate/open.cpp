#include <retort/migrate/open.h>

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include <retort/engine/error.h>
#include <retort/engine/transaction.h>
#include <retort/introspect/introspect.h>
#include <retort/migrate/database_graph.h>

namespace retort::migrate {

namespace {

using Rows = std::vector<std::string>;

// Where there is no version table yet, the database is asked the long way.
std::optional<Rows> rows_there(engine::Engine& engine, const VersionTable& versions) {
  engine::Connection connection = engine.connect();
  try {
    return versions.rows_of_existing(connection);
  } catch (const engine::BusyError&) {
    throw;
  } catch (const engine::DatabaseError&) {
    return std::nullopt;
  }
}

bool is_known(const Graph& graph, const std::string& row) {
  const auto stands_for = [&](const Revision& revision) {
    return std::ranges::find(revision.replaces, row) != revision.replaces.end();
  };
  return graph.find(row) != nullptr || std::ranges::any_of(graph.revisions(), stands_for);
}

// Whether the copies of scripts that the database keeps lead from a row back to one of ours.
bool comes_after_ours(const Graph& graph, const std::string& row,
                      const std::vector<HistoryEntry>& applied) {
  std::set<std::string> seen;
  Rows open = {row};
  while (!open.empty()) {
    const std::string id = std::move(open.back());
    open.pop_back();
    if (is_known(graph, id)) return true;
    if (!seen.insert(id).second) continue;
    const auto entry = std::ranges::find(applied, id, &HistoryEntry::revision);
    if (entry == applied.end()) continue;
    const Rows parents = revision_of(*entry).down_revisions;
    open.insert(open.end(), parents.begin(), parents.end());
  }
  return false;
}

std::string described(const std::string& row, const std::vector<HistoryEntry>& applied) {
  const auto entry = std::ranges::find(applied, row, &HistoryEntry::revision);
  if (entry == applied.end()) return row;
  const std::string message = revision_of(*entry).message;
  return row + (message.empty() ? "" : " (" + message + ")") + ", since " + entry->finished;
}

class Opening {
 public:
  /// `rows` are those that have been read already.
  Opening(engine::Engine& engine, const Graph& graph, const OpenOptions& options,
          std::optional<Rows> rows)
      : engine_(engine),
        graph_(graph),
        options_(options),
        versions_(options.tables.version_table),
        read_(std::move(rows)) {}

  void bring_to_heads() {
    const std::optional<Rows> rows = prepare();
    if (!rows) return;
    try {
      Runner(engine_, graph_, options_.tables).upgrade_from(*rows, "heads", options_.run);
    } catch (const MigrateError&) {
      engine::Connection connection = engine_.connect();
      refuse_ahead(connection, versions_.rows(connection));  // somebody newer may have been faster
      throw;
    }
  }

 private:
  std::string place() const { return engine_.url().text() + ": "; }

  // The rows, where there may be something to run. The connection is back in the pool when the runner asks for one:
  // opening a second one would take as long as a small revision.
  std::optional<Rows> prepare() const {
    engine::Connection connection = engine_.connect();
    Rows rows = read_ ? *read_ : versions_.rows(connection);
    refuse_ahead(connection, rows);
    if (graph_.empty()) return std::nullopt;
    if (options_.run.dry_run)
      throw MigrateError(place() +
                         "a dry run leaves a database where it is, so it cannot be opened");
    if (options_.engine.read_only) refuse_behind(rows);
    if (rows.empty() && !options_.baseline.empty()) {
      take_over(connection);
      rows = versions_.rows(connection);
    }
    return rows;
  }

  void refuse_ahead(engine::Connection& connection, const Rows& rows) const {
    const auto unknown = std::ranges::find_if(
        rows, [&](const Rows::value_type& row) { return !is_known(graph_, row); });
    if (unknown == rows.end()) return;
    const auto applied = HistoryTable(options_.tables.history_table).applied(connection);
    const std::string at = place() + "the database is at revision " + described(*unknown, applied);
    if (comes_after_ours(graph_, *unknown, applied))
      throw DatabaseAhead(at +
                          ", which a newer version of this program made; this one is too old to "
                          "use it. Nothing was changed");
    throw DatabaseAhead(at +
                        ", which is in none of this program's scripts: another program's, or a "
                        "newer version's. Nothing was changed");
  }

  void refuse_behind(const Rows& rows) const {
    const std::optional<Graph> own = database_graph(graph_, rows);
    if ((own ? *own : graph_).upgrade_path(rows, "heads").empty()) return;
    throw MigrateError(place() +
                       "the database is older than this program and was opened for reading only, "
                       "so it cannot be brought up to date");
  }

  // A program that does the same at the same time is seen under the write lock.
  void take_over(engine::Connection& connection) const {
    if (versions_.exists(connection)) return;
    engine::Transaction transaction(connection, engine::Mode::immediate);
    if (versions_.exists(connection) || introspect::introspect(connection).tables.empty()) return;
    versions_.move(connection, {}, graph_.stamp({}, {options_.baseline}));
    transaction.commit();
  }

  engine::Engine& engine_;
  const Graph& graph_;
  const OpenOptions& options_;
  VersionTable versions_;
  std::optional<Rows> read_;
};

// The rows, where these are not the heads.
struct Found {
  bool at_heads = false;
  std::optional<Rows> rows{};
};

Found look(engine::Engine& engine, Rows heads, const OpenOptions& options) {
  if (heads.empty()) {
    engine.connect();
    return {};
  }
  std::ranges::sort(heads);
  std::optional<Rows> rows = rows_there(engine, VersionTable(options.tables.version_table));
  return {.at_heads = rows == heads, .rows = std::move(rows)};
}

}  // namespace

engine::Engine open(std::string_view url, const EmbeddedScripts& scripts,
                    const OpenOptions& options) {
  engine::Engine engine(url, options.engine);
  Found found = look(engine, Rows(scripts.heads.begin(), scripts.heads.end()), options);
  if (found.at_heads) return engine;
  const Graph graph(read_revisions(scripts));
  Opening(engine, graph, options, std::move(found.rows)).bring_to_heads();
  return engine;
}

engine::Engine open(std::string_view url, const Graph& scripts, const OpenOptions& options) {
  engine::Engine engine(url, options.engine);
  Rows heads;
  for (const Revision* head : scripts.heads()) heads.push_back(head->revision);
  Found found = look(engine, std::move(heads), options);
  if (found.at_heads) return engine;
  Opening(engine, scripts, options, std::move(found.rows)).bring_to_heads();
  return engine;
}

}  // namespace retort::migrate
