#include <retort/engine/sqlite/dialect.h>

#include <sqlite3.h>

#include <array>
#include <utility>

#include <retort/engine/sqlite/literal.h>

namespace retort::engine::sqlite {

namespace {

bool is_plain(std::string_view identifier) {
  if (identifier.empty() || (identifier[0] >= '0' && identifier[0] <= '9')) return false;
  for (const char c : identifier)
    if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_')) return false;
  // true and false are no keywords: they are constants wherever no column has that name.
  if (identifier == "true" || identifier == "false") return false;
  return sqlite3_keyword_check(identifier.data(), static_cast<int>(identifier.size())) == 0;
}

}  // namespace

std::string SqliteDialect::quote(std::string_view identifier) const {
  if (is_plain(identifier)) return std::string(identifier);
  std::string quoted = "\"";
  for (const char c : identifier) {
    if (c == '"') quoted += c;
    quoted += c;
  }
  return quoted + '"';
}

std::string SqliteDialect::literal(const Value& value) const { return sqlite::literal(value); }

void SqliteDialect::placeholder(std::string& sql, int) const { sql += '?'; }

std::string SqliteDialect::table_exists(std::string_view schema) const {
  return "SELECT 1 FROM " + quote(schema, "sqlite_schema") +
         " WHERE type = 'table' AND name = ? COLLATE NOCASE";
}

// Each row gets the highest key and one more (https://sqlite.org/autoinc.html), unless that is the
// highest of all; and a trigger may insert rows of its own in between.
std::string SqliteDialect::keys_in_order(std::string_view schema, std::string_view table) const {
  const std::string of_table =
      " WHERE type = 'trigger' AND tbl_name = " + literal(std::string(table)) + " COLLATE NOCASE";
  return "SELECT NOT EXISTS (SELECT 1 FROM " + quote(schema, "sqlite_schema") + of_table +
         ") AND NOT EXISTS (SELECT 1 FROM sqlite_temp_schema" + of_table +
         ") AND coalesce((SELECT max(rowid) FROM " + quote(schema, table) +
         "), 0) < 9000000000000000000";
}

// There is one lock for the whole database, and what might write takes it when it begins.
std::string SqliteDialect::lock_for_update(std::string_view schema, std::string_view table) const {
  return "DELETE FROM " + quote(schema, table) + " WHERE 0 = 1";
}

// OFFSET only exists behind LIMIT, where -1 is no limit.
Dialect::LimitForm SqliteDialect::limit_form() const {
  return {.limit = "\n LIMIT ", .offset = " OFFSET ", .always_both = true, .no_limit = -1};
}

Dialect::ExplainForm SqliteDialect::explain_form() const {
  return {.before = "EXPLAIN QUERY PLAN ", .id = 0, .parent = 1, .detail = 3};
}

// The portable words are in lower case. "STRING" is somebody's own type, with the affinity NUMERIC,
// and must not become VARCHAR.
std::string SqliteDialect::type_name(const schema::Type& type) const {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 7> words = {{
      {"int16", "SMALLINT"},
      {"int32", "INTEGER"},
      {"int64", "INTEGER"},
      {"float64", "DOUBLE"},
      {"bool", "BOOLEAN"},
      {"string", "VARCHAR"},
      {"bytes", "BLOB"},
  }};
  for (const auto& [word, name] : words)
    if (type.text == word) return std::string(name);
  constexpr std::string_view sized = "string(";
  if (type.text.starts_with(sized)) return "VARCHAR(" + type.text.substr(sized.size());
  return type.text;
}

}  // namespace retort::engine::sqlite
