// detail::QueryBase: what a query does that does not depend on what it selects.

#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include <retort/orm/expression/parameter.h>
#include <retort/orm/query/cursor.h>
#include <retort/orm/query/query_plan.h>
#include <retort/orm/query/select_parts.h>

namespace retort::orm::detail {

class QueryBase {
 public:
  /// The statement as it would be sent.
  std::string sql() const;
  /// How the database would find the rows: EXPLAIN QUERY PLAN.
  QueryPlan explain() const;

  /// The number of rows, counted by the database.
  std::int64_t count() const;
  /// Whether there is a row.
  bool exists() const;

  // For the library.

  const std::shared_ptr<const Select>& data() const { return select_; }
  /// The session of the two, where one has none.
  std::weak_ptr<SessionCore> session_of(const QueryBase& other) const {
    return session_.expired() ? other.session_ : session_;
  }

 protected:
  QueryBase(std::weak_ptr<SessionCore> session, std::shared_ptr<const Select> select);
  QueryBase(const QueryBase& query, std::weak_ptr<SessionCore> session);

  /// Flushes and runs.
  std::unique_ptr<Cursor> open() const;
  /// The same for one row only, unless the query has a limit of its own.
  std::unique_ptr<Cursor> open_first() const;

  /// Its data, to be changed (query/change.h).
  std::shared_ptr<Select> copy() const;
  /// The same query with other data; what was bound stays bound.
  QueryBase(const QueryBase& query, std::weak_ptr<SessionCore> session,
            std::shared_ptr<const Select> select);

  void add_binding(Binding binding);

  std::weak_ptr<SessionCore> session_;
  /// Shared by all copies of the query, and between threads.
  std::shared_ptr<const Select> select_;

 private:
  std::shared_ptr<SessionCore> session() const;
  std::unique_ptr<Cursor> run(std::shared_ptr<const Prepared> prepared) const;

  std::vector<Binding> bindings_;
};

/// The query is for the message; null where it is not known.
[[noreturn]] void throw_no_result(const Select* select = nullptr);
[[noreturn]] void throw_multiple_results(const Select* select = nullptr);

}  // namespace retort::orm::detail
