#include <retort/engine/sqlite/expression_text.h>

#include <retort/engine/sqlite/ddl/token.h>

namespace retort::engine::sqlite {

namespace {

// Whether the tokens from `first` on are one pair of parentheses with everything else inside.
bool is_parenthesised(const ddl::Tokens& tokens, std::size_t first) {
  if (!tokens[first].is("(")) return false;
  int depth = 0;
  for (std::size_t i = first; i < tokens.size(); ++i) {
    if (tokens[i].is("(")) ++depth;
    if (tokens[i].is(")") && --depth == 0) return tokens[i + 1].kind == ddl::TokenKind::end;
  }
  return false;
}

bool is_one_term(const ddl::Tokens& tokens, std::size_t at) {
  const ddl::TokenKind kind = tokens[at].kind;
  const bool term = kind != ddl::TokenKind::punctuation && kind != ddl::TokenKind::illegal &&
                    kind != ddl::TokenKind::end;
  return term && tokens[at + 1].kind == ddl::TokenKind::end;
}

}  // namespace

bool is_default_term(std::string_view text) {
  const ddl::Tokens tokens = ddl::tokenize(text);
  const bool sign = tokens[0].is("-") || tokens[0].is("+");
  return is_parenthesised(tokens, 0) || is_one_term(tokens, sign ? 1 : 0);
}

bool is_closed(std::string_view text) {
  const ddl::Tokens tokens = ddl::tokenize(text);
  if (is_parenthesised(tokens, 0) || is_one_term(tokens, 0)) return true;
  return tokens.size() > 2 && tokens[0].kind != ddl::TokenKind::punctuation &&
         is_parenthesised(tokens, 1);
}

}  // namespace retort::engine::sqlite
