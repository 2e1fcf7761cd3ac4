#include <retort/engine/sqlite/ddl/identifier.h>

#include <algorithm>

#include <retort/engine/sqlite/ddl/token.h>

namespace retort::engine::sqlite::ddl {

namespace {

std::string without_doubled(std::string_view text, char quote) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    result += text[i];
    if (text[i] == quote) ++i;
  }
  return result;
}

}  // namespace

std::string unquoted(std::string_view token) {
  if (token.size() < 2) return std::string(token);
  const char quote = token.front();
  const std::string_view inside = token.substr(1, token.size() - 2);
  if (quote == '[') return std::string(inside);
  if (quote == '"' || quote == '`' || quote == '\'') return without_doubled(inside, quote);
  return std::string(token);
}

std::string quoted(std::string_view name) {
  std::string result = "\"";
  for (const char c : name) result.append(c == '"' ? 2 : 1, c);
  return result + '"';
}

bool is_plain_name(std::string_view name) {
  const Tokens tokens = tokenize(name);
  return tokens[0].kind == TokenKind::word && tokens[0].text.size() == name.size();
}

std::string upper_case(std::string_view text) {
  std::string result(text);
  std::ranges::transform(result, result.begin(), [](char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  });
  return result;
}

}  // namespace retort::engine::sqlite::ddl
