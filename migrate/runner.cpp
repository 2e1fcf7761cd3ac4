#include <retort/migrate/runner.h>

#include <algorithm>

#include <retort/engine/error.h>
#include <retort/migrate/detail/data_loss.h>
#include <retort/migrate/detail/transaction_run.h>
#include <retort/migrate/error.h>

namespace retort::migrate {

namespace {

const std::vector<Operation>& operations_of(const Move& move) {
  return move.direction == Direction::upgrade ? move.script->upgrade : move.script->downgrade;
}

std::string named(const Move& move) {
  return (move.direction == Direction::upgrade ? "upgrade to " : "downgrade of ") +
         move.script->revision + " (" + move.script->path.string() + ")";
}

// The moves that are left for a database with these rows; another runner may have made some of them
// since they were planned.
std::size_t next_move(const std::vector<Move>& moves, std::size_t from,
                      const std::vector<std::string>& rows) {
  for (std::size_t i = from; i < moves.size(); ++i)
    if (moves[i].rows_before == rows) return i;
  if (moves.empty() || moves.back().rows_after == rows) return moves.size();
  throw MigrateError(
      "another process moved the database somewhere else while this one waited; run the command "
      "again");
}

}  // namespace

std::vector<std::string> Runner::current() {
  engine::Connection connection = engine_.connect();
  return versions_.rows(connection);
}

std::size_t Runner::upgrade(std::string_view identifier, const RunOptions& options) {
  engine::Connection connection = engine_.connect();
  return run(connection, graph_.upgrade_path(versions_.rows(connection), identifier), options);
}

std::size_t Runner::downgrade(std::string_view identifier, const RunOptions& options) {
  engine::Connection connection = engine_.connect();
  return run(connection, graph_.downgrade_path(versions_.rows(connection), identifier), options);
}

std::size_t Runner::run(engine::Connection& connection, std::vector<Move> moves,
                        const RunOptions& options) {
  for (Move& move : moves) {
    std::ranges::sort(move.rows_before);
    std::ranges::sort(move.rows_after);
  }
  std::size_t done = 0;
  std::size_t next = 0;
  const auto choose = [&]() -> const std::vector<Operation>* {
    next = next_move(moves, next, versions_.rows(connection));
    if (next == moves.size()) return nullptr;
    const Move& move = moves[next];
    if (move.direction == Direction::upgrade && !options.allow_destructive)
      detail::refuse_data_loss(connection, *move.script);
    return &operations_of(move);
  };
  const auto finish = [&] {
    const Move& move = moves[next];
    versions_.move(connection, move.rows_before, move.rows_after);
  };
  while (next < moves.size()) {
    try {
      if (!detail::run_in_transaction(connection, choose, finish)) break;
    } catch (const DecisionNeeded& error) {
      throw DecisionNeeded(named(moves[next]) + ": " + error.what());
    } catch (const MigrateError& error) {
      throw MigrateError(named(moves[next]) + ": " + error.what());
    } catch (const engine::DatabaseError& error) {
      throw RevisionFailed(named(moves[next]), error);
    }
    if (options.on_done) options.on_done(moves[next]);
    ++next;
    ++done;
  }
  return done;
}

void run_operations(engine::Connection& connection, const std::vector<Operation>& operations) {
  detail::run_in_transaction(
      connection, [&] { return &operations; }, [] {});
}

void replay(engine::Connection& scratch, const Graph& graph) {
  if (graph.empty()) return;
  for (const Move& move : graph.upgrade_path({}, "heads")) {
    try {
      run_operations(scratch, move.script->upgrade);
    } catch (const engine::DatabaseError& error) {
      throw RevisionFailed("replaying the history in an empty database: " + named(move), error);
    }
  }
}

}  // namespace retort::migrate
