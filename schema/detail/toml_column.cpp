// Columns to and from TOML.

#include <retort/schema/detail/toml_column.h>

#include <array>

#include <retort/schema/name.h>

namespace retort::schema::detail {

Conflict read_conflict(TomlReader& reader, std::string_view key) {
  constexpr std::array choices{Conflict::abort, Conflict::rollback, Conflict::fail,
                               Conflict::ignore, Conflict::replace};
  return reader.word<Conflict>(key, choices);
}

void write_conflict(Conflict conflict, std::string_view key, TomlFields& fields) {
  if (conflict != Conflict::abort) fields.text(key, folded(keyword(conflict)));
}

std::optional<Generated> read_generated(TomlReader& reader) {
  std::optional<std::string> expression = reader.optional_text("generated");
  const TomlNode* stored = reader.find("stored");
  if (stored && !expression)
    reader.fail(stored->line,
                "\"stored\" says how a generated column is kept; it needs \"generated\"");
  if (!expression) return std::nullopt;
  return Generated{std::move(*expression), reader.flag("stored")};
}

void write_generated(const Generated& generated, TomlFields& fields) {
  fields.text("generated", generated.expression).flag_if("stored", generated.stored);
}

Column read_column(TomlReader reader, Form form) {
  Column column;
  column.name = reader.text("name");
  column.type.text = reader.text("type");
  column.nullable = reader.flag("nullable", true);
  column.not_null_conflict = read_conflict(reader, "not_null_conflict");
  column.server_default = reader.optional_text("default");
  column.collation = reader.text_or_empty("collation");
  column.generated = read_generated(reader);
  column.hidden = reader.flag("hidden");
  if (form == Form::schema_file) {
    column.renamed_from = reader.text_or_empty("renamed_from");
    column.fill = reader.text_or_empty("fill");
  }
  reader.finish();
  return column;
}

TomlFields write_column(const Column& column, Form form) {
  TomlFields fields;
  fields.text("name", column.name).text("type", column.type.text);
  if (!column.nullable) fields.flag("nullable", false);
  write_conflict(column.not_null_conflict, "not_null_conflict", fields);
  if (column.server_default) fields.text("default", *column.server_default);
  fields.text_unless_empty("collation", column.collation);
  if (column.generated) write_generated(*column.generated, fields);
  fields.flag_if("hidden", column.hidden);
  if (form == Form::schema_file)
    fields.text_unless_empty("renamed_from", column.renamed_from)
        .text_unless_empty("fill", column.fill);
  return fields;
}

}  // namespace retort::schema::detail
