// detail::UpsertSql: the SQL of upserts that follow each other.
//
//   UpsertSql sql(dialect, criteria);
//   for (...) Cursor cursor(session, sql.of(insert), sql.take_values());
//
// Rows of one model mostly say values for the same columns: their statements have the same text and
// differ in what is bound.

#pragma once

#include <string>
#include <utility>
#include <vector>

#include <retort/engine/dialect.h>
#include <retort/engine/value.h>
#include <retort/orm/query/criteria.h>
#include <retort/orm/query/statement.h>
#include <retort/orm/shared.h>

namespace retort::orm::detail {

struct Prepared;

class UpsertSql {
 public:
  /// The dialect has to live longer.
  UpsertSql(const engine::Dialect& dialect, CriteriaPtr criteria)
      : dialect_(dialect), criteria_(std::move(criteria)) {}

  /// An INSERT of one row with one ON CONFLICT ... DO UPDATE that gives an entity back.
  const Shared<const Prepared>& of(const Insert& insert);
  /// What is bound in the statement that of() was last asked for.
  std::vector<engine::Value> take_values() { return std::move(values_); }

 private:
  const engine::Dialect& dialect_;
  CriteriaPtr criteria_;
  Shared<const Prepared> prepared_{};
  /// All of the statement that its values do not say; empty where it is never the same.
  std::string shape_{};
  std::vector<engine::Value> values_{};
};

}  // namespace retort::orm::detail
