#include <retort/migrate/sqlite/integrity.h>

#include <algorithm>

#include <retort/schema/name.h>

namespace retort::migrate::sqlite {

namespace {

// "NULL value in t.a", "non-INT value in t.a": the only findings that may be wrong.
bool is_about_value_of(std::string_view finding, const std::string& table) {
  return finding.find(" value in " + table + '.') != std::string_view::npos;
}

std::vector<std::string> keyed_tables(engine::Connection& connection) {
  std::vector<std::string> tables;
  for (const auto& row :
       connection.rows("SELECT name FROM pragma_table_list WHERE schema = 'main' AND wr"))
    tables.push_back(std::get<std::string>(row[0]));
  return tables;
}

// More than a hundred findings help nobody; but SQLite has to be let go on behind those that are none.
std::vector<std::string> found_by(engine::Connection& connection, const std::string& check) {
  constexpr std::size_t most = 100;
  const std::vector<std::string> keyed = keyed_tables(connection);
  std::vector<std::string> found;
  // No more than SQLite finds by itself where none can be wrong: it keeps them all in memory.
  engine::Statement statement =
      connection.prepare("PRAGMA " + check + (keyed.empty() ? "" : "(1000000000)"));
  while (found.size() < most && statement.step()) {
    const std::string_view text = statement.is_null(0) ? std::string_view() : statement.text(0);
    if (text == "ok" || std::ranges::any_of(keyed, [&](const std::string& table) {
          return is_about_value_of(text, table);
        }))
      continue;
    found.emplace_back(text);
  }
  return found;
}

}  // namespace

bool is_checked_wrongly(const schema::Table& table) {
  if (!table.options.without_rowid || !table.primary_key) return false;
  const auto& key = table.primary_key->columns;
  const auto ahead = std::ranges::mismatch(key, table.columns, schema::same_name,
                                           &schema::IndexedColumn::column, &schema::Column::name);
  return ahead.in1 != key.end();
}

std::vector<std::string> damage(engine::Connection& connection) {
  return found_by(connection, "quick_check");
}

std::vector<std::string> problems(engine::Connection& connection) {
  std::vector<std::string> found = found_by(connection, "integrity_check");
  for (const auto& row : connection.rows("PRAGMA foreign_key_check"))
    found.push_back("row " + engine::to_text(row[1]) + " of table " +
                    std::get<std::string>(row[0]) + " refers to a row that table " +
                    std::get<std::string>(row[2]) + " does not have");
  return found;
}

}  // namespace retort::migrate::sqlite
