#include <retort/engine/detail/listeners.h>

#include <memory>

#include <retort/engine/detail/connection_state.h>

namespace retort::engine::detail {

void Listeners::connection(Events::OfConnection Events::*which, ConnectionState& state) const {
  for (const auto& each : events) {
    if (!(each.*which)) continue;
    auto connection = state.borrowed();
    (each.*which)(connection);
  }
}

void Listeners::savepoint(Events::OfSavepoint Events::*which, ConnectionState& state,
                          std::string_view name) const {
  for (const auto& each : events) {
    if (!(each.*which)) continue;
    auto connection = state.borrowed();
    (each.*which)(connection, name);
  }
}

void Listeners::error(const DatabaseError& error) const {
  for (const auto& each : events)
    if (each.handle_error) each.handle_error(error);
}

void Listeners::before(const CachedStatement& statement, const ConnectionState& state) const {
  if (echo) echo({.sql = statement.sql, .parameters = statement.shown, .token = state.token});
  for (const auto& each : events)
    if (each.before_execute)
      each.before_execute(
          {.sql = statement.sql, .parameters = statement.shown, .token = state.token});
}

void Listeners::after(const CachedStatement& statement,
                      const ConnectionState& state) const noexcept {
  for (const auto& each : events) {
    if (!each.after_execute) continue;
    try {
      each.after_execute({.sql = statement.sql,
                          .parameters = statement.shown,
                          .token = state.token,
                          .rows = statement.rows,
                          .duration = statement.worked});
    } catch (...) {
      // The statement has run, whatever a listener makes of that.
    }
  }
}

void Listeners::quietly(Events::OfConnection Events::*which,
                        ConnectionState& state) const noexcept {
  try {
    connection(which, state);
  } catch (...) {
    // What it tells of happens all the same.
  }
}

void Listeners::quietly(Events::OfSavepoint Events::*which, ConnectionState& state,
                        std::string_view name) const noexcept {
  try {
    savepoint(which, state, name);
  } catch (...) {
    // What it tells of happens all the same.
  }
}

}  // namespace retort::engine::detail
