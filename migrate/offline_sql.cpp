#include <retort/migrate/offline_sql.h>

#include <algorithm>

#include <retort/engine/dialect.h>
#include <retort/migrate/database_graph.h>
#include <retort/migrate/detail/named_move.h>
#include <retort/migrate/detail/offline_script.h>
#include <retort/migrate/error.h>

namespace retort::migrate {

namespace {

using Rows = std::vector<std::string>;
using Moves = std::vector<Move>;
using Planned = std::vector<PlannedRevision>;

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
        rehearsal_(scratch_, versions_, history_, {.may_edit_schema = false}, options.tag),
        opening_(offline_.opening(scratch_)) {
    // The script makes the tables itself, where it begins.
    scratch_.execute(versions_.statements(scratch_.dialect(), {}, {}, true).front().sql);
    scratch_.execute(history_.creation(scratch_.dialect()).sql);
  }

  // Brings the scratch database to where the script begins.
  void build(const Rows& rows) {
    Rows now;
    for (const std::string& row : rows)
      for (const Move& move : graph_.upgrade_path(now, row)) {
        note_calls(rehearsal_.run(move));
        now = move.rows_after;
      }
  }

  // From now on revisions are part of one transaction that has this around it.
  void open(const Envelope& around) {
    around_ = around;
    rehearsal_.open(around);
  }

  Planned plan(const Moves& moves) {
    Planned planned;
    for (const Move& move : moves) planned.push_back(rehearsal_.run(move));
    return planned;
  }

  std::string script(const Planned& planned, const std::string& title) {
    detail::OfflineScript script(offline_, scratch_.dialect(), options_);
    script.comment(title + ", by retort " RETORT_VERSION);
    if (!options_.tag.empty()) script.comment("tag: " + options_.tag);
    if (planned.empty())
      script.comment("There is nothing to do.");
    else
      script.comment(offline_.how_to_run());
    for (const std::string& note : notes_) script.comment(note);
    for (const std::string& sql : opening_) script.statement(sql);
    const bool in_one = options_.one_transaction && !planned.empty();
    if (in_one) script.begin(around_);
    for (const PlannedRevision& revision : planned) script.add(revision);
    if (in_one) script.commit(around_);
    return std::move(script).text();
  }

 private:
  void note_calls(const PlannedRevision& revision) {
    for (const Stretch& stretch : revision.stretches)
      for (const Step& step : stretch.steps)
        if (step.kind == Step::Kind::call)
          notes_.push_back("Not known here is what the function " + step.sql + " of revision " +
                           revision.move.revision->revision + " has done to the schema.");
  }

  const Graph& graph_;
  const OfflineOptions& options_;
  VersionTable versions_;
  HistoryTable history_;
  engine::Connection scratch_;
  const detail::OfflineDialect& offline_;
  detail::Rehearsal rehearsal_;
  const std::vector<std::string> opening_;
  Envelope around_;
  std::vector<std::string> notes_;
};

// The runner refuses it, too.
void require_whole(const PlannedRevision& revision) {
  if (revision.stretches.size() > 1)
    detail::named(revision.move, [] {
      throw MigrateError(
          "a step of it runs outside of a transaction, so it cannot be part of a larger one");
    });
}

std::string script_of(const engine::Engine& engine, const Graph& graph,
                      const OfflineOptions& options, const Rows& rows, const Moves& moves,
                      const std::string& title) {
  Offline offline(engine, graph, options);
  offline.build(rows);
  Planned planned = offline.plan(moves);
  if (!options.one_transaction) return offline.script(planned, title);
  std::ranges::for_each(planned, require_whole);
  const auto needs_more = [](const PlannedRevision& revision) {
    return !revision.stretches.front().around.before.empty();
  };
  const auto needing = std::ranges::find_if(planned, needs_more);
  if (needing == planned.end()) return offline.script(planned, title);
  // What has to be set for one of them is set for all, as the runner finds out by beginning again.
  Offline suspended(engine, graph, options);
  suspended.build(rows);
  suspended.open(needing->stretches.front().around);
  return suspended.script(suspended.plan(moves), title);
}

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
  return script_of(engine, graph, options, rows, moves,
                   "upgrade from " + range.from + " to " + range.to);
}

std::string downgrade_sql(const engine::Engine& engine, const Graph& scripts, std::string_view text,
                          const OfflineOptions& options) {
  const Range range = parse(text, false);
  const std::optional<Graph> own = graph_from(scripts, range);
  const Graph& graph = own ? *own : scripts;
  const Rows rows = graph.stamp({}, {range.from});
  const Moves moves = graph.downgrade_path(rows, range.to);
  return script_of(engine, graph, options, rows, moves,
                   "downgrade from " + range.from + " to " + range.to);
}

}  // namespace retort::migrate
