// The transaction of a session: when it begins, what commit, rollback and a failed flush do.

#include <algorithm>

#include <retort/engine/dialect.h>
#include <retort/engine/error.h>
#include <retort/orm/detail/open_statement.h>
#include <retort/orm/detail/raised.h>
#include <retort/orm/detail/session_core.h>
#include <retort/orm/detail/unit_of_work.h>
#include <retort/orm/error.h>
#include <retort/orm/mapping/mapper.h>
#include <retort/orm/object/collection_base.h>
#include <retort/orm/object/links.h>

namespace retort::orm::detail {

void SessionCore::check_not_told(const char* what) const {
  if (flushing_ || reading_row_)
    throw SessionError(
        std::string(what) +
        ": the session is in the middle of a flush or of reading a row, for which this "
        "listener or type is called; it may be done when that has ended");
}

void SessionCore::check_usable() const {
  if (!failure_) return;
  throw PendingRollbackError(
      nested_.empty() || failed_inside_ == 0
          ? "the transaction of this session was rolled back when a flush failed; call rollback() "
            "before using it again. The first error was: " +
                failure_->message
          : "the nested transaction was rolled back when a flush failed in it; roll it back before "
            "using the session again. The first error was: " +
                failure_->message);
}

void SessionCore::check_thread() const {
#ifndef NDEBUG
  if (transaction_ && thread_ != std::this_thread::get_id())
    throw SessionError(
        "this session is in a transaction of another thread; a session and its objects are for one "
        "thread at a time, and change hands after commit or rollback");
#endif
}

void SessionCore::begin() {
  connection_.emplace(outer_ ? outer_->share() : engine_->connect());
  token_before_ = connection_->logging_token();
  if (!options_.logging_token.empty()) connection_->set_logging_token(options_.logging_token);
  for (int tries = 0; !transaction_; ++tries) {
    try {
      transaction_.emplace(*connection_, options_.mode, outer_.has_value());
    } catch (const engine::BusyError&) {
      if (tries < options_.busy_retries) continue;
      give_back_connection();
      throw;
    } catch (...) {
      give_back_connection();
      throw;
    }
  }
  thread_ = std::this_thread::get_id();
}

void SessionCore::give_back_connection() {
  if (connection_ && !options_.logging_token.empty())
    connection_->set_logging_token(std::move(token_before_));
  connection_.reset();
}

engine::Connection& SessionCore::connection() {
  check_usable();
  check_thread();
  if (!transaction_) begin();
  return *connection_;
}

void SessionCore::lock_for_update(const Select& query) {
  if (options_.read_only)
    throw SessionError("with_for_update: this session is read_only, and takes no lock");
  for (const auto& item : query.from) {
    if (!item.is_table() || !item.source.mapper->view_sql.empty()) continue;
    const auto& table = *item.source.mapper->tables.front();
    const auto lock = dialect().lock_for_update(schema_of(table, schemas()), table.name);
    if (!lock.empty()) connection().execute(lock);
    return;
  }
  throw QueryError("with_for_update: the query reads no table whose rows could be changed");
}

void SessionCore::check_may_run(const engine::Statement& statement) const {
  if (options_.read_only && statement.writes())
    throw SessionError("this session is read_only, and does not run \"" + statement.sql() + "\"");
}

RowWriter& SessionCore::writer() {
  auto& in_transaction = connection();
  if (!writer_) writer_.emplace(in_transaction, schemas());
  return *writer_;
}

void SessionCore::end_open_statements() {
  for (auto* statement : std::exchange(open_, {})) statement->end();
}

void SessionCore::end_transaction() {
  end_open_statements();
  nested_.clear();
  writer_.reset();
  transaction_.reset();
  give_back_connection();
  journal_.clear();
  failure_.reset();
}

bool SessionCore::flush(bool all) {
  if (flushing_)
    throw SessionError(
        "flush: the session is flushing; a listener that is told of a row may change the values of "
        "that object and nothing else, and what before_flush changes is written by this flush");
  check_usable();
  check_thread();
  remove_orphans();
  std::optional<UnitOfWork> found(std::in_place, *this, all);
  if (found->empty()) {
    looked_at(in_use_.size());
    return false;
  }
  if (options_.read_only)
    throw SessionError("flush: objects were changed, and this session is read_only");
  if (listeners_.wants(SessionEvent::before_flush)) {
    // What they ask for is no reason to begin another one.
    const Raised flushing(flushing_);
    listeners_.tell(SessionEvent::before_flush);
    remove_orphans();
    found.emplace(*this, all);
  }
  auto& work = *found;
  // A refused value has sent nothing yet: the transaction goes on, and the flush may be tried
  // again.
  work.validate();
  const auto looked = in_use_.size();
  try {
    const Raised flushing(flushing_);
    work.run();
  } catch (const std::exception& error) {
    fail(work.failure(error));
    throw;
  }
  looked_at(looked);
  if (listeners_.wants_rows()) {
    for (auto* instance : work.written()) look_at(*instance);
  }
  listeners_.tell(SessionEvent::after_flush);
  return true;
}

void SessionCore::add_what_follows(Error& error, const std::string& what) {
  constexpr std::size_t most = 200;
  auto text = what;
  std::ranges::replace(text, '\n', ' ');
  if (text.size() > most) text = text.substr(0, most) + "...";
  // The error stays of its own type.
  error = Error(std::string(error.what()) + " [raised by the flush before: " + text +
                "; where objects are not complete yet, hold session.no_autoflush() meanwhile, or "
                "flush() before it]");
}

void SessionCore::fail(FlushFailure failure) {
  failure_ = std::move(failure);
  end_open_statements();
  writer_.reset();
  // The database may have rolled back all of it by itself.
  const bool lost = !transaction_ || !transaction_->active();
  failed_inside_ = lost ? 0 : nested_.size();
  if (failed_inside_ > 0) {
    nested_.back().savepoint->rollback();
  } else if (!lost) {
    transaction_->rollback();
  }
}

void SessionCore::flush_all() {
  constexpr int most = 100;
  for (int i = 0; i < most; ++i) {
    // Listeners may have changed something when they were told of a row.
    if (!flush(true) || listeners_.empty()) return;
  }
  throw SessionError("commit: there was something to write after each of " + std::to_string(most) +
                     " flushes; a listener changes what was just written again and again");
}

void SessionCore::commit() {
  check_not_told("commit");
  check_usable();
  listeners_.tell(SessionEvent::before_commit);
  flush_all();
  end_open_statements();
  if (transaction_) transaction_->commit();
  end_transaction();
  listeners_.tell(SessionEvent::after_commit);
}

void SessionCore::rollback() {
  check_not_told("rollback");
  end_open_statements();
  nested_.clear();
  if (transaction_ && transaction_->active()) transaction_->rollback();
  undo_in_memory();
  end_transaction();
  listeners_.tell(SessionEvent::after_rollback);
}

void SessionCore::undo_in_memory() {
  journal_.undo(0, identities_);
  for (auto* instance : pending_) instance->state = State::transient;
  for (auto* instance : identities_) {
    instance->state = State::persistent;
    instance->expire();
    forget_related(*instance);
  }
  looked_at(in_use_.size());
  pending_.clear();
  touched_.clear();
  removed_.clear();
  orphans_.clear();
}

void SessionCore::close() {
  check_not_told("close");
  let_all_go();
}

void SessionCore::let_all_go() {
  journal_.rows_are_back();
  end_transaction();
  for (auto* instance : pending_) instance->state = State::transient;
  for (auto* instance : identities_) instance->state = State::detached;
  looked_at(in_use_.size());
  for (auto* list : {&pending_, &touched_, &removed_}) list->clear();
  orphans_.clear();
  criteria_of_.clear();
  expired_columns_.clear();
  identities_ = {};
  store_->set_session(nullptr);
  store_ = ObjectStore::make();
  store_->set_session(this);
}

}  // namespace retort::orm::detail
