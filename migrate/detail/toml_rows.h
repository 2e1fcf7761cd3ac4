// The rows of a bulk_insert in TOML: one inline table a row, a column that is left out is NULL.
//
//   rows = [
//     { id = 1, name = "Tool",  photo = { hex = "ffd8" } },
//     { id = 2, name = "Björk" },
//   ]

#pragma once

#include <retort/migrate/operation.h>
#include <retort/schema/detail/toml_reader.h>
#include <retort/schema/detail/toml_writer.h>

namespace retort::migrate::detail {

/// Reads `rows`, and `columns` where it is given; without it the columns are those that the rows
/// name, in the order in which they first appear.
void read_rows(schema::detail::TomlReader& reader, BulkInsert& insert);

/// Writes `columns` only where the rows alone would not give the same list.
void write_rows(const BulkInsert& insert, schema::detail::TomlFields& fields);

}  // namespace retort::migrate::detail
