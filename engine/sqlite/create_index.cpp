#include <retort/engine/sqlite/dialect.h>

namespace retort::engine::sqlite {

std::string SqliteDialect::create_index(std::string_view table, const schema::Index& index) const {
  std::string sql = index.unique ? "CREATE UNIQUE INDEX " : "CREATE INDEX ";
  sql += quote(index.name) + " ON " + quote(table) + ' ' + terms(index.columns);
  if (!index.where.empty()) sql += " WHERE " + index.where;
  return sql;
}

}  // namespace retort::engine::sqlite
