#include <retort/migrate/detail/comparison.h>
#include <retort/migrate/detail/expression.h>

namespace retort::migrate::detail {

namespace {

// Without quotes around them names are compared without regard to case as they are.
void respell(std::string& expression, const schema::Table& table) {
  if (expression.find_first_of("\"`[") == std::string::npos) return;
  for (const schema::Column& column : table.columns)
    expression = rename_column_in(expression, column.name, column.name);
}

void respell(schema::Table& table) {
  for (schema::Column& column : table.columns)
    if (column.generated) respell(column.generated->expression, table);
  for (schema::Check& check : table.checks) respell(check.expression, table);
  for (schema::Index& index : table.indexes) {
    respell(index.where, table);
    for (schema::IndexedColumn& term : index.columns) respell(term.expression, table);
  }
}

}  // namespace

schema::Metadata in_own_spelling(schema::Metadata metadata) {
  for (schema::Table& table : metadata.tables) respell(table);
  return metadata;
}

}  // namespace retort::migrate::detail
