#include <retort/migrate/sqlite/stored_text.h>

namespace retort::migrate::sqlite {

std::string update_of_text(const std::string& table, const std::string& text,
                           const engine::Dialect& dialect) {
  return "UPDATE sqlite_schema SET sql = " + dialect.literal(text) +
         " WHERE type = 'table' AND name = " + dialect.literal(table);
}

// RESET makes this connection read the schema anew. Others do when the schema's version is another
// one, and this one when the change is rolled back: any statement that changes the schema sees to both,
// if one comes before (should RESET be the last that runs) and one behind; and a view has no pages.
// PRAGMA schema_version would need a number that only the run knows.
std::vector<Step> write_schema(const std::vector<std::string>& updates,
                               const std::string& free_name, const std::string& reason,
                               const engine::Dialect& dialect) {
  const std::string view = dialect.quote(free_name);
  std::vector<Step> steps;
  const auto add = [&](std::string sql) {
    steps.push_back({.sql = std::move(sql), .reason = reason});
  };
  add("PRAGMA writable_schema = ON");
  steps.back().undo = "PRAGMA writable_schema = OFF";
  add("CREATE VIEW " + view + " AS SELECT 1");
  for (const std::string& update : updates) add(update);
  add("PRAGMA writable_schema = RESET");
  add("DROP VIEW " + view);
  return steps;
}

}  // namespace retort::migrate::sqlite
