// The text of the statements that write one row.

#pragma once

#include <string>

#include <retort/engine/dialect.h>
#include <retort/orm/detail/column_set.h>
#include <retort/orm/detail/schema_map.h>

namespace retort::orm::detail {

/// How tables are written.
struct Tables {
  const engine::Dialect& dialect;
  const SchemaMap* schemas = nullptr;

  std::string quoted(const Mapper& table) const { return quoted_table(dialect, table, schemas); }
};

// `table` is the one of the model's tables that is written.

/// `INSERT INTO artists (name, year) VALUES (?, ?) RETURNING country`; so many rows with one, of
/// which something is said.
std::string insert_sql(const Tables& tables, const Mapper& mapper, const Mapper& table,
                       const ColumnSet& said, const ColumnSet& returned, std::size_t rows = 1);
/// What a column_property is in SQL, of a table of that name.
std::string property_sql(std::string_view property, std::string_view table);

// A row with a version has to have the one that is bound last.

/// `UPDATE artists SET name=? WHERE artists.id = ?`; the version is asked for where it is set.
std::string update_sql(const Tables& tables, const Mapper& mapper, const Mapper& table,
                       const ColumnSet& columns, const ColumnSet& returned);
/// The same columns of many rows of a model's only table, for each of which the key is bound before the
/// values: `UPDATE artists SET name=changed.column2 FROM (VALUES (?, ?), (?, ?)) AS changed WHERE
/// artists.id = changed.column1`. (VALUES names its columns so in SQLite as in PostgreSQL.)
std::string update_many_sql(const Tables& tables, const Mapper& mapper, const ColumnSet& columns,
                            std::size_t rows);
/// `DELETE FROM artists WHERE artists.id = ?`
std::string erase_sql(const Tables& tables, const Mapper& mapper, const Mapper& table);

}  // namespace retort::orm::detail
