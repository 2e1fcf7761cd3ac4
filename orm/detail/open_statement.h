// detail::OpenStatement: a statement that a session runs and whose rows are being read. The session
// knows it and ends it with its transaction, so that a reader that is left over finds an error and
// no freed memory.

#pragma once

#include <optional>
#include <span>

#include <retort/engine/statement.h>

namespace retort::orm::detail {

class SessionCore;
struct Sql;

class OpenStatement {
 public:
  /// The values must outlive it.
  OpenStatement(SessionCore& session, const Sql& sql, std::span<const engine::Value> values);
  OpenStatement(const OpenStatement&) = delete;
  OpenStatement& operator=(const OpenStatement&) = delete;
  ~OpenStatement();

  /// To the next row; false at the end, however often it is asked. Throws DetachedError once the
  /// session has ended it.
  bool step();
  bool step(engine::RowReceiver& receiver);
  const engine::Statement& row() const;
  SessionCore& session() const;

  /// For the session.
  void end();

 private:
  /// `next` goes to the next row.
  template <class Next>
  bool step_with(Next next);

  SessionCore* session_;
  std::optional<engine::Statement> statement_;
  bool at_end_ = false;
};

}  // namespace retort::orm::detail
