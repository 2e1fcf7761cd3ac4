#include <algorithm>

#include <retort/engine/sqlite/ddl/cursor.h>
#include <retort/engine/sqlite/ddl/split.h>
#include <retort/engine/sqlite/dialect.h>
#include <retort/schema/name.h>

namespace retort::engine::sqlite {

namespace {

constexpr std::string_view prefix = "sqlite_";

// Most scripts have nothing of the kind, and need not be taken apart.
bool has_prefix_somewhere(std::string_view script) {
  for (std::size_t at = script.find('_'); at != script.npos; at = script.find('_', at + 1))
    if (at + 1 >= prefix.size() &&
        schema::same_name(script.substr(at + 1 - prefix.size(), prefix.size()), prefix))
      return true;
  return false;
}

// CREATE TABLE sqlite_sequence and its like, which `.schema` and `.dump` of the shell write.
bool makes_internal_table(std::string_view statement) {
  const ddl::Tokens tokens = ddl::tokenize(statement);
  ddl::Cursor cursor(tokens);
  if (!cursor.accept({"CREATE", "TABLE"})) return false;
  cursor.accept({"IF", "NOT", "EXISTS"});
  if (!ddl::is_name(cursor.peek())) return false;
  return schema::same_name(std::string_view(cursor.name("a table").value).substr(0, prefix.size()),
                           prefix);
}

}  // namespace

std::string SqliteDialect::without_internal_tables(std::string_view script) const {
  std::string result(script);
  if (!has_prefix_somewhere(script)) return result;
  for (const ddl::ScriptStatement& statement : ddl::split_statements(script)) {
    if (!makes_internal_table(statement.text)) continue;
    const auto begin = result.begin() + (statement.text.data() - script.data());
    std::replace_if(
        begin, begin + static_cast<std::ptrdiff_t>(statement.text.size()),
        [](char c) { return c != '\n'; }, ' ');
  }
  return result;
}

}  // namespace retort::engine::sqlite
