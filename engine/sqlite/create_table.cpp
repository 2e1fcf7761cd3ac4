#include <retort/engine/sqlite/dialect.h>
#include <retort/schema/name.h>
#include <retort/schema/type.h>

namespace retort::engine::sqlite {

namespace {

// Two kinds of key only exist beside their column: AUTOINCREMENT, and INTEGER PRIMARY KEY DESC,
// which is a key of its own and not another name of the rowid. (At the end of the table, PRIMARY
// KEY (id DESC) of an INTEGER column is the rowid after all:
// https://sqlite.org/lang_createtable.html#rowid.)
bool is_inline(const schema::PrimaryKey& key, const SqliteDialect& dialect,
               const schema::Column& column) {
  if (key.columns.size() != 1 || !schema::same_name(key.columns[0].column, column.name))
    return false;
  const bool integer = schema::Type{dialect.type_name(column.type)} == schema::Type{"INTEGER"};
  return key.autoincrement || (key.columns[0].descending && integer);
}

std::string options_text(const schema::TableOptions& options) {
  if (options.strict && options.without_rowid) return "\n WITHOUT ROWID,\n STRICT";
  if (options.without_rowid) return "\n WITHOUT ROWID";
  return options.strict ? "\n STRICT" : "";
}

}  // namespace

std::string SqliteDialect::inline_primary_key(const schema::PrimaryKey& key) const {
  std::string sql = ' ' + constraint_name(key.name) + "PRIMARY KEY";
  if (key.columns[0].descending) sql += " DESC";
  sql += on_conflict(key.conflict);
  if (key.autoincrement) sql += " AUTOINCREMENT";
  return sql;
}

// To the byte what SQLAlchemy writes, without the empty lines around it.
std::string SqliteDialect::create_table(const schema::Table& table) const {
  std::vector<std::string> lines;
  bool key_done = !table.primary_key || table.primary_key->columns.empty();
  for (const schema::Column& column : table.columns) {
    std::string& line = lines.emplace_back(column_definition(column));
    if (key_done || !is_inline(*table.primary_key, *this, column)) continue;
    line += inline_primary_key(*table.primary_key);
    key_done = true;
  }
  if (!key_done) lines.push_back(constraint(*table.primary_key));
  for (const schema::Unique& unique : table.uniques) lines.push_back(constraint(unique));
  for (const schema::Check& check : table.checks) lines.push_back(constraint(check));
  for (const schema::ForeignKey& key : table.foreign_keys) lines.push_back(constraint(key));

  std::string sql = "CREATE TABLE " + quote(table.name) + " (";
  for (const std::string& line : lines) {
    if (&line != &lines.front()) sql += ", ";
    sql += "\n\t" + line;
  }
  return sql + "\n)" + options_text(table.options);
}

}  // namespace retort::engine::sqlite
