// detail::QueryBase: what a query does that does not depend on what it selects.

#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include <retort/orm/expression/parameter.h>
#include <retort/orm/query/cursor.h>
#include <retort/orm/query/query_plan.h>
#include <retort/orm/query/select.h>

namespace retort::orm::detail {

/// A query as data, with its SQL once it was run. Shared by all copies of the query, and between
/// threads.
struct QueryData;

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
  QueryBase(std::weak_ptr<SessionCore> session, Select select);
  QueryBase(const QueryBase& query, std::weak_ptr<SessionCore> session);

  /// Flushes and runs.
  std::unique_ptr<Cursor> open() const;
  /// The same for one row only, unless the query has a limit of its own.
  std::unique_ptr<Cursor> open_first() const;

  Select copy() const { return *select_; }
  /// The same query with other data; what was bound stays bound.
  QueryBase(const QueryBase& query, std::weak_ptr<SessionCore> session, Select select);

  void add_binding(Binding binding) { bindings_.push_back(std::move(binding)); }

  std::weak_ptr<SessionCore> session_;
  /// Of a QueryData.
  std::shared_ptr<const Select> select_;

 private:
  std::shared_ptr<SessionCore> session() const;
  std::unique_ptr<Cursor> run(std::shared_ptr<const Prepared> prepared) const;

  std::vector<Binding> bindings_;
};

// What the methods of a query do to its data.
void add_filter(Select& select, const NodePtr& condition);
void add_join(Select& select, const FromItem& target, NodePtr on, JoinKind kind);
/// Along one relationship, from the table that the query has.
void add_join(Select& select, const MappedRelationship& relationship, const Source& owner,
              const Source& target, JoinKind kind);
/// The query with one more behind it.
Select compound_of(const std::shared_ptr<const Select>& query, SetOperator op,
                   std::shared_ptr<const Select> more);
void add_window(Select& select, std::string_view name, Window window);
void set_limit(NodePtr& limit, std::int64_t rows);

[[noreturn]] void throw_no_result(const Select& select);
[[noreturn]] void throw_multiple_results(const Select& select);

}  // namespace retort::orm::detail
