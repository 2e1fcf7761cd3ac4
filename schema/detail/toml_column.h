// A column in TOML, the same in schema files and in migration scripts.
//
//   { name = "year", type = "INTEGER", nullable = false, default = "1990" }

#pragma once

#include <retort/schema/column.h>
#include <retort/schema/detail/toml_reader.h>
#include <retort/schema/detail/toml_writer.h>

namespace retort::schema::detail {

/// What the TOML is. A schema file may hold hints for migrations; a script is past them.
enum class Form { schema_file, script };

Column read_column(TomlReader reader, Form form);
TomlFields write_column(const Column& column, Form form);

/// `generated = "price * amount"`, with `stored = true` where it is.
std::optional<Generated> read_generated(TomlReader& reader);
void write_generated(const Generated& generated, TomlFields& fields);

/// `conflict = "replace"`, under any key.
Conflict read_conflict(TomlReader& reader, std::string_view key);
void write_conflict(Conflict conflict, std::string_view key, TomlFields& fields);

}  // namespace retort::schema::detail
