// engine::Transaction and engine::Savepoint: RAII guards. What is not committed is rolled back.
//
//   engine::Transaction transaction(connection, engine::Mode::immediate);
//   ...
//   transaction.commit();
//
// A guard must not outlive its connection, and is for the same thread. Destroying one never throws.

#pragma once

#include <memory>

#include <retort/engine/connection.h>
#include <retort/engine/mode.h>

namespace retort::engine {

class Transaction {
 public:
  /// Sends BEGIN. Throws UsageError when a transaction is open already, BusyError when the lock is
  /// not to be had in time.
  explicit Transaction(Connection& connection, Mode mode = Mode::deferred);
  ~Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;

  /// When COMMIT fails the transaction is still open, and commit may be tried again.
  void commit();
  void rollback();
  /// False after commit, rollback, or when the database rolled back by itself.
  bool active() const;

 private:
  std::shared_ptr<detail::ConnectionState> connection_;
  bool open_ = true;
};

class Savepoint {
 public:
  /// Names are made by the guard, `retort_1` and on, by depth. Throws UsageError when no
  /// transaction is open.
  explicit Savepoint(Connection& connection);
  ~Savepoint();
  Savepoint(const Savepoint&) = delete;
  Savepoint& operator=(const Savepoint&) = delete;

  void release();
  /// Undoes what was done since, and ends the savepoint.
  void rollback();
  /// False after release, rollback, or the end of whatever encloses it.
  bool active() const;

 private:
  std::shared_ptr<detail::ConnectionState> connection_;
  int depth_;
  bool open_ = true;
};

}  // namespace retort::engine
