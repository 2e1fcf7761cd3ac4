// Constraints and indexes in TOML, the same in schema files and in migration scripts.
//
//   { name = "fk_artist", columns = ["artist_id"], references = "artists", on_delete = "cascade" }
//
// Reading leaves the reader unfinished, so that a script can have keys of its own beside these.

#pragma once

#include <retort/schema/constraint.h>
#include <retort/schema/detail/toml_reader.h>
#include <retort/schema/detail/toml_writer.h>
#include <retort/schema/index.h>

namespace retort::schema::detail {

PrimaryKey read_primary_key(TomlReader& reader);
Unique read_unique(TomlReader& reader);
ForeignKey read_foreign_key(TomlReader& reader);
Check read_check(TomlReader& reader);
Index read_index(TomlReader& reader);

TomlFields write_fields(const PrimaryKey& key);
TomlFields write_fields(const Unique& unique);
TomlFields write_fields(const ForeignKey& key);
TomlFields write_fields(const Check& check);
TomlFields write_fields(const Index& index);

/// `["name", { expression = "lower(name)", descending = true }]`; at least one.
std::vector<IndexedColumn> read_terms(TomlReader& reader, const TomlNode& node);
std::string write_terms(const std::vector<IndexedColumn>& terms);

}  // namespace retort::schema::detail
