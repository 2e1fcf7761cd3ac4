#include <retort/engine/sqlite/dialect.h>
#include <retort/engine/sqlite/expression_text.h>

namespace retort::engine::sqlite {

std::string SqliteDialect::constraint_name(std::string_view name) const {
  return name.empty() ? std::string() : "CONSTRAINT " + quote(name) + ' ';
}

std::string SqliteDialect::on_conflict(schema::Conflict conflict) {
  if (conflict == schema::Conflict::abort) return {};
  return " ON CONFLICT " + std::string(schema::keyword(conflict));
}

std::string SqliteDialect::term(const schema::IndexedColumn& column) const {
  std::string sql = column.column.empty() ? column.expression : quote(column.column);
  if (!column.collation.empty()) {
    // COLLATE binds closer than any operator.
    if (column.column.empty() && !is_closed(sql)) sql = '(' + sql + ')';
    sql += " COLLATE " + quote(column.collation);
  }
  if (column.descending) sql += " DESC";
  return sql;
}

std::string SqliteDialect::terms(const std::vector<schema::IndexedColumn>& columns) const {
  std::string sql = "(";
  for (const schema::IndexedColumn& column : columns) {
    if (&column != &columns.front()) sql += ", ";
    sql += term(column);
  }
  return sql + ')';
}

std::string SqliteDialect::constraint(const schema::PrimaryKey& key) const {
  return constraint_name(key.name) + "PRIMARY KEY " + terms(key.columns) +
         on_conflict(key.conflict);
}

std::string SqliteDialect::constraint(const schema::Unique& unique) const {
  return constraint_name(unique.name) + "UNIQUE " + terms(unique.columns) +
         on_conflict(unique.conflict);
}

std::string SqliteDialect::constraint(const schema::Check& check) const {
  return constraint_name(check.name) + "CHECK (" + check.expression + ')';
}

std::string SqliteDialect::constraint(const schema::ForeignKey& key) const {
  const auto names = [this](const std::vector<std::string>& columns) {
    std::string list;
    for (const std::string& column : columns) list += (list.empty() ? "(" : ", ") + quote(column);
    return list + ')';
  };
  std::string sql = constraint_name(key.name) + "FOREIGN KEY" + names(key.columns) +
                    " REFERENCES " + quote(key.referred_table);
  if (!key.referred_columns.empty()) sql += ' ' + names(key.referred_columns);
  if (!key.match.empty()) sql += " MATCH " + quote(key.match);
  if (key.on_delete != schema::Action::no_action)
    sql += " ON DELETE " + std::string(schema::keyword(key.on_delete));
  if (key.on_update != schema::Action::no_action)
    sql += " ON UPDATE " + std::string(schema::keyword(key.on_update));
  if (key.deferrable || key.initially_deferred) sql += " DEFERRABLE";
  if (key.initially_deferred) sql += " INITIALLY DEFERRED";
  return sql;
}

}  // namespace retort::engine::sqlite
