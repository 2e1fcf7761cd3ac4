#include <retort/migrate/offline_sql.h>

#include <algorithm>

#include <retort/engine/dialect.h>
#include <retort/migrate/database_graph.h>
#include <retort/migrate/detail/offline_script.h>
#include <retort/migrate/error.h>

namespace retort::migrate {

namespace {

using Rows = std::vector<std::string>;
using Moves = std::vector<Move>;

struct Range {
  std::string from{};
  std::string to{};
};

Range parse(std::string_view text, bool up) {
  const std::size_t colon = text.find(':');
  if (colon != text.npos && text.find(':', colon + 1) != text.npos)
    throw MigrateError("\"" + std::string(text) + "\" is no range; give A:B");
  Range range;
  if (colon != text.npos) range.from = text.substr(0, colon);
  range.to = colon == text.npos ? text : text.substr(colon + 1);
  if (range.from.empty()) range.from = up ? "base" : "heads";
  if (range.to.empty()) range.to = up ? "heads" : "base";
  if (depends_on_rows(range.from))
    throw MigrateError(
        "\"" + range.from +
        "\" counts from where the database is, and --sql asks none; name a revision");
  return range;
}

// Who is inside of what was squashed goes on by the old scripts.
std::optional<Graph> graph_from(const Graph& graph, const Range& range) {
  return database_graph(graph, squashed_revisions(graph, {range.from}));
}

class Offline {
 public:
  Offline(const engine::Engine& engine, const Graph& graph, const OfflineOptions& options)
      : graph_(graph),
        options_(options),
        versions_(options.tables.version_table),
        history_(options.tables.history_table),
        scratch_(engine.scratch()),
        offline_(detail::planner_of(scratch_).offline()),
        rehearsal_(scratch_, versions_, history_, options.tag) {
    // The script makes the tables itself, where it begins.
    scratch_.execute(versions_.statements(scratch_.dialect(), {}, {}, true).front().sql);
    scratch_.execute(history_.creation(scratch_.dialect()).sql);
  }

  // Brings the scratch database to where the script begins.
  void build(const Rows& rows) {
    Rows now;
    for (const std::string& row : rows)
      for (const Move& move : graph_.upgrade_path(now, row)) {
        rehearsal_.run(move);
        now = move.rows_after;
      }
  }

  std::string script(const Moves& moves, const std::string& title) {
    detail::OfflineScript script(offline_, scratch_.dialect(), options_);
    script.comment(title + ", by retort " RETORT_VERSION);
    if (!options_.tag.empty()) script.comment("tag: " + options_.tag);
    if (moves.empty())
      script.comment("There is nothing to do.");
    else
      script.comment(offline_.how_to_run());
    for (const std::string& sql : offline_.opening(scratch_)) script.statement(sql);
    for (const Move& move : moves) script.add(rehearsal_.run(move));
    return std::move(script).text();
  }

 private:
  const Graph& graph_;
  const OfflineOptions& options_;
  VersionTable versions_;
  HistoryTable history_;
  engine::Connection scratch_;
  const detail::OfflineDialect& offline_;
  detail::Rehearsal rehearsal_;
};

}  // namespace

std::string upgrade_sql(const engine::Engine& engine, const Graph& scripts, std::string_view text,
                        const OfflineOptions& options) {
  const Range range = parse(text, true);
  const std::optional<Graph> own = graph_from(scripts, range);
  const Graph& graph = own ? *own : scripts;
  const Rows rows = graph.stamp({}, {range.from});
  const Moves moves = graph.upgrade_path(rows, range.to);
  if (moves.empty() && graph.stamp({}, {range.to}) != rows)
    throw MigrateError("\"" + std::string(text) + "\" goes down: who is at " + range.from +
                       " has " + range.to + " already; `downgrade --sql " + range.from + ":" +
                       range.to + "` goes there");
  Offline offline(engine, graph, options);
  offline.build(rows);
  return offline.script(moves, "upgrade from " + range.from + " to " + range.to);
}

std::string downgrade_sql(const engine::Engine& engine, const Graph& scripts, std::string_view text,
                          const OfflineOptions& options) {
  const Range range = parse(text, false);
  const std::optional<Graph> own = graph_from(scripts, range);
  const Graph& graph = own ? *own : scripts;
  const Rows rows = graph.stamp({}, {range.from});
  const Moves moves = graph.downgrade_path(rows, range.to);
  Offline offline(engine, graph, options);
  offline.build(rows);
  return offline.script(moves, "downgrade from " + range.from + " to " + range.to);
}

}  // namespace retort::migrate
