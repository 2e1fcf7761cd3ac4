// An index made by CREATE INDEX. The ones that a database makes for PRIMARY KEY and UNIQUE are
// part of those constraints and are not listed.
//
//   Index index{.name = "ix_albums_year", .columns = {{.column = "year"}}, .where = "year > 0"};

#pragma once

#include <string>
#include <vector>

#include <retort/schema/indexed_column.h>

namespace retort::schema {

struct Index {
  /// Empty in a declared schema: a naming convention gives it one (naming.h).
  std::string name{};
  std::vector<IndexedColumn> columns{};
  bool unique = false;
  /// The predicate of a partial index, as SQL text; empty for a whole one.
  std::string where{};
  /// The text that stands in the database, where it was read from one. It takes no part in ==.
  std::string sql{};

  friend bool operator==(const Index& a, const Index& b);
};

}  // namespace retort::schema
