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
void append_where(std::string& sql, const Tables& tables, const Mapper& mapper,
                  const Mapper& written, int parameter, bool with_version) {
  const auto& dialect = tables.dialect;
  const auto table = tables.quoted(written);
  const char* before = " WHERE ";
  for (const auto* column : mapper.key) {
    sql += before + table + "." + dialect.quote(column->name) + " = ";
    dialect.placeholder(sql, ++parameter);
    before = " AND ";
  }
  if (!with_version) return;
  sql += before + table + "." + dialect.quote(mapper.version()->name) + " = ";
  dialect.placeholder(sql, ++parameter);
}

/// `(?, ?), (?, ?)`
void append_rows(std::string& sql, const engine::Dialect& dialect, std::size_t rows,
                 std::size_t columns) {
  int parameter = 0;
  for (std::size_t row = 0; row < rows; ++row) {
    sql += row == 0 ? "(" : ", (";
    for (std::size_t i = 0; i < columns; ++i) {
      if (i > 0) sql += ", ";
      dialect.placeholder(sql, ++parameter);
    }
    sql += ")";
  }
}

// The table has no schema before it in RETURNING.
void append_returning(std::string& sql, const engine::Dialect& dialect, const Mapper& mapper,
                      const Mapper& table, const ColumnSet& returned) {
  if (returned.none()) return;
  sql += " RETURNING ";
  append_list(sql, mapper, returned, [&](const MappedColumn& column) {
    sql += column.property.empty() ? dialect.quote(column.name)
                                   : property_sql(column.property, dialect.quote(table.name));
  });
}

}  // namespace

std::string property_sql(std::string_view property, std::string_view table) {
  std::string sql(property);
  for (auto at = sql.find("{}"); at != std::string::npos; at = sql.find("{}", at + table.size()))
    sql.replace(at, 2, table);
  return "(" + sql + ")";
}

std::string insert_sql(const Tables& tables, const Mapper& mapper, const Mapper& table,
                       const ColumnSet& said, const ColumnSet& returned, std::size_t rows) {
  std::string sql = "INSERT INTO " + tables.quoted(table);
  const auto name = [&](const MappedColumn& column) { sql += tables.dialect.quote(column.name); };
  if (said.none()) {
    sql += " DEFAULT VALUES";
  } else {
    sql += " (";
    append_list(sql, mapper, said, name);
    sql += ") VALUES ";
    append_rows(sql, tables.dialect, rows, said.count());
  }
  append_returning(sql, tables.dialect, mapper, table, returned);
  return sql;
}

std::string update_sql(const Tables& tables, const Mapper& mapper, const Mapper& table,
                       const ColumnSet& columns, const ColumnSet& returned) {
  std::string sql = "UPDATE " + tables.quoted(table) + " SET ";
  int parameter = 0;
  append_list(sql, mapper, columns, [&](const MappedColumn& column) {
    sql += tables.dialect.quote(column.name) + "=";
    tables.dialect.placeholder(sql, ++parameter);
  });
  const auto* version = mapper.version();
  append_where(sql, tables, mapper, table, parameter,
               version && columns.test(position_of(mapper, *version)));
  append_returning(sql, tables.dialect, mapper, table, returned);
  return sql;
}

std::string update_many_sql(const Tables& tables, const Mapper& mapper, const ColumnSet& columns,
                            std::size_t rows) {
  const auto table = tables.quoted(mapper.table_owner());
  const std::string changed = mapper.table_owner().name == "changed" ? "changed_" : "changed";
  auto position = mapper.key.size();
  std::string sql = "UPDATE " + table + " SET ";
  append_list(sql, mapper, columns, [&](const MappedColumn& column) {
    sql +=
        tables.dialect.quote(column.name) + "=" + changed + ".column" + std::to_string(++position);
  });
  sql += " FROM (VALUES ";
  append_rows(sql, tables.dialect, rows, position);
  sql += ") AS " + changed;
  position = 0;
  for (const auto* column : mapper.key) {
    sql += position == 0 ? " WHERE " : " AND ";
    sql += table + "." + tables.dialect.quote(column->name) + " = " + changed + ".column" +
           std::to_string(++position);
  }
  return sql;
}

std::string erase_sql(const Tables& tables, const Mapper& mapper, const Mapper& table) {
  std::string sql = "DELETE FROM " + tables.quoted(table);
  append_where(sql, tables, mapper, table, 0, mapper.version() && mapper.version()->home == &table);
  return sql;
}

}  // namespace retort::orm::detail
