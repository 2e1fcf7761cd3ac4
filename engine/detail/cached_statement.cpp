#include <retort/engine/detail/cached_statement.h>

#include <utility>

#include <retort/engine/detail/connection_state.h>
#include <retort/engine/error.h>

namespace retort::engine::detail {

namespace {

struct Copied {
  Value operator()(Null) const { return Null{}; }
  Value operator()(std::int64_t value) const { return value; }
  Value operator()(double value) const { return value; }
  Value operator()(std::string_view text) const { return std::string(text); }
  Value operator()(std::span<const std::byte> blob) const { return Blob(blob.begin(), blob.end()); }
};

}  // namespace

CachedStatement::CachedStatement(std::string_view text, std::unique_ptr<DriverStatement> prepared)
    : sql(text),
      driver(std::move(prepared)),
      bound(static_cast<std::size_t>(driver->parameter_count())) {}

bool CachedStatement::step(ConnectionState& connection) {
  if (!running) start(connection);
  try {
    running = driver->step();
  } catch (DatabaseError& error) {
    error.set_statement(sql, connection.hide_parameters ? std::vector<Value>() : parameters());
    reset();
    throw;
  }
  if (running)
    ++connection.counters.rows;
  else
    driver->reset();
  return running;
}

void CachedStatement::start(ConnectionState& connection) {
  ++connection.counters.run;
  if (!connection.echo) return;
  const auto values = connection.hide_parameters ? std::vector<Value>() : parameters();
  connection.echo({.sql = sql, .parameters = values});
}

void CachedStatement::reset() noexcept {
  driver->reset();
  running = false;
}

std::vector<Value> CachedStatement::parameters() const {
  std::vector<Value> values;
  values.reserve(bound.size());
  for (const View& view : bound) values.push_back(std::visit(Copied{}, view));
  return values;
}

void CachedStatement::refuse_bind(int parameter) const {
  if (running)
    throw UsageError(
        "bind() to a statement whose rows are being read: reset() it first [SQL: " + sql + "]");
  throw UsageError("bind() to parameter " + std::to_string(parameter) +
                   " of a statement that has " + std::to_string(bound.size()) + " [SQL: " + sql +
                   "]");
}

}  // namespace retort::engine::detail
