// Tables to and from TOML.

#include <retort/schema/detail/toml_table.h>

#include <set>

#include <retort/schema/detail/toml_column.h>
#include <retort/schema/detail/toml_constraint.h>
#include <retort/schema/name.h>

namespace retort::schema::detail {

namespace {

std::string_view name_key(Form form) { return form == Form::script ? "table" : "name"; }

std::vector<Column> read_columns(TomlReader& reader, Form form) {
  std::vector<Column> columns;
  std::set<std::string, NameLess> names;
  for (const TomlNode& node : as_list(reader.require("columns"), reader.source(), "columns")) {
    columns.push_back(read_column(TomlReader(node, reader.source(), "column"), form));
    if (!names.insert(columns.back().name).second)
      reader.fail(node.line, "a second column \"" + columns.back().name + "\" in one table");
  }
  return columns;
}

// The short form of a key without a name or options is the list of its columns.
std::optional<PrimaryKey> read_optional_primary_key(TomlReader& reader) {
  const TomlNode* node = reader.find("primary_key");
  if (!node) return std::nullopt;
  if (std::holds_alternative<TomlArray>(node->value))
    return PrimaryKey{.columns = read_terms(reader, *node)};
  TomlReader inner(*node, reader.source(), "primary key");
  PrimaryKey key = read_primary_key(inner);
  inner.finish();
  return key;
}

Unique read_short_or_long_unique(TomlReader& reader, const TomlNode& node) {
  if (std::holds_alternative<TomlArray>(node.value))
    return Unique{.columns = read_terms(reader, node)};
  TomlReader inner(node, reader.source(), "unique constraint");
  Unique unique = read_unique(inner);
  inner.finish();
  return unique;
}

template <class Object>
std::vector<Object> read_each(TomlReader& reader, std::string_view key, std::string_view what,
                              Object (*read)(TomlReader&)) {
  std::vector<Object> objects;
  for (const TomlNode& node : reader.list(key)) {
    TomlReader inner(node, reader.source(), what);
    objects.push_back(read(inner));
    inner.finish();
  }
  return objects;
}

template <class Object>
void write_each(const std::vector<Object>& objects, std::string_view key, TomlFields& fields) {
  if (objects.empty()) return;
  std::vector<TomlFields> rows;
  for (const Object& object : objects) rows.push_back(write_fields(object));
  fields.raw(key, toml_rows(rows));
}

void write_primary_key(const PrimaryKey& key, TomlFields& fields) {
  const bool is_short = key == PrimaryKey{.columns = key.columns};
  fields.raw("primary_key", is_short ? write_terms(key.columns) : write_fields(key).inline_table());
}

void write_uniques(const std::vector<Unique>& uniques, TomlFields& fields) {
  if (uniques.empty()) return;
  std::vector<std::string> rendered;
  for (const Unique& unique : uniques) {
    const bool is_short = unique == Unique{.columns = unique.columns};
    rendered.push_back(is_short ? write_terms(unique.columns)
                                : write_fields(unique).inline_table());
  }
  fields.raw("unique", rendered.size() == 1 ? toml_list(rendered) : toml_block(rendered));
}

}  // namespace

Table read_table(TomlReader& reader, Form form) {
  Table table;
  table.name = reader.text(name_key(form));
  if (form == Form::schema_file) {
    table.schema = reader.text_or_empty("schema");
    table.renamed_from = reader.text_or_empty("renamed_from");
  }
  table.columns = read_columns(reader, form);
  table.primary_key = read_optional_primary_key(reader);
  for (const TomlNode& node : reader.list("unique"))
    table.uniques.push_back(read_short_or_long_unique(reader, node));
  table.foreign_keys = read_each(reader, "foreign_keys", "foreign key", read_foreign_key);
  table.checks = read_each(reader, "checks", "check", read_check);
  table.options.strict = reader.flag("strict");
  table.options.without_rowid = reader.flag("without_rowid");
  return table;
}

void write_table(const Table& table, Form form, TomlFields& fields) {
  std::vector<TomlFields> columns;
  for (const Column& column : table.columns) columns.push_back(write_column(column, form));
  fields.text(name_key(form), table.name);
  if (form == Form::schema_file) {
    fields.text_unless_empty("schema", table.schema);
    fields.text_unless_empty("renamed_from", table.renamed_from);
  }
  fields.raw("columns", toml_rows(columns));
  if (table.primary_key) write_primary_key(*table.primary_key, fields);
  write_uniques(table.uniques, fields);
  write_each(table.foreign_keys, "foreign_keys", fields);
  write_each(table.checks, "checks", fields);
  fields.flag_if("strict", table.options.strict)
      .flag_if("without_rowid", table.options.without_rowid);
}

std::vector<Index> read_indexes(TomlReader& reader) {
  return read_each(reader, "indexes", "index", read_index);
}

void write_indexes(const std::vector<Index>& indexes, TomlFields& fields) {
  write_each(indexes, "indexes", fields);
}

}  // namespace retort::schema::detail
