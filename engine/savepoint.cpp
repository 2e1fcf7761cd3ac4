// A savepoint is named by its depth. So the texts are few and stay in the statement cache, and
// ending an outer one tells the inner ones that they are over.

#include <string>

#include <retort/engine/detail/connection_state.h>
#include <retort/engine/error.h>
#include <retort/engine/transaction.h>

namespace retort::engine {

namespace {

std::string statement(std::string_view words, int depth) {
  return std::string(words) + " retort_" + std::to_string(depth);
}

}  // namespace

Savepoint::Savepoint(Connection& connection)
    : connection_(connection.state_), depth_(connection_->savepoints + 1) {
  if (!connection.in_transaction())
    throw UsageError("SAVEPOINT outside a transaction: begin one first");
  connection_->run(statement("SAVEPOINT", depth_));
  connection_->savepoints = depth_;
}

Savepoint::~Savepoint() {
  if (!active()) return;
  connection_->abandon(statement("ROLLBACK TO SAVEPOINT", depth_));
  connection_->abandon(statement("RELEASE SAVEPOINT", depth_));
  connection_->savepoints = depth_ - 1;
}

void Savepoint::release() {
  if (!active()) throw UsageError("RELEASE of a savepoint that is over, or whose transaction is");
  connection_->run(statement("RELEASE SAVEPOINT", depth_));
  connection_->savepoints = depth_ - 1;
  open_ = false;
}

void Savepoint::rollback() {
  if (active()) {
    connection_->run(statement("ROLLBACK TO SAVEPOINT", depth_));
    connection_->run(statement("RELEASE SAVEPOINT", depth_));
    connection_->savepoints = depth_ - 1;
  }
  open_ = false;
}

bool Savepoint::active() const {
  return open_ && connection_->driver->in_transaction() && connection_->savepoints >= depth_;
}

}  // namespace retort::engine
