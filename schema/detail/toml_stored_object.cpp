// Views, triggers and virtual tables to and from TOML.

#include <retort/schema/detail/toml_stored_object.h>

namespace retort::schema::detail {

View read_view(TomlReader& reader) {
  std::string name = reader.text("name");
  return {std::move(name), reader.text("sql")};
}

Trigger read_trigger(TomlReader& reader) {
  std::string name = reader.text("name");
  std::string table = reader.text("table");
  return {std::move(name), std::move(table), reader.text("sql")};
}

VirtualTable read_virtual_table(TomlReader& reader) {
  std::string name = reader.text("name");
  std::string module = reader.text("module");
  return {std::move(name), std::move(module), reader.text("sql")};
}

void write_stored(const View& view, TomlFields& fields) {
  fields.text("name", view.name).text_unless_empty("schema", view.schema).text("sql", view.sql);
}

void write_stored(const Trigger& trigger, TomlFields& fields) {
  fields.text("name", trigger.name)
      .text_unless_empty("schema", trigger.schema)
      .text("table", trigger.table)
      .text("sql", trigger.sql);
}

void write_stored(const VirtualTable& table, TomlFields& fields) {
  fields.text("name", table.name)
      .text_unless_empty("schema", table.schema)
      .text("module", table.module)
      .text("sql", table.sql);
}

}  // namespace retort::schema::detail
