#include <retort/engine/sqlite/ddl/cursor.h>

#include <algorithm>
#include <string>

#include <retort/engine/sqlite/ddl/identifier.h>
#include <retort/engine/sqlite/ddl/parse_error.h>

namespace retort::engine::sqlite::ddl {

bool is_name(const Token& token) {
  if (token.kind == TokenKind::keyword) return token.keyword->use != Keyword::Use::reserved;
  return token.kind == TokenKind::word || token.kind == TokenKind::quoted_word ||
         token.kind == TokenKind::string;
}

bool is_type_word(const Token& token) {
  return is_name(token) &&
         (token.kind != TokenKind::keyword || token.keyword->use != Keyword::Use::join);
}

const Token& Cursor::peek(std::size_t ahead) const {
  return tokens_[std::min(position_ + ahead, tokens_.size() - 1)];
}

bool Cursor::at(std::initializer_list<std::string_view> words) const {
  std::size_t ahead = 0;
  return std::ranges::all_of(words, [&](std::string_view word) { return peek(ahead++).is(word); });
}

bool Cursor::accept(std::initializer_list<std::string_view> words) {
  if (!at(words)) return false;
  position_ += words.size();
  return true;
}

void Cursor::expect(std::string_view word) {
  if (!accept(word)) fail(word);
}

Name Cursor::name(std::string_view what) {
  if (!is_name(peek())) fail("the name of " + std::string(what));
  const std::size_t first = position_;
  advance();
  return {.value = unquoted(tokens_[first].text), .range = since(first)};
}

ObjectName Cursor::object_name(std::string_view what) {
  ObjectName result{.schema = {}, .name = name(what)};
  if (accept(".")) result = {.schema = result.name, .name = name(what)};
  return result;
}

std::vector<Name> Cursor::names(std::string_view what) {
  std::vector<Name> result;
  expect("(");
  do result.push_back(name(what));
  while (accept(","));
  expect(")");
  return result;
}

void Cursor::skip_balanced() {
  std::size_t depth = 0;
  do {
    if (at("(")) ++depth;
    if (at(")")) --depth;
    if (at_end() || at(";")) fail(")");
    advance();
  } while (depth > 0);
}

TokenRange Cursor::parenthesised() {
  if (!at("(")) fail("(");
  const std::size_t first = position_ + 1;
  if (peek(1).is(")")) {
    advance();
    fail("an expression");
  }
  skip_balanced();
  return {first, position_ - 1};
}

TokenRange Cursor::until_separator() {
  const std::size_t first = position_;
  while (!at(",") && !at(")") && !at("AUTOINCREMENT") && !at(";") && !at_end()) skip_balanced();
  return since(first);
}

TokenRange Cursor::until_end() {
  const std::size_t first = position_;
  while (!at(";") && !at_end()) {
    if (at(")")) fail("the end of the statement");
    skip_balanced();
  }
  return since(first);
}

void Cursor::fail(std::string_view expected) const {
  std::string problem = "expected " + std::string(expected) + ", found ";
  problem += at_end() ? "the end of the text" : "'" + std::string(peek().text) + "'";
  throw ParseError(tokens_, std::min(position_, tokens_.size() - 1), problem);
}

}  // namespace retort::engine::sqlite::ddl
