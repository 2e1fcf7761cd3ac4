#include <retort/orm/detail/open_statement.h>

#include <retort/orm/detail/renderer.h>
#include <retort/orm/detail/session_core.h>
#include <retort/orm/error.h>

namespace retort::orm::detail {

namespace {

[[noreturn]] void throw_ended() {
  throw DetachedError(
      "the rows of this query are gone: the transaction that they were read in has ended (commit, "
      "rollback or close); read them to the end before, or run the query again");
}

}  // namespace

OpenStatement::OpenStatement(SessionCore& session, const Sql& sql,
                             std::span<const engine::Value> values)
    : session_(&session), statement_(session.connection().prepare(sql.text, sql.list)) {
  session.check_may_run(*statement_);
  statement_->bind_all(values);
  session.opened(*this);
}

OpenStatement::~OpenStatement() {
  if (session_) session_->closed(*this);
}

template <class Next>
bool OpenStatement::step_with(Next next) {
  if (at_end_) return false;
  if (!statement_) throw_ended();
  at_end_ = !next(*statement_);
  return !at_end_;
}

bool OpenStatement::step() {
  return step_with([](engine::Statement& statement) { return statement.step(); });
}
bool OpenStatement::step(engine::RowReceiver& receiver) {
  return step_with([&](engine::Statement& statement) { return statement.step(receiver); });
}

const engine::Statement& OpenStatement::row() const {
  if (!statement_) throw_ended();
  return *statement_;
}

SessionCore& OpenStatement::session() const {
  if (!session_) throw_ended();
  return *session_;
}

void OpenStatement::end() {
  session_ = nullptr;
  statement_.reset();
}

}  // namespace retort::orm::detail
