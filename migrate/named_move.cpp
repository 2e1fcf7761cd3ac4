#include <retort/migrate/detail/named_move.h>

#include <string>
#include <string_view>
#include <utility>

#include <retort/engine/error.h>
#include <retort/migrate/error.h>

namespace retort::migrate::detail {

namespace {

std::string name_of(const Move& move) {
  return (move.direction == Direction::upgrade ? "upgrade to " : "downgrade of ") +
         move.revision->revision + " (" + move.revision->path.string() + ")";
}

// What is to be made is there "already", as databases and apply() say it, and no revision is: nearly
// always a database from before there were scripts.
std::string place(const Move& move, const Error& error) {
  const bool is_older = move.direction == Direction::upgrade && move.rows_before.empty() &&
                        std::string_view(error.what()).find(" already") != std::string_view::npos;
  return name_of(move) +
         (is_older
              ? ", in a database that has no revision (where it is what these scripts build up "
                "to one, `migrate stamp` with that one says so)"
              : "");
}

}  // namespace

std::vector<Operation> operations_of(const Move& move) {
  Script script = load(*move.revision);
  return std::move(move.direction == Direction::upgrade ? script.upgrade : script.downgrade);
}

void rethrow_named(const Move& move) {
  try {
    throw;
  } catch (const DecisionNeeded& error) {
    throw DecisionNeeded(place(move, error) + ": " + error.what());
  } catch (const MigrateError& error) {
    throw MigrateError(place(move, error) + ": " + error.what());
  } catch (const engine::UsageError& error) {
    throw MigrateError(place(move, error) + ": " + error.what());
  } catch (const engine::DatabaseError& error) {
    throw RevisionFailed(place(move, error), error);
  }
}

void named(const Move& move, const std::function<void()>& function) {
  try {
    function();
  } catch (...) {
    rethrow_named(move);
  }
}

}  // namespace retort::migrate::detail
