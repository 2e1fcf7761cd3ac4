#include <retort/engine/sqlite/expression_text.h>

#include <cstddef>

namespace retort::engine::sqlite {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_word(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$' ||
         static_cast<unsigned char>(c) >= 0x80;
}

std::size_t past_blanks(std::string_view text, std::size_t at) {
  const std::size_t end = text.find_first_not_of(" \t\r\n\f", at);
  return end == std::string_view::npos ? text.size() : end;
}

// Past the quoted piece that begins here. A doubled quote reads as two pieces side by side.
std::size_t past_quoted(std::string_view text, std::size_t at) {
  const char close = text[at] == '[' ? ']' : text[at];
  for (++at; at < text.size(); ++at) {
    if (text[at] != close) continue;
    if (close == ']' || at + 1 == text.size() || text[at + 1] != close) return at + 1;
    ++at;
  }
  return at;
}

bool is_quote(char c) { return c == '\'' || c == '"' || c == '`' || c == '['; }

// Past the parenthesis that closes the one that begins here.
std::size_t past_parentheses(std::string_view text, std::size_t at) {
  int depth = 0;
  while (at < text.size()) {
    if (is_quote(text[at])) {
      at = past_quoted(text, at);
      continue;
    }
    if (text[at] == '(') ++depth;
    if (text[at] == ')' && --depth == 0) return at + 1;
    ++at;
  }
  return at;
}

std::size_t past_number(std::string_view text, std::size_t at) {
  while (at < text.size() && (is_word(text[at]) || text[at] == '.')) {
    const bool exponent = text[at] == 'e' || text[at] == 'E';
    ++at;
    if (exponent && at < text.size() && (text[at] == '+' || text[at] == '-')) ++at;
  }
  return at;
}

// Past one number, word or quoted piece; where there is none, it stays.
std::size_t past_term(std::string_view text, std::size_t at) {
  if (at == text.size()) return at;
  if (is_quote(text[at])) return past_quoted(text, at);
  if (is_digit(text[at]) || text[at] == '.') return past_number(text, at);
  const std::size_t begin = at;
  while (at < text.size() && is_word(text[at])) ++at;
  const bool blob = at == begin + 1 && (text[begin] == 'x' || text[begin] == 'X');
  return blob && at < text.size() && text[at] == '\'' ? past_quoted(text, at) : at;
}

bool ends(std::string_view text, std::size_t at) { return past_blanks(text, at) == text.size(); }

bool is_parenthesised(std::string_view text) {
  const std::size_t begin = past_blanks(text, 0);
  return begin < text.size() && text[begin] == '(' && ends(text, past_parentheses(text, begin));
}

}  // namespace

bool is_default_term(std::string_view text) {
  if (is_parenthesised(text)) return true;
  std::size_t begin = past_blanks(text, 0);
  if (begin < text.size() && (text[begin] == '-' || text[begin] == '+'))
    begin = past_blanks(text, begin + 1);
  const std::size_t end = past_term(text, begin);
  return end > begin && ends(text, end);
}

bool is_closed(std::string_view text) {
  if (is_parenthesised(text)) return true;
  const std::size_t begin = past_blanks(text, 0);
  const std::size_t end = past_term(text, begin);
  if (end == begin) return false;
  const std::size_t next = past_blanks(text, end);
  return next == text.size() || is_parenthesised(text.substr(next));
}

}  // namespace retort::engine::sqlite
