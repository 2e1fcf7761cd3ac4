// detail::QueryBase: what a query does that does not depend on what it selects.

#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include <retort/orm/query/cursor.h>
#include <retort/orm/query/select.h>

namespace retort::orm::detail {

class QueryBase {
 public:
  /// The statement as it would be sent.
  std::string sql() const;

  /// The number of rows, counted by the database.
  std::int64_t count() const;

 protected:
  QueryBase(std::weak_ptr<SessionCore> session, Select select)
      : session_(std::move(session)), select_(std::move(select)) {}

  /// Flushes and runs. The cursor must not outlive `session`.
  std::unique_ptr<Cursor> open() const;

  std::weak_ptr<SessionCore> session_;
  Select select_;

 private:
  std::shared_ptr<SessionCore> session() const;
};

// What the methods of a query do to its data.
void add_filter(Select& select, const NodePtr& condition);
void add_join(Select& select, const Source& target, NodePtr on, bool outer);
/// Along one relationship, from whichever of its two tables the query has.
void add_join(Select& select, const MappedRelationship& relationship, bool outer);

[[noreturn]] void throw_no_result(const Select& select);
[[noreturn]] void throw_multiple_results(const Select& select);

}  // namespace retort::orm::detail
