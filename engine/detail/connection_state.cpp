#include <retort/engine/detail/connection_state.h>

#include <new>
#include <utility>

#include <retort/engine/error.h>

namespace retort::engine::detail {

namespace {

// Without white space and semicolons around it.
std::string_view trimmed(std::string_view text) {
  constexpr std::string_view space = "; \t\r\n\f";
  const std::size_t begin = text.find_first_not_of(space);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(space) - begin + 1);
}

}  // namespace

ConnectionState::ConnectionState(std::unique_ptr<DriverConnection> connection,
                                 const Dialect& spelling, Echo listener,
                                 std::size_t cached_statements)
    : driver(std::move(connection)),
      dialect(spelling),
      echo(std::move(listener)),
      statements(cached_statements) {}

std::unique_ptr<CachedStatement> ConnectionState::take(std::string_view sql) {
  if (auto idle = statements.take(sql)) return idle;
  std::string_view rest = sql;
  auto prepared = driver->prepare(rest);
  if (!prepared)
    throw UsageError("there is no statement in the SQL text \"" + std::string(sql) + "\"");
  // A comment may follow, so only the database can say whether there is a second statement. It is
  // not prepared for its own sake: it may well depend on the first one.
  if (!trimmed(rest).empty()) {
    bool second = true;
    try {
      second = driver->prepare(rest) != nullptr;
    } catch (const DatabaseError&) {
    }
    if (second)
      throw UsageError(
          "prepare() and execute() take one statement, execute_script() takes several [SQL: " +
          std::string(sql) + "]");
  }
  ++counters.prepared;
  return std::make_unique<CachedStatement>(sql, std::move(prepared));
}

void ConnectionState::give_back(std::unique_ptr<CachedStatement> statement) noexcept {
  statement->reset();
  // What was bound belongs to someone who may be gone when the statement runs next.
  statement->driver->clear();
  statement->bound.assign(statement->bound.size(), Cell{});
  try {
    statements.put(std::move(statement));
  } catch (const std::bad_alloc&) {
    // It will be prepared again.
  }
}

std::unique_ptr<CachedStatement> ConnectionState::prepare_first(std::string_view& script) {
  const std::string_view before = script;
  auto prepared = driver->prepare(script);
  if (!prepared) return nullptr;
  ++counters.prepared;
  const std::string_view text = before.substr(0, before.size() - script.size());
  return std::make_unique<CachedStatement>(trimmed(text), std::move(prepared));
}

void ConnectionState::run(std::string_view sql) {
  auto statement = take(sql);
  while (statement->step(*this)) {
  }
  give_back(std::move(statement));
}

void ConnectionState::abandon(std::string_view rollback) noexcept {
  try {
    run(rollback);
  } catch (...) {
    // Nothing more can be done: SQLite keeps the transaction open only where the file itself fails,
    // and then no other writer gets further either.
  }
}

}  // namespace retort::engine::detail
