// From trees to SQL. The text is SQLAlchemy's, white space included, so that what a reader knows
// from there can be found again here.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <retort/engine/dialect.h>
#include <retort/engine/select_list.h>
#include <retort/orm/expression/tree.h>
#include <retort/orm/query/select.h>
#include <retort/orm/query/statement.h>

namespace retort::orm::detail {

/// A value that is given when the statement runs.
struct ParameterSlot {
  std::string_view name;
  /// Its place in Sql::values.
  std::size_t position;
};

struct Sql {
  std::string text;
  /// In the order of the parameters; NULL where a slot is.
  std::vector<engine::Value> values;
  std::vector<ParameterSlot> slots;
  /// Of a query that a row is read of in one piece; of others it counts no columns.
  engine::SelectList list{};
};

/// For a database. Throws QueryError when a column's table is not in the query. The criteria are those
/// of a session; null for none.
Sql render(const Select& select, const engine::Dialect& dialect, const Criteria* session);
Sql render(const Insert& insert, const engine::Dialect& dialect, const Criteria* session);
Sql render(const Update& update, const engine::Dialect& dialect, const Criteria* session);
Sql render(const Delete& remove, const engine::Dialect& dialect, const Criteria* session);
/// A tree that stands by itself.
Sql render(const NodePtr& expression, const engine::Dialect& dialect);

}  // namespace retort::orm::detail
