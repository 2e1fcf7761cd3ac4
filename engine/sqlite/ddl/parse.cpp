#include <retort/engine/sqlite/ddl/parse.h>

#include <algorithm>
#include <string>

#include <retort/engine/sqlite/ddl/grammar.h>

namespace retort::engine::sqlite::ddl {

namespace {

void refuse_illegal(const Tokens& tokens) {
  const auto illegal = std::ranges::find(tokens, TokenKind::illegal, &Token::kind);
  if (illegal == tokens.end()) return;
  // An unclosed quote reaches to the end of the text; a few words of it will do.
  constexpr std::size_t shown = 20;
  const std::string text(illegal->text.substr(0, shown));
  throw ParseError(tokens, static_cast<std::size_t>(illegal - tokens.begin()),
                   "'" + text + "' is no SQL");
}

Statement statement(Cursor& cursor) {
  cursor.expect("CREATE");
  if (cursor.at("UNIQUE") || cursor.at("INDEX")) return create_index(cursor);
  if (cursor.at("VIRTUAL")) return create_virtual_table(cursor);
  const std::size_t kind = cursor.at("TEMP") || cursor.at("TEMPORARY") ? 1 : 0;
  if (cursor.peek(kind).is("VIEW")) return create_view(cursor);
  if (cursor.peek(kind).is("TRIGGER")) return create_trigger(cursor);
  if (cursor.peek(kind).is("TABLE")) return create_table(cursor);
  cursor.fail("TABLE, INDEX, VIEW, TRIGGER or VIRTUAL TABLE");
}

}  // namespace

// A name that is IF needs quotes here: to SQLite it is the beginning of IF NOT EXISTS.
bool if_not_exists(Cursor& cursor) {
  if (cursor.accept({"IF", "NOT", "EXISTS"})) return true;
  if (cursor.at("IF")) cursor.fail("IF NOT EXISTS");
  return false;
}

Statement parse(const Tokens& tokens) {
  refuse_illegal(tokens);
  Cursor cursor(tokens);
  Statement result = statement(cursor);
  while (cursor.accept(";")) continue;
  if (!cursor.at_end()) cursor.fail("the end of the statement");
  return result;
}

}  // namespace retort::engine::sqlite::ddl
