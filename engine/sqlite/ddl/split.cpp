#include <retort/engine/sqlite/ddl/split.h>

#include <algorithm>

#include <retort/engine/sqlite/ddl/cursor.h>

namespace retort::engine::sqlite::ddl {

namespace {

bool at_create_trigger(const Cursor& cursor) {
  return cursor.at({"CREATE", "TRIGGER"}) || cursor.at({"CREATE", "TEMP", "TRIGGER"}) ||
         cursor.at({"CREATE", "TEMPORARY", "TRIGGER"});
}

// A trigger ends with `; END ;`. The END of a CASE never follows a semicolon.
bool at_end_of_trigger(const Cursor& cursor) {
  const std::size_t at = cursor.position();
  return at >= 2 && cursor.tokens()[at - 1].is("END") && cursor.tokens()[at - 2].is(";");
}

TokenRange statement(Cursor& cursor) {
  const std::size_t first = cursor.position();
  const bool trigger = at_create_trigger(cursor);
  while (!cursor.at_end() && !(cursor.at(";") && (!trigger || at_end_of_trigger(cursor))))
    cursor.advance();
  return cursor.since(first);
}

}  // namespace

std::vector<ScriptStatement> split_statements(std::string_view script) {
  const Tokens tokens = tokenize(script);
  std::vector<ScriptStatement> statements;
  std::size_t line = 1;
  const char* counted = script.data();
  for (Cursor cursor(tokens); !cursor.at_end(); cursor.accept(";")) {
    const TokenRange range = statement(cursor);
    if (range.empty()) continue;
    const std::string_view text = text_of(tokens, range);
    line += static_cast<std::size_t>(std::count(counted, text.data(), '\n'));
    counted = text.data();
    statements.push_back({.text = text, .line = line});
  }
  return statements;
}

}  // namespace retort::engine::sqlite::ddl
