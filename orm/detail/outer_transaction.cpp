#include <retort/orm/detail/outer_transaction.h>

namespace retort::orm::detail {

OuterTransaction::OuterTransaction(engine::Connection& connection, engine::Mode mode, bool joins) {
  if (joins && connection.in_transaction()) {
    part_.emplace(connection);
  } else {
    own_.emplace(connection, mode);
  }
}

void OuterTransaction::commit() { own_ ? own_->commit() : part_->release(); }

void OuterTransaction::rollback() { own_ ? own_->rollback() : part_->rollback(); }

bool OuterTransaction::active() const { return own_ ? own_->active() : part_->active(); }

}  // namespace retort::orm::detail
