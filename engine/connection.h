// engine::Connection: one open connection to a database.
//
//   engine::Engine engine("sqlite:///app.db");
//   auto connection = engine.connect();
//   engine::Transaction transaction(connection);
//   connection.execute("INSERT INTO artists (name) VALUES (?)", {{std::string("Tool")}});
//   transaction.commit();
//
// RAII: it goes back to its engine's pool when it is destroyed, and a transaction that is still
// open is rolled back then. Movable, not copyable. One thread at a time. Foreign keys are enforced
// and a lock is waited for, unless engine::Options says otherwise.

#pragma once

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <retort/engine/select_list.h>
#include <retort/engine/statement.h>
#include <retort/engine/value.h>

namespace retort::engine {

class Dialect;

namespace detail {
class Pool;
}  // namespace detail

class Connection {
 public:
  Connection(Connection&&) noexcept;
  Connection& operator=(Connection&&) noexcept;
  ~Connection();

  /// One statement, from the cache where it was prepared before. Throws DatabaseError; text that
  /// holds a second statement is a UsageError.
  Statement prepare(std::string_view sql);
  /// The same for a query whose list is known. Rows, their order and errors are the same, and reading
  /// several columns is faster: SQLite hands a row over as the arguments of a function, a quarter of the
  /// time less. The query must be a plain SELECT, without DISTINCT, groups, windows or a compound, and
  /// nothing in it may use the names that the list gives. int64(), real(), text() and blob() of its
  /// rows convert nothing: of another kind of value they throw UsageError.
  Statement prepare(std::string_view sql, const SelectList& list);

  /// Prepares, binds, runs to the end. Returns the number of rows changed.
  std::int64_t execute(std::string_view sql, std::span<const Value> parameters = {});
  std::int64_t execute(std::string_view sql, std::initializer_list<Value> parameters);

  /// Runs every statement of a script, in order, up to the first that fails.
  void execute_script(std::string_view sql);

  /// The first column of the first row, or nothing when there is no row.
  std::optional<Value> scalar(std::string_view sql, std::span<const Value> parameters = {});

  /// All rows; for small results of hand-written statements.
  std::vector<std::vector<Value>> rows(std::string_view sql,
                                       std::span<const Value> parameters = {});

  /// How many rows the statement that was started last has inserted, updated or deleted; triggers
  /// and the actions of foreign keys do not count. For code that runs Statements by itself.
  std::int64_t changes() const;
  /// Whether the last statement changed more rows than that, by foreign keys or triggers. True, too, where
  /// the database does not tell.
  bool changed_more() const;

  /// The key that the database gave to the row inserted last on this connection.
  std::int64_t last_insert_id() const;

  /// Whether a transaction is open, whoever opened it.
  bool in_transaction() const;

  /// How many statements were prepared and run so far, BEGIN and COMMIT among them, and how many rows
  /// they gave. Tests count with it.
  struct Counters {
    std::int64_t prepared = 0;
    std::int64_t run = 0;
    std::int64_t rows = 0;
  };
  Counters counters() const;

  /// What echo and events say beside each statement of this connection, until it is back in the pool:
  /// the number of a request, the name of a job.
  void set_logging_token(std::string token);
  const std::string& logging_token() const;

  /// One more handle on the same connection, which goes back with the last of them.
  Connection share() const;

  /// How this database spells things.
  const Dialect& dialect() const;

 private:
  friend class Engine;
  friend class detail::Pool;
  friend struct detail::ConnectionState;
  friend class Transaction;
  friend class Savepoint;
  friend class Watch;
  friend class Interruption;
  friend void copy_database(Connection& from, Connection& to);
  explicit Connection(std::shared_ptr<detail::ConnectionState> state);

  std::shared_ptr<detail::ConnectionState> state_;
};

}  // namespace retort::engine
