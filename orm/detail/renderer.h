// From trees to SQL. The text is SQLAlchemy's, white space included, so that what a reader knows
// from there can be found again here.

#pragma once

#include <string>
#include <vector>

#include <retort/engine/dialect.h>
#include <retort/orm/expression/tree.h>
#include <retort/orm/query/select.h>

namespace retort::orm::detail {

struct Sql {
  std::string text;
  /// In the order of the parameters.
  std::vector<engine::Value> values;
};

/// For a database. Throws QueryError when a column's table is not in the query.
Sql render(const Select& select, const engine::Dialect& dialect);

}  // namespace retort::orm::detail
