#include <retort/engine/detail/cached_statement.h>

#include <cstring>
#include <utility>

#include <retort/engine/detail/connection_state.h>
#include <retort/engine/error.h>

namespace retort::engine::detail {

CachedStatement::CachedStatement(std::string_view text, std::unique_ptr<DriverStatement> prepared,
                                 Form what)
    : sql(text),
      driver(std::move(prepared)),
      bound(static_cast<std::size_t>(driver->parameter_count())),
      form(what) {}

void CachedStatement::bind(int first, std::span<const Cell> cells) {
  const auto slot = static_cast<std::size_t>(first) - 1;
  if (running || slot > bound.size() || cells.size() > bound.size() - slot) [[unlikely]]
    refuse_bind(first, cells.size());
  driver->bind(first, cells);
  // Of no cells there may be no memory.
  if (!cells.empty()) std::memcpy(&bound[slot], cells.data(), cells.size_bytes());
}

bool CachedStatement::step(ConnectionState& connection, RowReceiver* receiver) {
  if (connection.listeners) [[unlikely]]
    return step_told(connection, receiver);
  return step_driver(connection, receiver);
}

bool CachedStatement::step_told(ConnectionState& connection, RowReceiver* receiver) {
  using Clock = std::chrono::steady_clock;
  if (!running) {
    shown = connection.hide_parameters ? std::vector<Value>() : parameters();
    rows = 0;
    worked = {};
    try {
      connection.listeners->before(*this, connection);
    } catch (...) {
      if (!connection.unstoppable) throw;
    }
  }
  const auto start = Clock::now();
  const bool row = step_driver(connection, receiver);
  worked += Clock::now() - start;
  if (row)
    ++rows;
  else
    connection.listeners->after(*this, connection);
  return row;
}

bool CachedStatement::step_driver(ConnectionState& connection, RowReceiver* receiver) {
  if (!running) ++connection.counters.run;
  try {
    running = receiver ? driver->step(*receiver) : driver->step();
  } catch (DatabaseError& error) {
    error.set_statement(sql, connection.hide_parameters ? std::vector<Value>() : parameters());
    driver->reset();
    running = false;
    if (connection.listeners) connection.listeners->error(error);
    throw;
  }
  if (running)
    ++connection.counters.rows;
  else
    driver->reset();
  return running;
}

void CachedStatement::reset(const ConnectionState& connection) noexcept {
  driver->reset();
  if (!std::exchange(running, false)) return;
  if (connection.listeners) connection.listeners->after(*this, connection);
}

std::vector<Value> CachedStatement::parameters() const {
  std::vector<Value> values;
  values.reserve(bound.size());
  for (const Cell& cell : bound) values.push_back(to_value(cell));
  return values;
}

void CachedStatement::refuse_bind(int first, std::size_t count) const {
  if (running)
    throw UsageError(
        "bind() to a statement whose rows are being read: reset() it first [SQL: " + sql + "]");
  throw UsageError("bind() to parameter " + std::to_string(first) +
                   (count > 1 ? " and those after it, " + std::to_string(count) + " in all," : "") +
                   " of a statement that has " + std::to_string(bound.size()) + " [SQL: " + sql +
                   "]");
}

}  // namespace retort::engine::detail
