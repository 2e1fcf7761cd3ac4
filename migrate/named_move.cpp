#include <retort/migrate/detail/named_move.h>

#include <string>
#include <utility>

#include <retort/engine/error.h>
#include <retort/migrate/error.h>

namespace retort::migrate::detail {

namespace {

std::string name_of(const Move& move) {
  return (move.direction == Direction::upgrade ? "upgrade to " : "downgrade of ") +
         move.revision->revision + " (" + move.revision->path.string() + ")";
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
    throw DecisionNeeded(name_of(move) + ": " + error.what());
  } catch (const MigrateError& error) {
    throw MigrateError(name_of(move) + ": " + error.what());
  } catch (const engine::UsageError& error) {
    throw MigrateError(name_of(move) + ": " + error.what());
  } catch (const engine::DatabaseError& error) {
    throw RevisionFailed(name_of(move), error);
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
