// What an SQLite database says of its schema: the rows of sqlite_schema.

#pragma once

#include <string>
#include <vector>

#include <retort/engine/connection.h>

namespace retort::introspect::sqlite {

/// One object of the schema with the statement that made it.
struct CatalogEntry {
  /// "table" (virtual ones too), "index", "view" or "trigger".
  std::string type;
  std::string name;
  /// What it belongs to: the table of an index or trigger, else itself.
  std::string table;
  std::string sql;
};

/// The objects of the main database in the order of their creation. Left out are SQLite's own
/// tables, the indexes that constraints imply, and the shadow tables in which virtual tables keep
/// their rows.
std::vector<CatalogEntry> read_catalog(engine::Connection& connection);

/// The tables of these names and their indexes alone.
std::vector<CatalogEntry> read_catalog_of(engine::Connection& connection,
                                          const std::vector<std::string>& tables);

/// Whether the entry is a virtual table.
bool is_virtual(const CatalogEntry& entry);

}  // namespace retort::introspect::sqlite
