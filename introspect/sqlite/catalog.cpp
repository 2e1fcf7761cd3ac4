#include <retort/introspect/sqlite/catalog.h>

#include <algorithm>
#include <set>

#include <retort/engine/sqlite/ddl/token.h>
#include <retort/schema/name.h>

namespace retort::introspect::sqlite {

namespace {

using Names = std::set<std::string, schema::NameLess>;

// SQLite knows a shadow table by its name and by the module of the table that it belongs to.
Names shadow_tables(engine::Connection& connection) {
  Names names;
  auto statement = connection.prepare(
      "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'shadow'");
  while (statement.step()) names.emplace(statement.text(0));
  return names;
}

std::vector<CatalogEntry> entries_of(engine::Statement statement) {
  std::vector<CatalogEntry> entries;
  while (statement.step())
    entries.push_back({.type = std::string(statement.text(0)),
                       .name = std::string(statement.text(1)),
                       .table = std::string(statement.text(2)),
                       .sql = std::string(statement.text(3))});
  return entries;
}

}  // namespace

bool is_virtual(const CatalogEntry& entry) {
  if (entry.type != "table") return false;
  // Enough for `CREATE VIRTUAL`: the text of a table may be long.
  const engine::sqlite::ddl::Tokens words =
      engine::sqlite::ddl::tokenize(std::string_view(entry.sql).substr(0, 32));
  return words.size() > 1 && words[1].is("VIRTUAL");
}

std::vector<CatalogEntry> read_catalog(engine::Connection& connection) {
  std::vector<CatalogEntry> entries = entries_of(connection.prepare(
      "SELECT type, name, tbl_name, sql FROM main.sqlite_schema"
      // What is there only while a table is copied online (migrate/sqlite/online_names.h).
      " WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
      " AND name NOT GLOB '_retort_online_*' ORDER BY rowid"));
  if (std::ranges::any_of(entries, is_virtual)) {
    const Names shadows = shadow_tables(connection);
    std::erase_if(entries, [&](const auto& entry) { return shadows.contains(entry.table); });
  }
  return entries;
}

std::vector<CatalogEntry> read_catalog_of(engine::Connection& connection,
                                          const std::vector<std::string>& tables) {
  std::string places;
  for (std::size_t i = 0; i < tables.size(); ++i) places += i == 0 ? "?" : ", ?";
  // For one name, which it nearly always is, SQLite does without a table of them.
  const std::string is_named = tables.size() == 1 ? " = ?" : " IN (" + places + ")";
  auto statement = connection.prepare(
      "SELECT type, name, tbl_name, sql FROM main.sqlite_schema WHERE sql IS NOT NULL AND (type = "
      "'table' OR type = 'index') AND tbl_name COLLATE NOCASE" +
      is_named + " ORDER BY rowid");
  const std::vector<engine::Value> names(tables.begin(), tables.end());
  statement.bind_all(names);
  return entries_of(std::move(statement));
}

}  // namespace retort::introspect::sqlite
