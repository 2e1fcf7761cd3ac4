#include <retort/engine/transaction.h>

#include <retort/engine/detail/connection_state.h>
#include <retort/engine/error.h>

namespace retort::engine {

Transaction::Transaction(Connection& connection, Mode mode) : connection_(connection.state_) {
  if (connection.in_transaction())
    throw UsageError(
        "BEGIN inside a transaction: one is open on this connection already; use a Savepoint for a "
        "part that can be undone by itself (sessions and connections of a database in memory share "
        "one, and take turns)");
  connection_->run(connection_->driver->begin(mode), &Events::begin);
  connection_->savepoints = 0;
}

Transaction::~Transaction() {
  if (active()) connection_->abandon();
}

void Transaction::commit() {
  if (!open_) throw UsageError("COMMIT of a transaction that was committed or rolled back before");
  if (!active())
    throw UsageError(
        "COMMIT of a transaction that the database has rolled back by itself after an error");
  connection_->run("COMMIT", &Events::commit);
  open_ = false;
}

void Transaction::rollback() {
  if (active()) connection_->roll_back();
  open_ = false;
}

bool Transaction::active() const { return open_ && connection_->driver->in_transaction(); }

}  // namespace retort::engine
