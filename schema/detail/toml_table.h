// A table in TOML, the same in schema files and in migration scripts.

#pragma once

#include <retort/schema/detail/toml_column.h>
#include <retort/schema/detail/toml_reader.h>
#include <retort/schema/detail/toml_writer.h>
#include <retort/schema/table.h>

namespace retort::schema::detail {

/// Everything but the indexes, which stand in a list of their own in schema files and are
/// operations of their own in scripts. The key of its name is "name" in the former and "table" in
/// the latter. Leaves the reader unfinished.
Table read_table(TomlReader& reader, Form form);
void write_table(const Table& table, Form form, TomlFields& fields);

std::vector<Index> read_indexes(TomlReader& reader);
void write_indexes(const std::vector<Index>& indexes, TomlFields& fields);

}  // namespace retort::schema::detail
