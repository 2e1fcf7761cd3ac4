// One term of a PRIMARY KEY, a UNIQUE constraint or an index: a column or an expression, with
// collation and direction (SQLite calls it an indexed-column).
//
//   schema::IndexedColumn{"name"}
//   schema::IndexedColumn{.expression = "lower(name)", .descending = true}

#pragma once

#include <string>
#include <utility>
#include <vector>

namespace retort::schema {

struct IndexedColumn {
  /// The column's name, or empty when the term is an expression.
  std::string column{};
  /// SQL text, or empty when the term is a column.
  std::string expression{};
  std::string collation{};
  bool descending = false;

  bool operator==(const IndexedColumn&) const;
};

/// Terms for plain columns: `indexed({"artist_id", "name"})`.
std::vector<IndexedColumn> indexed(const std::vector<std::string>& columns);

/// The names of the columns among the terms; terms that are expressions are left out.
std::vector<std::string> column_names(const std::vector<IndexedColumn>& terms);

}  // namespace retort::schema
