// A whole schema to and from TOML.

#include <retort/schema/toml.h>

#include <map>

#include <retort/schema/detail/toml_stored_object.h>
#include <retort/schema/detail/toml_table.h>
#include <retort/schema/name.h>

namespace retort::schema {

namespace {

using detail::TomlFields;
using detail::TomlNode;
using detail::TomlReader;

// Tables, views, virtual tables and indexes of a schema share one name space, triggers have another.
class Names {
 public:
  explicit Names(std::string_view source) : source_(source) {}

  void add(const std::string& schema, const std::string& name, std::string_view what, int line) {
    const std::string described = std::string(what) + " \"" + name + "\"";
    const auto [first, added] = seen_[schema].try_emplace(name, described, line);
    if (added) return;
    detail::fail_at(source_, line,
                    described + " has the name of the " + first->second.first + " of line " +
                        std::to_string(first->second.second));
  }

 private:
  std::string_view source_;
  using InSchema = std::map<std::string, std::pair<std::string, int>, NameLess>;
  std::map<std::string, InSchema, NameLess> seen_;
};

template <class Object>
Object of_schema(TomlReader& reader, Object object) {
  object.schema = reader.text_or_empty("schema");
  return object;
}

template <class Read>
void each_table(TomlReader& document, std::string_view key, Read read) {
  for (const TomlNode& node : document.list(key)) {
    TomlReader reader(node, document.source(), key);
    read(reader);
    reader.finish();
  }
}

void append(std::string& text, std::string_view header, const TomlFields& fields) {
  if (!text.empty()) text += '\n';
  text.append(header) += '\n';
  text += fields.lines();
}

template <class Object>
void append_stored(std::string& text, std::string_view header, const std::vector<Object>& objects) {
  for (const Object& object : objects) {
    TomlFields fields;
    detail::write_stored(object, fields);
    append(text, header, fields);
  }
}

}  // namespace

std::string write_toml(const Metadata& metadata) {
  std::string text;
  for (const Table& table : metadata.tables) {
    TomlFields fields;
    detail::write_table(table, detail::Form::schema_file, fields);
    detail::write_indexes(table.indexes, fields);
    append(text, "[[table]]", fields);
  }
  append_stored(text, "[[virtual_table]]", metadata.virtual_tables);
  append_stored(text, "[[view]]", metadata.views);
  append_stored(text, "[[trigger]]", metadata.triggers);
  return text;
}

Metadata read_toml(std::string_view text, std::string_view source) {
  const detail::TomlTable root = detail::parse_toml(text, source);
  TomlReader document(root, 1, source, "schema");
  Metadata metadata;
  Names names(source);
  Names trigger_names(source);
  each_table(document, "table", [&](TomlReader& reader) {
    Table table = detail::read_table(reader, detail::Form::schema_file);
    names.add(table.schema, table.name, "table", reader.line());
    table.indexes = detail::read_indexes(reader);
    for (const Index& index : table.indexes)
      if (!index.name.empty()) names.add(table.schema, index.name, "index", reader.line());
    metadata.tables.push_back(std::move(table));
  });
  each_table(document, "virtual_table", [&](TomlReader& reader) {
    metadata.virtual_tables.push_back(of_schema(reader, detail::read_virtual_table(reader)));
    const auto& table = metadata.virtual_tables.back();
    names.add(table.schema, table.name, "virtual table", reader.line());
  });
  each_table(document, "view", [&](TomlReader& reader) {
    const auto& view = metadata.views.emplace_back(of_schema(reader, detail::read_view(reader)));
    names.add(view.schema, view.name, "view", reader.line());
  });
  each_table(document, "trigger", [&](TomlReader& reader) {
    const auto& trigger =
        metadata.triggers.emplace_back(of_schema(reader, detail::read_trigger(reader)));
    trigger_names.add(trigger.schema, trigger.name, "trigger", reader.line());
  });
  document.finish();
  return metadata;
}

}  // namespace retort::schema
