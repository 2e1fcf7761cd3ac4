#include <retort/engine/sqlite/ddl/token.h>

#include <retort/engine/sqlite/ddl/lexeme.h>

namespace retort::engine::sqlite::ddl {

Tokens tokenize(std::string_view sql) {
  Tokens tokens;
  tokens.reserve(sql.size() / 4 + 1);
  for (;;) {
    const std::string_view trivia = sql.substr(0, trivia_length(sql));
    sql.remove_prefix(trivia.size());
    Token& token = tokens.emplace_back(sql.empty() ? Token{.text = sql} : first_token(sql));
    token.trivia = trivia;
    if (token.kind == TokenKind::end) return tokens;
    sql.remove_prefix(token.text.size());
  }
}

std::string print(const Tokens& tokens) {
  std::string sql;
  for (const Token& token : tokens) sql.append(token.trivia).append(token.text);
  return sql;
}

std::string_view text_of(const Tokens& tokens, TokenRange range) {
  if (range.empty()) return {};
  const char* begin = tokens[range.first].text.data();
  const std::string_view last = tokens[range.last - 1].text;
  return {begin, static_cast<std::size_t>(last.data() + last.size() - begin)};
}

}  // namespace retort::engine::sqlite::ddl
