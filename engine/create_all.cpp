#include <string_view>

#include <retort/engine/dialect.h>
#include <retort/schema/naming.h>

namespace retort::engine {

namespace {

std::string without_semicolon(std::string_view sql) {
  const std::size_t last = sql.find_last_not_of("; \t\r\n\f");
  return std::string(sql.substr(0, last == std::string_view::npos ? 0 : last + 1));
}

}  // namespace

std::vector<std::string> create_all(const Dialect& dialect, const schema::Metadata& metadata) {
  std::vector<std::string> statements;
  for (const schema::Table* table : schema::sorted_tables(metadata)) {
    statements.push_back(dialect.create_table(*table));
    for (schema::Index index : table->indexes) {
      if (index.name.empty()) index.name = schema::default_name(*table, index);
      statements.push_back(dialect.create_index(table->name, index));
    }
  }
  for (const auto& table : metadata.virtual_tables)
    statements.push_back(without_semicolon(table.sql));
  for (const auto& view : metadata.views) statements.push_back(without_semicolon(view.sql));
  for (const auto& trigger : metadata.triggers)
    statements.push_back(without_semicolon(trigger.sql));
  return statements;
}

}  // namespace retort::engine
