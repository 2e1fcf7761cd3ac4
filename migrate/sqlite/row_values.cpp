#include <retort/migrate/sqlite/row_values.h>

#include <retort/migrate/error.h>
#include <retort/schema/name.h>

namespace retort::migrate::sqlite {

std::optional<std::string> copied_value(const TableChange& change, const schema::Column& column,
                                        const engine::Dialect& dialect) {
  if (column.generated) return std::nullopt;
  const auto fill = change.fills.find(column.name);
  const bool filled = fill != change.fills.end();
  const std::string name = dialect.quote(column.name);
  if (!change.is_carried(column.name)) {
    if (filled) return '(' + fill->second + ')';
    const schema::Column* key = rowid_alias(change.after);
    const bool is_key = key && schema::same_name(key->name, column.name);
    return is_key ? rowid_name(*change.before, change.after) : std::nullopt;
  }
  return filled ? "coalesce(" + name + ", (" + fill->second + "))" : name;
}

CopiedValues copied_values(const TableChange& change, const engine::Dialect& dialect) {
  CopiedValues copied;
  const auto add = [&](const std::string& column, const std::string& value) {
    copied.columns += (copied.columns.empty() ? "" : ", ") + column;
    copied.values += (copied.values.empty() ? "" : ", ") + value;
  };
  const std::optional<std::string> rowid = rowid_name(*change.before, change.after);
  if (rowid && rowid_alias(change.after) == nullptr) add(*rowid, *rowid);
  for (const schema::Column& column : change.after.columns)
    if (const auto value = copied_value(change, column, dialect))
      add(dialect.quote(column.name), *value);
  return copied;
}

bool is_foreseen(const TableChange& change, const schema::Column& column) {
  if (!column.generated) return true;
  const schema::Column* before = change.before->find_column(column.name);
  return change.is_carried(column.name) && before->generated == column.generated;
}

RowKey row_key(const TableChange& change, const engine::Dialect& dialect) {
  RowKey key;
  const schema::Table& table = *change.before;
  if (const auto rowid = rowid_name(table, table))
    key.stored = {*rowid};
  else if (table.primary_key)
    for (const std::string& column : schema::column_names(table.primary_key->columns))
      key.stored.push_back(dialect.quote(column));
  if (key.stored.empty())
    throw MigrateError("the rows of table " + table.name +
                       " cannot be told apart: columns of it have all the names of the rowid");
  for (std::size_t i = 0; i < key.stored.size(); ++i)
    key.names.push_back("_retort_key_" + std::to_string(i + 1));
  return key;
}

namespace {

std::string rows_with(std::string values, const TableChange& change,
                      const engine::Dialect& dialect) {
  for (const schema::Column& column : change.after.columns) {
    if (!is_foreseen(change, column)) continue;
    const std::string name = dialect.quote(column.name);
    std::string value = name;
    if (!column.generated)
      value = copied_value(change, column, dialect)
                  .value_or('(' + column.server_default.value_or("NULL") + ')');
    values += (values.empty() ? "" : ", ") + (value == name ? name : value + " AS " + name);
  }
  const std::string table = dialect.quote(change.after.name);
  return "(SELECT " + values + " FROM " + table + ") AS " + table;
}

}  // namespace

std::string new_rows(const TableChange& change, const engine::Dialect& dialect) {
  return rows_with("", change, dialect);
}

std::string keyed_rows(const TableChange& change, const engine::Dialect& dialect) {
  const RowKey key = row_key(change, dialect);
  std::string values;
  for (std::size_t i = 0; i < key.stored.size(); ++i)
    values += (i == 0 ? "" : ", ") + key.stored[i] + " AS " + key.names[i];
  return rows_with(std::move(values), change, dialect);
}

const schema::Column* rowid_alias(const schema::Table& table) {
  if (table.options.without_rowid || !table.primary_key || table.primary_key->columns.size() != 1)
    return nullptr;
  const schema::IndexedColumn& key = table.primary_key->columns[0];
  const schema::Column* column = table.find_column(key.column);
  // INTEGER PRIMARY KEY DESC is a key of its own: https://sqlite.org/lang_createtable.html#rowid
  const bool alias = column && column->type == schema::Type{"INTEGER"} && !key.descending;
  return alias ? column : nullptr;
}

std::optional<std::string> rowid_name(const schema::Table& table, const schema::Table& other) {
  if (table.options.without_rowid || other.options.without_rowid) return std::nullopt;
  for (const char* name : {"rowid", "_rowid_", "oid"})
    if (!table.find_column(name) && !other.find_column(name)) return name;
  return std::nullopt;
}

// A new alias takes over the rowids; one that was there has to be the same column, its values untouched.
bool keeps_rowids(const TableChange& change) {
  if (!rowid_name(*change.before, change.after)) return false;
  const schema::Column* alias = rowid_alias(change.after);
  if (!alias) return true;
  if (change.fills.contains(alias->name)) return false;
  if (!change.is_carried(alias->name)) return true;
  const schema::Column* was = rowid_alias(*change.before);
  return was && schema::same_name(was->name, alias->name);
}

}  // namespace retort::migrate::sqlite
