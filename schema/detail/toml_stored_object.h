// Views, triggers and virtual tables in TOML, the same in schema files and in migration scripts.
//
//   name = "short_albums"
//   sql = "CREATE VIEW short_albums AS SELECT * FROM albums WHERE tracks < 5"

#pragma once

#include <retort/schema/detail/toml_reader.h>
#include <retort/schema/detail/toml_writer.h>
#include <retort/schema/stored_object.h>

namespace retort::schema::detail {

// The schema is a key of schema files alone, which read it themselves: a script is of one database.

View read_view(TomlReader& reader);
Trigger read_trigger(TomlReader& reader);
VirtualTable read_virtual_table(TomlReader& reader);

void write_stored(const View& view, TomlFields& fields);
void write_stored(const Trigger& trigger, TomlFields& fields);
void write_stored(const VirtualTable& table, TomlFields& fields);

}  // namespace retort::schema::detail
