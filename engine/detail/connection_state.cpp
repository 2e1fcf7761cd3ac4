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

/// While it lives.
class Unstoppable {
 public:
  explicit Unstoppable(ConnectionState& state) : state_(state) { state_.unstoppable = true; }
  Unstoppable(const Unstoppable&) = delete;
  Unstoppable& operator=(const Unstoppable&) = delete;
  ~Unstoppable() { state_.unstoppable = false; }

 private:
  ConnectionState& state_;
};

}  // namespace

ConnectionState::ConnectionState(std::unique_ptr<DriverConnection> connection,
                                 const Dialect& spelling, std::shared_ptr<const Listeners> told,
                                 std::size_t cached_statements)
    : driver(std::move(connection)),
      dialect(spelling),
      listeners(std::move(told)),
      statements(cached_statements) {}

std::unique_ptr<CachedStatement> ConnectionState::take(std::string_view sql) {
  if (auto idle = statements.take(sql, Form::plain)) return idle;
  std::string_view rest = sql;
  auto prepared = prepare(rest);
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

std::unique_ptr<CachedStatement> ConnectionState::take(std::string_view sql,
                                                       const SelectList& list) {
  if (list.count == 0) return take(sql);
  if (auto idle = statements.take(sql, Form::rows)) return idle;
  auto prepared = driver->prepare_rows(sql, list);
  if (!prepared) return take(sql);
  ++counters.prepared;
  return std::make_unique<CachedStatement>(sql, std::move(prepared), Form::rows);
}

void ConnectionState::give_back(std::unique_ptr<CachedStatement> statement) noexcept {
  statement->reset(*this);
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
  auto prepared = prepare(script);
  if (!prepared) return nullptr;
  ++counters.prepared;
  const std::string_view text = before.substr(0, before.size() - script.size());
  return std::make_unique<CachedStatement>(trimmed(text), std::move(prepared));
}

std::unique_ptr<DriverStatement> ConnectionState::prepare(std::string_view& sql) {
  try {
    return driver->prepare(sql);
  } catch (const DatabaseError& error) {
    if (listeners) listeners->error(error);
    throw;
  }
}

Connection ConnectionState::borrowed() {
  return Connection(std::shared_ptr<ConnectionState>(std::shared_ptr<void>(), this));
}

void ConnectionState::run(std::string_view sql) {
  auto statement = take(sql);
  while (statement->step(*this)) {
  }
  give_back(std::move(statement));
}

void ConnectionState::run(std::string_view sql, Events::OfConnection Events::*which) {
  if (listeners) listeners->connection(which, *this);
  run(sql);
}

void ConnectionState::run(std::string_view sql, Events::OfSavepoint Events::*which,
                          std::string_view name) {
  if (listeners) listeners->savepoint(which, *this, name);
  run(sql);
}

void ConnectionState::roll_back() {
  if (listeners) listeners->quietly(&Events::rollback, *this);
  const Unstoppable all_the_same(*this);
  run("ROLLBACK");
}

void ConnectionState::roll_back_to(std::string_view savepoint) {
  if (listeners) listeners->quietly(&Events::rollback_savepoint, *this, savepoint);
  const Unstoppable all_the_same(*this);
  run("ROLLBACK TO SAVEPOINT " + std::string(savepoint));
  run("RELEASE SAVEPOINT " + std::string(savepoint));
}

// Nothing more can be done where a rollback fails: SQLite keeps the transaction open only where the
// file itself fails, and then no other writer gets further either.

void ConnectionState::abandon() noexcept {
  try {
    roll_back();
  } catch (...) {
  }
}

void ConnectionState::abandon(std::string_view savepoint) noexcept {
  try {
    roll_back_to(savepoint);
  } catch (...) {
  }
}

}  // namespace retort::engine::detail
