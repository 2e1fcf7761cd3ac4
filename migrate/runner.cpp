#include <retort/migrate/runner.h>

#include <algorithm>

#include <retort/engine/error.h>
#include <retort/migrate/database_graph.h>
#include <retort/migrate/detail/database_planner.h>
#include <retort/migrate/detail/outside.h>
#include <retort/migrate/detail/part_run.h>
#include <retort/migrate/detail/rows.h>
#include <retort/migrate/detail/run.h>
#include <retort/migrate/error.h>
#include <retort/migrate/faults.h>

namespace retort::migrate {

namespace {

// What is run is told of the context.
RunOptions told(const RunOptions& options) {
  RunOptions told = options;
  told.functions = with(options.functions, options.context);
  told.lifecycle = with(options.lifecycle, options.context);
  return told;
}

}  // namespace

Runner::Runner(engine::Engine& engine, const Graph& graph, const RunnerTables& tables)
    : engine_(engine),
      graph_(graph),
      versions_(tables.version_table),
      history_(tables.history_table) {}

std::vector<std::string> Runner::current() {
  engine::Connection connection = engine_.connect();
  return versions_.rows(connection);
}

// A dry run leaves no file behind where there was none.
bool Runner::is_scratch(const RunOptions& options) const {
  return options.dry_run && !engine_.exists();
}

engine::Connection Runner::connect(const RunOptions& options) {
  return is_scratch(options) ? engine_.scratch() : engine_.connect();
}

std::size_t Runner::upgrade(std::string_view identifier, const RunOptions& options) {
  engine::Connection connection = connect(options);
  return run(connection, upward(connection, identifier)(versions_.rows(connection)), options);
}

std::size_t Runner::upgrade_from(const std::vector<std::string>& rows, std::string_view identifier,
                                 const RunOptions& options) {
  engine::Connection connection = connect(options);
  return run(connection, upward(connection, identifier)(rows), options);
}

std::size_t Runner::downgrade(std::string_view identifier, const RunOptions& options) {
  engine::Connection connection = connect(options);
  return run(connection, downward(connection, identifier)(versions_.rows(connection)), options);
}

std::size_t Runner::upgrade_within(engine::Connection& connection, std::string_view identifier,
                                   const RunOptions& options) {
  return run_within(connection, upward(connection, identifier), options);
}

std::size_t Runner::downgrade_within(engine::Connection& connection, std::string_view identifier,
                                     const RunOptions& options) {
  return run_within(connection, downward(connection, identifier), options);
}

Runner::Path Runner::upward(engine::Connection& connection, std::string_view identifier) {
  return [this, &connection, identifier](const std::vector<std::string>& rows) {
    require_scripts(connection, rows);
    return graph_for(connection, rows).upgrade_path(rows, identifier);
  };
}

Runner::Path Runner::downward(engine::Connection& connection, std::string_view identifier) {
  return [this, &connection, identifier](const std::vector<std::string>& rows) {
    return graph_for(connection, rows).downgrade_path(rows, identifier);
  };
}

// Planned before the lock is taken: `+1` is one step from where the database is now, and not from where
// another runner may leave it.
std::size_t Runner::run(engine::Connection& connection, std::vector<Move> moves,
                        const RunOptions& options) {
  if (moves.empty() && !options.online) return 0;
  std::optional<engine::AdvisoryLock> lock;
  if (!is_scratch(options)) lock.emplace(engine_.lock("migrate", options.lock_timeout));
  if (moves.empty()) {
    // The run before may have been stopped when only the old rows were left to delete.
    if (!options.dry_run) detail::planner_of(connection).clear_online(connection, *options.online);
    return 0;
  }
  detail::Run::BackUp copy;
  if (options.backup && !is_scratch(options))
    copy = [&](const std::string& at) { return back_up(engine_, at, *options.backup); };
  detail::Run made(connection, versions_, history_, std::move(moves), told(options),
                   std::move(copy));
  return options.dry_run || options.one_transaction ? made.all_in_one() : made.one_by_one();
}

// Nobody else can write once the transaction has, so the runners' lock would add nothing; and who holds
// it may be waiting for this very transaction.
std::size_t Runner::run_within(engine::Connection& connection, const Path& path,
                               const RunOptions& options) {
  if (!connection.in_transaction())
    throw MigrateError("the caller's transaction has to be begun first");
  if (options.backup)
    throw MigrateError("a backup has to be made before the caller's transaction begins");
  std::vector<Move> moves = path(versions_.rows(connection));
  if (moves.empty()) return 0;
  return detail::Run(connection, versions_, history_, std::move(moves), told(options)).all_in_one();
}

const Graph& Runner::graph_for(engine::Connection& connection,
                               const std::vector<std::string>& rows) {
  const auto known = [&](const std::string& row) { return graph_.find(row) != nullptr; };
  if (std::ranges::all_of(rows, known)) return graph_;
  if (auto own = database_graph(graph_, rows, history_.applied(connection)))
    extended_ = std::move(own);
  return extended_ ? *extended_ : graph_;
}

// A database that is ahead of its scripts goes down by the copies that it keeps, and not up: what
// follows is not known.
void Runner::require_scripts(engine::Connection& connection, const std::vector<std::string>& rows) {
  const auto known = [&](const std::string& row) { return graph_.find(row) != nullptr; };
  if (std::ranges::all_of(rows, known)) return;
  const std::vector<Revision> scripts = with_originals(graph_.revisions(), rows);
  for (const HistoryEntry& copy : history_.applied(connection))
    if (detail::contains(rows, copy.revision) && !copy.script.empty() &&
        std::ranges::find(scripts, copy.revision, &Revision::revision) == scripts.end())
      throw MigrateError(
          describe_missing(copy) +
          ", so the database is ahead of these scripts: bring it back (`migrate repair "
          "--write-missing` writes it from the database's copy), or `migrate downgrade` to a "
          "revision that is here");
}

void run_operations(engine::Connection& connection, const std::vector<Operation>& operations,
                    Losses losses, const Functions* functions) {
  for (std::size_t from = 0;;) {
    const std::size_t to = detail::next_outside(operations, from);
    if (to < operations.size() && connection.in_transaction())
      throw MigrateError("a step that runs outside of a transaction cannot be part of one");
    std::vector<Operation> part;
    const std::vector<Operation>& group = detail::group(operations, from, to, part);
    detail::run_in_transaction(
        connection, [&](const PlanOptions& planned) -> std::variant<detail::End, Envelope> {
          if (auto around = detail::run_parts(connection, group, planned, losses, functions))
            return *around;
          return detail::End::commit;
        });
    if (to == operations.size()) return;
    connection.execute_script(std::get<Execute>(operations[to]).sql);
    from = to + 1;
  }
}

void replay(engine::Connection& scratch, const Graph& graph) {
  std::vector<const Revision*> revisions = graph.newest_first();
  std::ranges::reverse(revisions);
  replay(scratch, revisions);
}

void replay(engine::Connection& scratch, const std::vector<const Revision*>& revisions) {
  for (const Revision* revision : revisions) {
    try {
      run_operations(scratch, load(*revision).upgrade);
    } catch (const engine::DatabaseError& error) {
      throw RevisionFailed("replaying the history in an empty database: upgrade to " +
                               revision->revision + " (" + revision->path.string() + ")",
                           error);
    }
  }
}

}  // namespace retort::migrate
