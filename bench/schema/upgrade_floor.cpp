// The statements of an upgrade, with the same transactions, by the C API: a version row, and the
// history that `migrate` keeps. `upgrade_floor DATABASE SCRIPT...`, where a script is one statement.

#include "floor.h"

int main(int count, char** arguments) {
  bench::Database database(arguments[1]);
  database.run(
      "CREATE TABLE migrate_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY); CREATE TABLE "
      "migrate_history (id INTEGER NOT NULL PRIMARY KEY, revision VARCHAR(32) NOT NULL, script "
      "TEXT "
      "NOT NULL)");
  for (int i = 2; i < count; ++i) {
    const std::string script = bench::read(arguments[i]);
    database.run("BEGIN IMMEDIATE");
    database.run(script);
    database.run(i == 2 ? "INSERT INTO migrate_version VALUES (?)"
                        : "UPDATE migrate_version SET version_num = ?",
                 arguments[i]);
    database.run("INSERT INTO migrate_history (revision, script) VALUES ('', ?)", script);
    database.run("COMMIT");
  }
}
