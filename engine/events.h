// engine::Events: functions of the program's that an engine calls when something happens on its
// connections.
//
//   engine::Engine engine("sqlite:///app.db", {.events = {{
//       .after_execute = [](const engine::Executed& event) {
//         if (event.duration > std::chrono::milliseconds(100)) std::clog << event.sql << '\n';
//       }}}});
//
// Those that are not given cost nothing, and an engine without any pays a test of a pointer for each
// step of a statement. Of several Events each is called, in their order, on the thread that uses the
// connection. A connection that is handed over may be used during the call, and not kept; where
// statements and errors are told, it may not be used. Scratch databases tell nothing. New connections
// are Options::on_connect.

#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <span>
#include <string_view>

#include <retort/engine/value.h>

namespace retort::engine {

class Connection;
class DatabaseError;

/// A statement that is about to run. All of it is valid during the call.
struct Executing {
  std::string_view sql;
  /// In the order of binding; nothing with Options::hide_parameters.
  std::span<const Value> parameters;
  /// Connection::logging_token().
  std::string_view token;
};

/// One that has run: its last row was read, or the program wanted no more of them.
struct Executed {
  std::string_view sql;
  std::span<const Value> parameters;
  std::string_view token;
  /// How many rows it gave.
  std::int64_t rows;
  /// The time that the database worked on it, without that of the program between two rows.
  std::chrono::nanoseconds duration;
};

struct Events {
  using OfConnection = std::function<void(Connection&)>;
  using OfSavepoint = std::function<void(Connection&, std::string_view name)>;

  /// A connection is lent by the pool, and has come back with nothing open. A database in memory, whose
  /// only connection is shared, is lent to the first and comes back from the last. What checkout throws
  /// connect() throws; what checkin throws is lost.
  OfConnection checkout{};
  OfConnection checkin{};

  // Transactions and savepoints of engine::Transaction and engine::Savepoint, which sessions use, before
  // the statement is sent: what these throw keeps it from being sent, and goes to the caller. A rollback
  // happens all the same, and what its functions throw is lost.

  OfConnection begin{};
  OfConnection commit{};
  OfConnection rollback{};
  OfSavepoint savepoint{};
  OfSavepoint release_savepoint{};
  OfSavepoint rollback_savepoint{};

  /// BEGIN and its kin among them. What before_execute throws is thrown in the place of running the
  /// statement; what after_execute throws is lost.
  std::function<void(const Executing&)> before_execute{};
  std::function<void(const Executed&)> after_execute{};

  /// The database refused to connect, to prepare or to run something, which is about to be thrown. What
  /// this throws is thrown instead.
  std::function<void(const DatabaseError&)> handle_error{};
};

}  // namespace retort::engine
