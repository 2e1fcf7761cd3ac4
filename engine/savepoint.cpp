// A savepoint is named by its depth. So the texts are few and stay in the statement cache, and
// ending an outer one tells the inner ones that they are over.

#include <string>

#include <retort/engine/detail/connection_state.h>
#include <retort/engine/error.h>
#include <retort/engine/transaction.h>

namespace retort::engine {

namespace {

std::string name_at(int depth) { return "retort_" + std::to_string(depth); }

}  // namespace

Savepoint::Savepoint(Connection& connection)
    : connection_(connection.state_), depth_(connection_->savepoints + 1) {
  if (!connection.in_transaction())
    throw UsageError("SAVEPOINT outside a transaction: begin one first");
  const auto name = name_at(depth_);
  connection_->run("SAVEPOINT " + name, &Events::savepoint, name);
  connection_->savepoints = depth_;
}

Savepoint::~Savepoint() {
  if (!active()) return;
  connection_->abandon(name_at(depth_));
  connection_->savepoints = depth_ - 1;
}

void Savepoint::release() {
  if (!active()) throw UsageError("RELEASE of a savepoint that is over, or whose transaction is");
  const auto name = name_at(depth_);
  connection_->run("RELEASE SAVEPOINT " + name, &Events::release_savepoint, name);
  connection_->savepoints = depth_ - 1;
  open_ = false;
}

void Savepoint::rollback() {
  if (active()) {
    connection_->roll_back_to(name_at(depth_));
    connection_->savepoints = depth_ - 1;
  }
  open_ = false;
}

bool Savepoint::active() const {
  return open_ && connection_->driver->in_transaction() && connection_->savepoints >= depth_;
}

}  // namespace retort::engine
