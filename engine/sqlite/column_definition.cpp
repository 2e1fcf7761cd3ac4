#include <retort/engine/sqlite/dialect.h>
#include <retort/engine/sqlite/expression_text.h>

namespace retort::engine::sqlite {

// The order is SQLAlchemy's; SQLite takes any.
std::string SqliteDialect::column_definition(const schema::Column& column) const {
  std::string sql = quote(column.name);
  if (const std::string type = type_name(column.type); !type.empty()) sql += ' ' + type;
  if (!column.collation.empty()) sql += " COLLATE " + quote(column.collation);
  if (column.server_default) {
    const std::string& text = *column.server_default;
    sql += " DEFAULT " + (is_default_term(text) ? text : '(' + text + ')');
  }
  if (!column.nullable) sql += " NOT NULL" + on_conflict(column.not_null_conflict);
  if (column.generated) {
    sql += " GENERATED ALWAYS AS (" + column.generated->expression + ')';
    sql += column.generated->stored ? " STORED" : " VIRTUAL";
  }
  return sql;
}

}  // namespace retort::engine::sqlite
