#include <retort/migrate/runner.h>

#include <algorithm>

#include <retort/engine/error.h>
#include <retort/migrate/detail/transaction_run.h>
#include <retort/migrate/error.h>

namespace retort::migrate {

namespace {

// The operations of each move, all of them read before the first one runs: a script with a mistake
// in it stops the run before it begins.
std::vector<std::vector<Operation>> operations_of(const std::vector<Move>& moves) {
  std::vector<std::vector<Operation>> operations;
  operations.reserve(moves.size());
  for (const Move& move : moves) {
    Script script = load(*move.revision);
    operations.push_back(
        std::move(move.direction == Direction::upgrade ? script.upgrade : script.downgrade));
  }
  return operations;
}

std::string named(const Move& move) {
  return (move.direction == Direction::upgrade ? "upgrade to " : "downgrade of ") +
         move.revision->revision + " (" + move.revision->path.string() + ")";
}

// What no revision may hold stops the run before it begins, too.
void require_allowed(const engine::Connection& connection, const std::vector<Move>& moves,
                     const std::vector<std::vector<Operation>>& operations) {
  for (std::size_t i = 0; i < moves.size(); ++i) {
    try {
      check(connection, operations[i]);
    } catch (const MigrateError& error) {
      throw MigrateError(named(moves[i]) + ": " + error.what());
    }
  }
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
  const std::vector<std::vector<Operation>> operations = operations_of(moves);
  require_allowed(connection, moves, operations);
  const Functions no_functions;
  std::size_t done = 0;
  std::size_t next = 0;
  const auto choose = [&]() -> const std::vector<Operation>* {
    next = next_move(moves, next, versions_.rows(connection));
    if (next == moves.size()) return nullptr;
    return &operations[next];
  };
  const auto finish = [&] {
    const Move& move = moves[next];
    versions_.move(connection, move.rows_before, move.rows_after);
  };
  while (next < moves.size()) {
    try {
      const bool may_lose =
          options.allow_destructive || moves[next].direction == Direction::downgrade;
      if (!detail::run_in_transaction(connection, choose, finish,
                                      may_lose ? Losses::allowed : Losses::refused, &no_functions))
        break;
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
      connection, [&] { return &operations; }, [] {}, Losses::allowed);
}

void replay(engine::Connection& scratch, const Graph& graph) {
  if (graph.empty()) return;
  for (const Move& move : graph.upgrade_path({}, "heads")) {
    try {
      run_operations(scratch, load(*move.revision).upgrade);
    } catch (const engine::DatabaseError& error) {
      throw RevisionFailed("replaying the history in an empty database: " + named(move), error);
    }
  }
}

}  // namespace retort::migrate
