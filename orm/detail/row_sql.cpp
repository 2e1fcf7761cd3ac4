#include <retort/orm/detail/row_sql.h>

namespace retort::orm::detail {

namespace {

/// `a, b, c` with what `text` makes of each.
template <class Text>
void append_list(std::string& sql, const Mapper& mapper, const ColumnSet& columns, Text text) {
  bool first = true;
  for_each_column(mapper, columns, [&](const MappedColumn& column) {
    if (!first) sql += ", ";
    first = false;
    text(column);
  });
}

/// ` WHERE artists.id = ?`
void append_where(std::string& sql, const engine::Dialect& dialect, const Mapper& mapper,
                  int parameter) {
  const auto table = dialect.quote(mapper.name);
  const char* before = " WHERE ";
  for (const auto* column : mapper.key) {
    sql += before + table + "." + dialect.quote(column->name) + " = ";
    dialect.placeholder(sql, ++parameter);
    before = " AND ";
  }
}

}  // namespace

std::string insert_sql(const engine::Dialect& dialect, const Mapper& mapper, const ColumnSet& said,
                       const ColumnSet& returned) {
  std::string sql = "INSERT INTO " + dialect.quote(mapper.name);
  const auto name = [&](const MappedColumn& column) { sql += dialect.quote(column.name); };
  if (said.none()) {
    sql += " DEFAULT VALUES";
  } else {
    sql += " (";
    append_list(sql, mapper, said, name);
    sql += ") VALUES (";
    int parameter = 0;
    append_list(sql, mapper, said, [&](const auto&) { dialect.placeholder(sql, ++parameter); });
    sql += ")";
  }
  if (returned.any()) {
    sql += " RETURNING ";
    append_list(sql, mapper, returned, name);
  }
  return sql;
}

std::string update_sql(const engine::Dialect& dialect, const Mapper& mapper,
                       const ColumnSet& columns) {
  std::string sql = "UPDATE " + dialect.quote(mapper.name) + " SET ";
  int parameter = 0;
  append_list(sql, mapper, columns, [&](const MappedColumn& column) {
    sql += dialect.quote(column.name) + "=";
    dialect.placeholder(sql, ++parameter);
  });
  append_where(sql, dialect, mapper, parameter);
  return sql;
}

std::string erase_sql(const engine::Dialect& dialect, const Mapper& mapper) {
  std::string sql = "DELETE FROM " + dialect.quote(mapper.name);
  append_where(sql, dialect, mapper, 0);
  return sql;
}

}  // namespace retort::orm::detail
