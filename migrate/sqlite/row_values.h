// The rows that a table will have after a change, as expressions over the rows it has.
//
// The copy of a rebuild and the checks that look ahead of it are made from the same expressions, so
// that what a check has seen is what will be stored.

#pragma once

#include <optional>
#include <string>
#include <vector>

#include <retort/engine/dialect.h>
#include <retort/migrate/sqlite/table_change.h>

namespace retort::migrate::sqlite {

/// What to select from the old table for a column of the new one; nothing where SQLite makes the
/// value itself, from the column's default or its generating expression. A new INTEGER PRIMARY KEY
/// takes over the rowids, which other tables may hold.
std::optional<std::string> copied_value(const TableChange& change, const schema::Column& column,
                                        const engine::Dialect& dialect);

/// What a copy of the rows names and selects: the columns of the new table, and the values from the old
/// one. The rowid comes along where no column stands for it. Both empty where nothing is copied.
struct CopiedValues {
  std::string columns{};
  std::string values{};
};
CopiedValues copied_values(const TableChange& change, const engine::Dialect& dialect);

/// `(SELECT ... FROM artists) AS artists`: the new rows, for a FROM clause. Columns whose values
/// cannot be told before they are stored (newly generated ones) are missing.
std::string new_rows(const TableChange& change, const engine::Dialect& dialect);

/// The same with the key of each row as it is stored now, in columns that `key_columns` names.
std::string keyed_rows(const TableChange& change, const engine::Dialect& dialect);

/// What tells a row of the table from all others: its rowid, or its primary key. `_retort_key_1`, ... are
/// their names in `keyed_rows`. Throws MigrateError where the columns hide the rowid.
struct RowKey {
  std::vector<std::string> stored{};
  std::vector<std::string> names{};
};
RowKey row_key(const TableChange& change, const engine::Dialect& dialect);

/// Whether new_rows has that column.
bool is_foreseen(const TableChange& change, const schema::Column& column);

/// Another name of the rowid: the column that is the table's INTEGER PRIMARY KEY. Null when there
/// is none.
const schema::Column* rowid_alias(const schema::Table& table);

/// A name that reads the rowid in both tables: `rowid`, `_rowid_` or `oid`, unless columns have
/// taken all three. Nothing for tables without rowids.
std::optional<std::string> rowid_name(const schema::Table& table, const schema::Table& other);

/// Whether each row of the new table has the rowid that it has in the old one.
bool keeps_rowids(const TableChange& change);

}  // namespace retort::migrate::sqlite
