// What a program asks that has to know each table of a database, by the PRAGMAs: columns, indexes with
// their columns, and foreign keys. `check_floor DATABASE`.

#include <vector>

#include "floor.h"

namespace {

std::vector<std::string> first_column(bench::Database& database, const std::string& sql,
                                      int column) {
  std::vector<std::string> all;
  sqlite3_stmt* statement = database.prepare(sql);
  while (sqlite3_step(statement) == SQLITE_ROW)
    all.emplace_back(reinterpret_cast<const char*>(sqlite3_column_text(statement, column)));
  sqlite3_finalize(statement);
  return all;
}

}  // namespace

int main(int, char** arguments) {
  bench::Database database(arguments[1]);
  std::size_t rows = 0;
  for (const std::string& table :
       first_column(database, "SELECT name FROM sqlite_schema WHERE type = 'table'", 0)) {
    rows += database.rows("PRAGMA table_xinfo(" + table + ")");
    rows += database.rows("PRAGMA foreign_key_list(" + table + ")");
    for (const std::string& index : first_column(database, "PRAGMA index_list(" + table + ")", 1))
      rows += database.rows("PRAGMA index_xinfo(" + index + ")");
  }
  std::printf("%zu\n", rows);
}
