#include <retort/migrate/sqlite/integrity.h>

namespace retort::migrate::sqlite {

namespace {

std::vector<std::string> found_by(engine::Connection& connection, const char* check) {
  std::vector<std::string> found;
  for (const auto& row : connection.rows(check))
    if (const auto* text = std::get_if<std::string>(&row[0]); text != nullptr && *text != "ok")
      found.push_back(*text);
  return found;
}

}  // namespace

std::vector<std::string> damage(engine::Connection& connection) {
  return found_by(connection, "PRAGMA quick_check");
}

std::vector<std::string> problems(engine::Connection& connection) {
  std::vector<std::string> found = found_by(connection, "PRAGMA integrity_check");
  for (const auto& row : connection.rows("PRAGMA foreign_key_check"))
    found.push_back("row " + engine::to_text(row[1]) + " of table " +
                    std::get<std::string>(row[0]) + " refers to a row that table " +
                    std::get<std::string>(row[2]) + " does not have");
  return found;
}

}  // namespace retort::migrate::sqlite
