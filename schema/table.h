// A table: columns, constraints, indexes and options, as plain values.
//
//   Table table{.name = "artists",
//               .columns = {{.name = "id", .type = {"int64"}, .nullable = false}},
//               .primary_key = PrimaryKey{.columns = {{.column = "id"}}}};

#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <retort/schema/column.h>
#include <retort/schema/constraint.h>
#include <retort/schema/index.h>

namespace retort::schema {

/// What stands after the closing parenthesis of CREATE TABLE.
struct TableOptions {
  bool strict = false;
  bool without_rowid = false;

  bool operator==(const TableOptions&) const;
};

struct Table {
  std::string name{};
  /// The name of the attached database in which it lies (engine::Options::attach); empty for the main
  /// one. What it refers to lies there too.
  std::string schema{};
  std::vector<Column> columns{};
  std::optional<PrimaryKey> primary_key{};
  std::vector<Unique> uniques{};
  std::vector<ForeignKey> foreign_keys{};
  std::vector<Check> checks{};
  std::vector<Index> indexes{};
  TableOptions options{};
  /// The text that stands in the database, where it was read from one. It takes no part in ==.
  std::string sql{};
  /// A hint for migrations, in a declared schema: the name that the table had before. It takes no
  /// part in ==.
  std::string renamed_from{};

  /// The column of that name (ASCII case ignored, as SQL does), or null. The pointer is valid
  /// until the table changes.
  const Column* find_column(std::string_view column) const;
  Column* find_column(std::string_view column);
  const Index* find_index(std::string_view index) const;

  friend bool operator==(const Table& a, const Table& b);
};

}  // namespace retort::schema
