#include <retort/migrate/detail/hints.h>

namespace retort::migrate::detail {

void keep_hints(const schema::Metadata& declared, schema::Metadata& normal) {
  for (const schema::Table& table : declared.tables) {
    schema::Table* kept = normal.find_table(table.name);
    if (kept == nullptr) continue;
    kept->renamed_from = table.renamed_from;
    for (const schema::Column& column : table.columns)
      if (schema::Column* other = kept->find_column(column.name)) {
        other->renamed_from = column.renamed_from;
        other->fill = column.fill;
      }
  }
}

}  // namespace retort::migrate::detail
