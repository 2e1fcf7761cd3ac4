// Constraints and indexes to and from TOML.

#include <retort/schema/detail/toml_constraint.h>

#include <array>

#include <retort/schema/detail/toml_column.h>
#include <retort/schema/name.h>

namespace retort::schema::detail {

namespace {

constexpr std::array actions{Action::no_action, Action::restrict, Action::cascade, Action::set_null,
                             Action::set_default};

IndexedColumn read_term(const TomlNode& node, std::string_view source) {
  if (const auto* column = std::get_if<std::string>(&node.value)) return {*column};
  TomlReader reader(node, source, "column of a key or index");
  IndexedColumn term;
  term.column = reader.text_or_empty("column");
  term.expression = reader.text_or_empty("expression");
  term.collation = reader.text_or_empty("collation");
  term.descending = reader.flag("descending");
  reader.finish();
  if (term.column.empty() == term.expression.empty())
    reader.fail(node.line, "give either \"column\" or \"expression\", and only one of them");
  return term;
}

std::string write_term(const IndexedColumn& term) {
  TomlFields fields;
  fields.text_unless_empty("column", term.column)
      .text_unless_empty("expression", term.expression)
      .text_unless_empty("collation", term.collation)
      .flag_if("descending", term.descending);
  return term == IndexedColumn{term.column} ? toml_string(term.column) : fields.inline_table();
}

TomlFields named(const std::string& name) {
  TomlFields fields;
  fields.text_unless_empty("name", name);
  return fields;
}

void write_action(Action action, std::string_view key, TomlFields& fields) {
  if (action != Action::no_action) fields.text(key, folded(keyword(action)));
}

std::vector<IndexedColumn> read_columns(TomlReader& reader) {
  return read_terms(reader, reader.require("columns"));
}

}  // namespace

std::vector<IndexedColumn> read_terms(TomlReader& reader, const TomlNode& node) {
  std::vector<IndexedColumn> terms;
  for (const TomlNode& element : as_list(node, reader.source(), "columns"))
    terms.push_back(read_term(element, reader.source()));
  if (terms.empty()) reader.fail(node.line, "the list of columns is empty");
  return terms;
}

std::string write_terms(const std::vector<IndexedColumn>& terms) {
  std::vector<std::string> rendered;
  for (const IndexedColumn& term : terms) rendered.push_back(write_term(term));
  return toml_list(rendered);
}

PrimaryKey read_primary_key(TomlReader& reader) {
  PrimaryKey key;
  key.name = reader.text_or_empty("name");
  key.columns = read_columns(reader);
  key.autoincrement = reader.flag("autoincrement");
  key.conflict = read_conflict(reader, "conflict");
  return key;
}

TomlFields write_fields(const PrimaryKey& key) {
  TomlFields fields = named(key.name);
  fields.raw("columns", write_terms(key.columns)).flag_if("autoincrement", key.autoincrement);
  write_conflict(key.conflict, "conflict", fields);
  return fields;
}

Unique read_unique(TomlReader& reader) {
  Unique unique;
  unique.name = reader.text_or_empty("name");
  unique.columns = read_columns(reader);
  unique.conflict = read_conflict(reader, "conflict");
  return unique;
}

TomlFields write_fields(const Unique& unique) {
  TomlFields fields = named(unique.name);
  fields.raw("columns", write_terms(unique.columns));
  write_conflict(unique.conflict, "conflict", fields);
  return fields;
}

ForeignKey read_foreign_key(TomlReader& reader) {
  ForeignKey key;
  key.name = reader.text_or_empty("name");
  key.columns = reader.texts("columns");
  if (key.columns.empty()) reader.fail(reader.line(), "a foreign key needs \"columns\"");
  key.referred_table = reader.text("references");
  key.referred_columns = reader.texts("referred_columns");
  key.on_delete = reader.word<Action>("on_delete", actions);
  key.on_update = reader.word<Action>("on_update", actions);
  key.match = reader.text_or_empty("match");
  key.deferrable = reader.flag("deferrable");
  key.initially_deferred = reader.flag("initially_deferred");
  return key;
}

TomlFields write_fields(const ForeignKey& key) {
  TomlFields fields = named(key.name);
  fields.texts("columns", key.columns).text("references", key.referred_table);
  if (!key.referred_columns.empty()) fields.texts("referred_columns", key.referred_columns);
  write_action(key.on_delete, "on_delete", fields);
  write_action(key.on_update, "on_update", fields);
  fields.text_unless_empty("match", key.match)
      .flag_if("deferrable", key.deferrable)
      .flag_if("initially_deferred", key.initially_deferred);
  return fields;
}

Check read_check(TomlReader& reader) {
  std::string name = reader.text_or_empty("name");
  return {std::move(name), reader.text("expression")};
}

TomlFields write_fields(const Check& check) {
  TomlFields fields = named(check.name);
  fields.text("expression", check.expression);
  return fields;
}

Index read_index(TomlReader& reader) {
  Index index;
  index.name = reader.text_or_empty("name");
  index.columns = read_columns(reader);
  index.unique = reader.flag("unique");
  index.where = reader.text_or_empty("where");
  return index;
}

TomlFields write_fields(const Index& index) {
  TomlFields fields;
  fields.text_unless_empty("name", index.name)
      .raw("columns", write_terms(index.columns))
      .flag_if("unique", index.unique)
      .text_unless_empty("where", index.where);
  return fields;
}

}  // namespace retort::schema::detail
