// What a Connection is a handle to: the driver's connection with its prepared statements.
// Everything that uses a connection (Connection, Statement, Transaction) shares it; when the last
// of them is gone, the pool has it back.

#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

#include <retort/engine/connection.h>
#include <retort/engine/detail/driver.h>
#include <retort/engine/detail/statement_cache.h>
#include <retort/engine/echo.h>

namespace retort::engine::detail {

struct ConnectionState {
  ConnectionState(std::unique_ptr<DriverConnection> connection, const Dialect& spelling,
                  Echo listener, std::size_t cached_statements);

  /// The statement of that text, from the cache or newly prepared.
  std::unique_ptr<CachedStatement> take(std::string_view sql);
  void give_back(std::unique_ptr<CachedStatement> statement) noexcept;

  /// Prepares the first statement of a script and removes it from there; null at its end.
  std::unique_ptr<CachedStatement> prepare_first(std::string_view& script);

  /// Runs a statement without parameters.
  void run(std::string_view sql);
  /// Rolls back what is open; errors are swallowed, because it is called where one is on its way.
  void abandon(std::string_view rollback) noexcept;

  // The order matters: statements are finalised before their connection is closed.
  std::unique_ptr<DriverConnection> driver;
  const Dialect& dialect;
  Echo echo;
  /// Options::hide_parameters.
  bool hide_parameters = false;
  StatementCache statements;
  Connection::Counters counters;
  /// Open savepoints, one inside the other.
  int savepoints = 0;
};

}  // namespace retort::engine::detail
