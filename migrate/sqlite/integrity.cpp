#include <retort/migrate/sqlite/integrity.h>

namespace retort::migrate::sqlite {

std::vector<std::string> problems(engine::Connection& connection) {
  std::vector<std::string> found;
  for (const auto& row : connection.rows("PRAGMA integrity_check"))
    if (const auto* text = std::get_if<std::string>(&row[0]); text != nullptr && *text != "ok")
      found.push_back(*text);
  for (const auto& row : connection.rows("PRAGMA foreign_key_check"))
    found.push_back("row " + engine::to_text(row[1]) + " of table " +
                    std::get<std::string>(row[0]) + " refers to a row that table " +
                    std::get<std::string>(row[2]) + " does not have");
  return found;
}

}  // namespace retort::migrate::sqlite
