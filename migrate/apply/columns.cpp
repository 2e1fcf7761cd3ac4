// apply() of columns: add, drop, alter.

#include <algorithm>

#include <retort/migrate/detail/apply.h>
#include <retort/migrate/detail/expression.h>
#include <retort/migrate/error.h>
#include <retort/schema/name.h>

namespace retort::migrate::detail {

namespace {

using schema::same_name;

schema::Column& column_to_change(schema::Table& table, const std::string& name) {
  schema::Column* column = table.find_column(name);
  if (column == nullptr) throw MigrateError("table " + table.name + " has no column " + name);
  return *column;
}

void require_new_column(const schema::Table& table, const std::string& name) {
  if (table.find_column(name))
    throw MigrateError("table " + table.name + " has a column " + name + " already");
}

bool uses(const std::vector<schema::IndexedColumn>& terms, const std::string& column) {
  return std::ranges::any_of(terms, [&](const schema::IndexedColumn& term) {
    return term.column.empty() ? mentions(term.expression, column) : same_name(term.column, column);
  });
}

bool uses(const std::vector<std::string>& names, const std::string& column) {
  return std::ranges::any_of(names,
                             [&](const std::string& name) { return same_name(name, column); });
}

// Dropping these silently along with the column would be a change that nobody wrote down.
void require_unused(const schema::Metadata& metadata, const schema::Table& table,
                    const std::string& column) {
  const auto used = [&](const std::string& by) {
    throw MigrateError(by + " uses it; drop that first");
  };
  if (table.primary_key && uses(table.primary_key->columns, column)) used("the primary key");
  for (const schema::Unique& unique : table.uniques)
    if (uses(unique.columns, column)) used("unique constraint " + unique.name);
  for (const schema::ForeignKey& key : table.foreign_keys)
    if (uses(key.columns, column)) used("the foreign key to " + key.referred_table);
  for (const schema::Check& check : table.checks)
    if (mentions(check.expression, column)) used("CHECK (" + check.expression + ")");
  for (const schema::Column& other : table.columns)
    if (!same_name(other.name, column) && other.generated &&
        mentions(other.generated->expression, column))
      used("generated column " + other.name);
  for (const schema::Index& index : table.indexes)
    if (uses(index.columns, column) || mentions(index.where, column)) used("index " + index.name);
  for (const schema::Table& other : metadata.tables)
    for (const schema::ForeignKey& key : other.foreign_keys)
      if (same_name(key.referred_table, table.name) && uses(key.referred_columns, column))
        used("a foreign key of table " + other.name);
}

// Gives a column of one table another name in everything that is structured or an expression.
class ColumnRename {
 public:
  ColumnRename(const std::string& from, const std::string& to) : from_(from), to_(to) {}

  void in(std::string& name) const {
    if (same_name(name, from_)) name = to_;
  }
  void in(std::vector<std::string>& names) const {
    for (std::string& name : names) in(name);
  }
  void in(std::vector<schema::IndexedColumn>& terms) const {
    for (schema::IndexedColumn& term : terms) {
      in(term.column);
      in_expression(term.expression);
    }
  }
  void in_expression(std::string& expression) const {
    expression = rename_column_in(expression, from_, to_);
  }
  void in(schema::Table& table) const {
    for (schema::Column& column : table.columns) {
      in(column.name);
      if (column.generated) in_expression(column.generated->expression);
    }
    if (table.primary_key) in(table.primary_key->columns);
    for (schema::Unique& unique : table.uniques) in(unique.columns);
    for (schema::ForeignKey& key : table.foreign_keys) in(key.columns);
    for (schema::Check& check : table.checks) in_expression(check.expression);
    for (schema::Index& index : table.indexes) {
      in(index.columns);
      in_expression(index.where);
      index.sql.clear();
    }
  }

 private:
  const std::string& from_;
  const std::string& to_;
};

void rename_column(schema::Metadata& metadata, schema::Table& table, const std::string& from,
                   const std::string& to) {
  if (!same_name(from, to)) require_new_column(table, to);
  const ColumnRename rename(from, to);
  rename.in(table);
  for (schema::Table& other : metadata.tables)
    for (schema::ForeignKey& key : other.foreign_keys)
      if (same_name(key.referred_table, table.name)) rename.in(key.referred_columns);
}

}  // namespace

void apply_to(schema::Metadata& metadata, const AddColumn& op) {
  schema::Table& table = table_to_change(metadata, op.table);
  require_new_column(table, op.column.name);
  table.columns.push_back(op.column);
}

void apply_to(schema::Metadata& metadata, const DropColumn& op) {
  schema::Table& table = table_to_change(metadata, op.table);
  column_to_change(table, op.column.name);
  if (table.columns.size() == 1)
    throw MigrateError("it is the only column of the table; drop the table instead");
  require_unused(metadata, table, op.column.name);
  std::erase_if(table.columns, [&](const schema::Column& column) {
    return same_name(column.name, op.column.name);
  });
}

void apply_to(schema::Metadata& metadata, const AlterColumn& op) {
  schema::Table& table = table_to_change(metadata, op.table);
  schema::Column& column = column_to_change(table, op.before.name);
  if (op.type) column.type = op.after.type;
  if (op.nullable) {
    column.nullable = op.after.nullable;
    column.not_null_conflict = op.after.not_null_conflict;
  }
  if (op.server_default) column.server_default = op.after.server_default;
  if (op.collation) column.collation = op.after.collation;
  if (op.generated) column.generated = op.after.generated;
  if (op.rename) rename_column(metadata, table, op.before.name, op.after.name);
}

}  // namespace retort::migrate::detail
