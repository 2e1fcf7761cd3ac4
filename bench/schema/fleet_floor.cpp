// The same upgrade of many small databases by the C API: the same statements in the same transactions, the
// version row and an entry of the history in each. `fleet_floor FOLDER COUNT SCRIPT...`.

#include "floor.h"

namespace {

constexpr const char* statements[] = {"ALTER TABLE customers ADD COLUMN mail TEXT",
                                      "CREATE INDEX orders_customer ON orders (customer_id)"};

void upgrade(const std::string& path, const std::string* scripts) {
  bench::Database database(path.c_str());
  database.run("PRAGMA foreign_keys = ON");
  database.rows("SELECT version_num FROM migrate_version");
  const char* revisions[] = {"f1ee70000002", "f1ee70000003"};
  for (int i = 0; i < 2; ++i) {
    database.run("BEGIN IMMEDIATE");
    database.rows("SELECT version_num FROM migrate_version");
    database.run(statements[i]);
    database.run("UPDATE migrate_version SET version_num = ?", revisions[i]);
    database.run(
        "INSERT INTO migrate_history (revision, direction, started, finished, who, tool, checksum, "
        "script, file, steps, tag) VALUES ('f1ee7', 'upgrade', datetime(), datetime(), 'bench', "
        "'bench', '', ?, '', 1, NULL)",
        scripts[i]);
    database.run("COMMIT");
  }
}

}  // namespace

int main(int, char** arguments) {
  const std::string folder = arguments[1];
  const std::string scripts[] = {bench::read(arguments[3]), bench::read(arguments[4])};
  const int count = std::atoi(arguments[2]);
  for (int i = 0; i < count; ++i) upgrade(folder + "/" + std::to_string(i) + ".db", scripts);
}
