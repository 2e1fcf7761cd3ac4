// One CREATE statement of a script, as the row that sqlite_schema gets from it.
//
//   std::optional<ScriptObject> object = read_script_object("CREATE TABLE  t (a)");
//   object->entry.sql    // CREATE TABLE t (a)

#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <retort/introspect/sqlite/catalog.h>

namespace retort::introspect::sqlite {

struct ScriptObject {
  /// The owner of an index or trigger as the statement spells it.
  CatalogEntry entry;
  bool is_virtual = false;
  /// SQLite reads a stored statement with less care than a new one: it asks for no function and no
  /// collation. So of a statement with such a thing in it, only running it tells whether SQLite takes it.
  bool needs_run = false;
  /// What stands in double quotes in its expressions. SQLite takes it for a text where it is no column.
  std::vector<std::string> quoted{};
  /// Of a table.
  std::vector<std::string> columns{};
};

/// Nothing for a statement that is no plain CREATE of the main database: one that may do nothing, or
/// whose stored text is not its own.
std::optional<ScriptObject> read_script_object(std::string_view statement);

}  // namespace retort::introspect::sqlite
