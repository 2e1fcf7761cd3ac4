// One operation as an entry of a script's [[upgrade]] or [[downgrade]] list.
//
//   op = "add_column"
//   table = "artists"
//   column = { name = "country", type = "VARCHAR" }
//
// docs/scripts.md has every operation with its keys.

#pragma once

#include <retort/migrate/operation.h>
#include <retort/schema/detail/toml_reader.h>
#include <retort/schema/detail/toml_writer.h>

namespace retort::migrate::detail {

/// Throws retort::Error with "FILE:LINE: what is wrong", unknown keys included.
Operation read_operation(schema::detail::TomlReader& reader);

/// Of what is dropped it writes what is needed to find it.
schema::detail::TomlFields write_operation(const Operation& operation);

}  // namespace retort::migrate::detail
