#include <retort/engine/connection.h>

#include <utility>

#include <retort/engine/detail/connection_state.h>

namespace retort::engine {

Connection::Connection(std::shared_ptr<detail::ConnectionState> state) : state_(std::move(state)) {}
Connection::Connection(Connection&&) noexcept = default;
Connection& Connection::operator=(Connection&&) noexcept = default;
// The pool gets it back from the deleter of state_ (detail/pool.cpp).
Connection::~Connection() = default;

Connection Connection::share() const { return Connection(state_); }

Statement Connection::prepare(std::string_view sql) { return {state_, state_->take(sql)}; }
Statement Connection::prepare(std::string_view sql, const SelectList& list) {
  return {state_, state_->take(sql, list)};
}

std::int64_t Connection::execute(std::string_view sql, std::span<const Value> parameters) {
  Statement statement = prepare(sql);
  statement.bind_all(parameters);
  statement.run();
  return changes();
}

std::int64_t Connection::execute(std::string_view sql, std::initializer_list<Value> parameters) {
  return execute(sql, std::span(parameters.begin(), parameters.size()));
}

void Connection::execute_script(std::string_view sql) {
  // Not by way of the cache: a script is seldom run twice.
  while (const auto statement = state_->prepare_first(sql))
    while (statement->step(*state_)) {
    }
}

std::optional<Value> Connection::scalar(std::string_view sql, std::span<const Value> parameters) {
  Statement statement = prepare(sql);
  statement.bind_all(parameters);
  if (!statement.step()) return std::nullopt;
  return statement.value(0);
}

std::vector<std::vector<Value>> Connection::rows(std::string_view sql,
                                                 std::span<const Value> parameters) {
  Statement statement = prepare(sql);
  statement.bind_all(parameters);
  std::vector<std::vector<Value>> rows;
  while (statement.step()) {
    std::vector<Value>& row = rows.emplace_back();
    for (int column = 0; column < statement.column_count(); ++column)
      row.push_back(statement.value(column));
  }
  return rows;
}

std::int64_t Connection::changes() const { return state_->driver->changes(); }
bool Connection::changed_more() const { return state_->driver->changed_more(); }
std::int64_t Connection::last_insert_id() const { return state_->driver->last_insert_id(); }
bool Connection::in_transaction() const { return state_->driver->in_transaction(); }
void Connection::set_logging_token(std::string token) { state_->token = std::move(token); }
const std::string& Connection::logging_token() const { return state_->token; }
Connection::Counters Connection::counters() const { return state_->counters; }
const Dialect& Connection::dialect() const { return state_->dialect; }

}  // namespace retort::engine
