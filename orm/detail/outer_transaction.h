// detail::OuterTransaction: the transaction of a session: one of its own, or, where its connection is
// in one already, a savepoint in that.

#pragma once

#include <optional>

#include <retort/engine/transaction.h>

namespace retort::orm::detail {

class OuterTransaction {
 public:
  /// `joins`: the connection is somebody's who may have begun a transaction on it.
  OuterTransaction(engine::Connection& connection, engine::Mode mode, bool joins);

  void commit();
  void rollback();
  bool active() const;

 private:
  std::optional<engine::Transaction> own_;
  std::optional<engine::Savepoint> part_;
};

}  // namespace retort::orm::detail
