// detail::StatementBase: what the statements that change rows have in common, whatever they are
// about (insert.h, update.h), and Returning, the rows that one gives back.
//
//   const auto statement = session.update(books).set(books.pages, 3).filter(books.id == 7);
//   std::cout << statement.sql();
//   statement.execute();                                   // how many rows it changed
//   statement.returning(books.title).all();                // or the rows
//
// A value that holds its session weakly, for that one's thread. Running one throws DetachedError where
// the session is gone, and what the database throws.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <retort/orm/query/cursor.h>
#include <retort/orm/query/readers.h>
#include <retort/orm/query/statement_parts.h>
#include <retort/orm/shared.h>

namespace retort::orm::detail {

class StatementBase {
 public:
  /// From the session.
  StatementBase(Weak<SessionCore> session, Shared<const AnyStatement> statement)
      : session_(std::move(session)), statement_(std::move(statement)) {}

  /// The statement as it would be sent.
  std::string sql() const;
  /// Runs it, in the session's transaction. Returns the number of rows inserted, updated or deleted.
  std::int64_t execute() const;

 protected:
  /// Runs it for its RETURNING.
  Cursor open() const;

  /// Its data, to be changed (query/statement_parts.h).
  Shared<AnyStatement> copy() const;
  /// A copy of the typed statement, with its data changed.
  template <class Typed, class Change>
  static Typed changed(Typed statement, Change change) {
    auto data = statement.copy();
    change(*data);
    statement.statement_ = std::move(data);
    return statement;
  }

  Weak<SessionCore> session_;
  Shared<const AnyStatement> statement_;
  bool synchronized_ = true;

 private:
  std::int64_t erase() const;
  Shared<SessionCore> session() const;
};

}  // namespace retort::orm::detail

namespace retort::orm {

/// The rows that a statement gives back: INSERT ... RETURNING.
template <class RowType, class... Readers>
class Returning : public detail::StatementBase {
 public:
  using Row = RowType;

  /// From returning() of a statement.
  Returning(detail::Weak<detail::SessionCore> session,
            detail::Shared<const detail::AnyStatement> statement)
      : StatementBase(std::move(session), std::move(statement)) {}

  /// Runs it and gives all rows, in no particular order.
  std::vector<Row> all() const {
    return detail::RowReader<Row, Readers...>::read_all(open(), SIZE_MAX);
  }
  /// Of a statement that changes one row; nothing where it changed none.
  std::optional<Row> first() const {
    auto rows = all();
    return rows.empty() ? std::nullopt : std::optional<Row>(std::move(rows.front()));
  }
};

}  // namespace retort::orm
