#include <retort/migrate/sqlite/stored_text.h>

namespace retort::migrate::sqlite {

// RESET makes this connection read the schema anew. Others do when the schema's version is another
// one, and this one when the change is rolled back: any statement that changes the schema sees to both,
// if one comes before (should RESET be the last that runs) and one behind; and a view has no pages.
// PRAGMA schema_version would need a number that only the run knows.
std::vector<Step> write_stored_text(const std::string& table, const std::string& text,
                                    const std::string& free_name, const std::string& reason,
                                    const engine::Dialect& dialect) {
  const std::string view = dialect.quote(free_name);
  std::vector<Step> steps;
  for (const std::string& sql :
       {std::string("PRAGMA writable_schema = ON"), "CREATE VIEW " + view + " AS SELECT 1",
        "UPDATE sqlite_schema SET sql = " + dialect.literal(text) +
            " WHERE type = 'table' AND name = " + dialect.literal(table),
        std::string("PRAGMA writable_schema = RESET"), "DROP VIEW " + view})
    steps.push_back({.sql = sql, .reason = reason});
  steps.front().undo = "PRAGMA writable_schema = OFF";
  return steps;
}

}  // namespace retort::migrate::sqlite
