#include <string_view>
#include <utility>

#include <retort/engine/dialect.h>
#include <retort/schema/naming.h>

namespace retort::engine {

namespace {

std::string without_semicolon(std::string_view sql) {
  const std::size_t last = sql.find_last_not_of("; \t\r\n\f");
  return std::string(sql.substr(0, last == std::string_view::npos ? 0 : last + 1));
}

}  // namespace

std::string Dialect::quote(std::string_view schema, std::string_view name) const {
  return schema.empty() ? quote(name) : quote(schema) + '.' + quote(name);
}

std::vector<std::string> create_all(const Dialect& dialect, const schema::Metadata& metadata) {
  std::vector<std::string> statements;
  for (const schema::Table* table : schema::sorted_tables(metadata)) {
    const auto add = [&](std::string sql) {
      statements.push_back(dialect.in_schema(std::move(sql), table->schema));
    };
    add(dialect.create_table(*table));
    for (schema::Index index : table->indexes) {
      if (index.name.empty()) index.name = schema::default_name(*table, index);
      add(dialect.create_index(table->name, index));
    }
  }
  const auto add_all = [&](const auto& objects) {
    for (const auto& object : objects)
      statements.push_back(dialect.in_schema(without_semicolon(object.sql), object.schema));
  };
  add_all(metadata.virtual_tables);
  add_all(metadata.views);
  add_all(metadata.triggers);
  return statements;
}

}  // namespace retort::engine
