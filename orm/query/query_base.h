// detail::QueryBase: what a query does that does not depend on what it selects.

#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include <retort/orm/query/cursor.h>
#include <retort/orm/query/query_plan.h>
#include <retort/orm/query/select_parts.h>
#include <retort/orm/shared.h>

namespace retort::orm {
class Mappings;
}

namespace retort::orm::detail {

struct Binding;

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

  const Shared<const Select>& data() const { return select_; }

 protected:
  friend class orm::Mappings;
  QueryBase(Weak<SessionCore> session, Shared<const Select> select);
  QueryBase(const QueryBase& query, Weak<SessionCore> session);
  /// The queries as one (query/compound.h), in the first session that one of them has.
  QueryBase(SetOperator op, std::span<const QueryBase* const> queries);

  /// Flushes and runs.
  Cursor open() const;
  /// The same, and tables give all columns of their rows and no objects. `items` becomes what a row
  /// consists of.
  Cursor open_plain(std::vector<SelectItem>& items) const;
  /// The same for one row only, unless the query has a limit of its own.
  Cursor open_first() const;

  /// Its data, to be changed (query/change.h).
  Shared<Select> copy() const;
  /// The same query with other data; what was bound stays bound.
  QueryBase(const QueryBase& query, Weak<SessionCore> session, Shared<const Select> select);

  /// In the place of one that the parameter had.
  void add_binding(Binding binding);

  Weak<SessionCore> session_;
  /// Shared by all copies of the query, and between threads.
  Shared<const Select> select_;

 private:
  Shared<SessionCore> session() const;
  /// The same, flushed, and with the lock that the query wants.
  Shared<SessionCore> ready() const;
  Cursor run(Shared<const Prepared> prepared) const;
  /// What was bound to a member of this compound.
  void add_bindings_of(const QueryBase& member);

  /// Null for none.
  Shared<const std::vector<Binding>> bindings_;
};

/// The query is for the message; null where it is not known.
[[noreturn]] void throw_no_result(const Select* select = nullptr);
[[noreturn]] void throw_multiple_results(const Select* select = nullptr);

}  // namespace retort::orm::detail
