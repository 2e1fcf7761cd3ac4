#include <retort/migrate/detail/named_move.h>

#include <algorithm>
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

bool may_lose(const Move& move, bool allow_destructive) {
  return allow_destructive || move.direction == Direction::downgrade ||
         move.revision->allow_destructive;
}

void rethrow_named(const Move& move, const std::string& note) {
  const auto named = [&](const Error& error) {
    return place(move, error) + (note.empty() ? "" : " (" + note + ")");
  };
  try {
    throw;
  } catch (const DecisionNeeded& error) {
    throw DecisionNeeded(named(error) + ": " + error.what());
  } catch (const MigrateError& error) {
    throw MigrateError(named(error) + ": " + error.what());
  } catch (const engine::UsageError& error) {
    throw MigrateError(named(error) + ": " + error.what());
  } catch (const engine::DatabaseError& error) {
    throw RevisionFailed(named(error), error);
  }
}

bool adds_only(const std::vector<Operation>& operations) {
  return std::ranges::all_of(operations, [](const Operation& operation) {
    if (const auto* column = std::get_if<AddColumn>(&operation)) return column->fill.empty();
    if (const auto* index = std::get_if<CreateIndex>(&operation))
      return index->violations == Violations::stop;
    return std::holds_alternative<CreateTable>(operation) ||
           std::holds_alternative<CreateView>(operation) ||
           std::holds_alternative<CreateTrigger>(operation) ||
           std::holds_alternative<CreateVirtualTable>(operation);
  });
}

void named(const Move& move, const std::function<void()>& function) {
  try {
    function();
  } catch (...) {
    rethrow_named(move);
  }
}

}  // namespace retort::migrate::detail
