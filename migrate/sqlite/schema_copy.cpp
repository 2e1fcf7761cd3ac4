#include <retort/migrate/sqlite/schema_copy.h>

#include <algorithm>
#include <array>
#include <string>

#include <retort/engine/error.h>
#include <retort/engine/sqlite/ddl/token.h>
#include <retort/schema/name.h>

namespace retort::migrate::sqlite {

namespace {

namespace ddl = engine::sqlite::ddl;

void copy(engine::Connection& from, engine::Connection& to, const std::string& which) {
  engine::Statement objects = from.prepare(
      "SELECT sql FROM main.sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' "
      "ESCAPE '\\' AND " +
      which + " ORDER BY rowid");
  while (objects.step()) {
    try {
      to.execute(objects.text(0));
    } catch (const engine::DatabaseError&) {
      // It is somebody else's, or a table that its virtual table has made by itself.
    }
  }
}

}  // namespace

void copy_schema(engine::Connection& from, engine::Connection& to) {
  const std::string is_virtual = "type = 'table' AND rootpage = 0";
  copy(from, to, is_virtual);
  copy(from, to, "type = 'table' AND rootpage <> 0");
  for (const char* type : {"index", "view", "trigger"})
    copy(from, to, "type = '" + std::string(type) + "'");
  // A rebuild carries what ANALYZE found, where there is such a table; only ANALYZE makes one.
  if (from.scalar("SELECT 1 FROM main.sqlite_schema WHERE name = 'sqlite_stat1'"))
    to.execute("ANALYZE");
}

bool is_about_rows(std::string_view sql) {
  static constexpr std::array words = {"INSERT", "REPLACE", "UPDATE", "DELETE", "WITH"};
  const ddl::Tokens tokens = ddl::tokenize(sql);
  const bool edits_schema = std::ranges::any_of(tokens, [](const ddl::Token& token) {
    return schema::same_name(token.text, "sqlite_schema") ||
           schema::same_name(token.text, "sqlite_master");
  });
  return !edits_schema &&
         std::ranges::any_of(words, [&](const char* word) { return tokens[0].is(word); });
}

}  // namespace retort::migrate::sqlite
