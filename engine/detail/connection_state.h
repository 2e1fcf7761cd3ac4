// What a Connection is a handle to: the driver's connection with its prepared statements.
// Everything that uses a connection (Connection, Statement, Transaction) shares it; when the last
// of them is gone, the pool has it back.

#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include <retort/engine/connection.h>
#include <retort/engine/detail/driver.h>
#include <retort/engine/detail/listeners.h>
#include <retort/engine/detail/statement_cache.h>

namespace retort::engine::detail {

struct ConnectionState {
  ConnectionState(std::unique_ptr<DriverConnection> connection, const Dialect& spelling,
                  std::shared_ptr<const Listeners> listeners, std::size_t cached_statements);

  /// The statement of that text, from the cache or newly prepared.
  std::unique_ptr<CachedStatement> take(std::string_view sql);
  std::unique_ptr<CachedStatement> take(std::string_view sql, const SelectList& list);
  void give_back(std::unique_ptr<CachedStatement> statement) noexcept;

  /// Prepares the first statement of a script and removes it from there; null at its end.
  std::unique_ptr<CachedStatement> prepare_first(std::string_view& script);

  /// A handle for a function that must not keep it.
  Connection borrowed();

  /// Runs a statement without parameters.
  void run(std::string_view sql);

  // Run one that begins or ends a transaction or a savepoint, and tell of it before.

  void run(std::string_view sql, Events::OfConnection Events::*which);
  void run(std::string_view sql, Events::OfSavepoint Events::*which, std::string_view name);

  // Of the transaction and of a savepoint, which ends with it. No listener can keep them from it.

  void roll_back();
  void roll_back_to(std::string_view savepoint);
  /// The same where an error is on its way: others are swallowed.
  void abandon() noexcept;
  void abandon(std::string_view savepoint) noexcept;

  // The order matters: statements are finalised before their connection is closed.
  std::unique_ptr<DriverConnection> driver;
  const Dialect& dialect;
  /// Null where nobody is told of anything.
  std::shared_ptr<const Listeners> listeners;
  /// Options::hide_parameters.
  bool hide_parameters = false;
  /// Connection::logging_token().
  std::string token;
  StatementCache statements;
  Connection::Counters counters;
  /// Open savepoints, one inside the other.
  int savepoints = 0;
  /// What is thrown by those who are told of a statement does not keep it from running.
  bool unstoppable = false;

 private:
  std::unique_ptr<DriverStatement> prepare(std::string_view& sql);
};

}  // namespace retort::engine::detail
