#include <retort/engine/sqlite/ddl/canonical.h>

#include <algorithm>
#include <array>

#include <retort/engine/sqlite/ddl/expression.h>
#include <retort/engine/sqlite/ddl/grammar.h>
#include <retort/engine/sqlite/ddl/identifier.h>
#include <retort/engine/sqlite/ddl/parse_error.h>
#include <retort/schema/name.h>

namespace retort::engine::sqlite::ddl {

namespace {

// SQLite's truth values are no keywords: a column may have their name.
bool is_truth_value(std::string_view word) {
  return schema::same_name(word, "TRUE") || schema::same_name(word, "FALSE");
}

// Writes the tokens of one expression.
class Writer {
 public:
  Writer(const Tokens& tokens, TokenRange expression, const IsColumn& is_column)
      : tokens_(tokens),
        first_(expression.first),
        is_column_(is_column),
        roles_(roles(tokens, expression)) {}

  std::string text() const {
    std::string result;
    for (std::size_t i = 0; i < roles_.size(); ++i) {
      if (i > 0 && spaced(i)) result += ' ';
      result += spelling(i);
    }
    return result;
  }

 private:
  const Token& token(std::size_t i) const { return tokens_[first_ + i]; }

  Role role(std::size_t i) const { return i < roles_.size() ? roles_[i] : Role::close; }

  // Whether a space goes before the i-th token.
  bool spaced(std::size_t i) const {
    const Role left = roles_[i - 1];
    const Role right = roles_[i];
    if (left == Role::open || right == Role::close || right == Role::comma) return false;
    if (left == Role::dot || right == Role::dot)
      return left == Role::literal || right == Role::literal;
    // Two minus signs side by side would begin a comment.
    if (left == Role::unary) return token(i).is("-") || token(i).is("->") || token(i).is("->>");
    if (right != Role::open) return true;
    return !(left == Role::name || token(i - 1).is("CAST") || token(i - 1).is("RAISE"));
  }

  std::string spelling(std::size_t i) const {
    const Token& it = token(i);
    if (roles_[i] == Role::keyword) return std::string(it.keyword->word);
    if (it.kind == TokenKind::quoted_word) return quoted_word(i);
    if (it.kind == TokenKind::keyword && is_column_ && is_column_(it.text) && !is_surely_name(i))
      return quoted(it.text);
    if (it.kind == TokenKind::word && is_truth_value(it.text) &&
        !(is_column_ && is_column_(it.text)))
      return upper_case(it.text);
    return std::string(it.text);
  }

  std::string quoted_word(std::size_t i) const {
    const Token& it = token(i);
    const std::string name = unquoted(it.text);
    const bool may_be_string = it.text.front() == '"' && !is_surely_name(i);
    if (may_be_string && !(is_column_ && is_column_(name))) return std::string(it.text);
    return is_plain_name(name) && !is_truth_value(name) ? name : quoted(name);
  }

  // A function, one side of a dot, a collation.
  bool is_surely_name(std::size_t i) const {
    if (role(i + 1) == Role::open || role(i + 1) == Role::dot) return true;
    return i > 0 && (roles_[i - 1] == Role::dot || token(i - 1).is("COLLATE"));
  }

  const Tokens& tokens_;
  std::size_t first_;
  const IsColumn& is_column_;
  std::vector<Role> roles_;
};

bool is_literal(const Tokens& tokens, TokenRange value) {
  if (value.size() == 2 && (tokens[value.first].is("-") || tokens[value.first].is("+")))
    ++value.first;
  if (value.size() != 1) return false;
  const Token& token = tokens[value.first];
  if (token.kind == TokenKind::word) return is_truth_value(token.text);
  constexpr auto words = std::to_array<std::string_view>(
      {"NULL", "CURRENT_DATE", "CURRENT_TIME", "CURRENT_TIMESTAMP"});
  return token.kind == TokenKind::number || token.kind == TokenKind::string ||
         token.kind == TokenKind::blob ||
         std::ranges::any_of(words, [&](std::string_view word) { return token.is(word); });
}

bool is_quoted(const Token& token) {
  return token.kind == TokenKind::quoted_word || token.kind == TokenKind::string;
}

// Whether the text is a type as it stands: `my type(5)`, but not `a-b`.
bool is_unquoted_type(const std::string& text) try {
  const Tokens tokens = tokenize(text);
  Cursor cursor(tokens);
  const TokenRange words = type_name(cursor);
  return !words.empty() && cursor.at_end() && std::ranges::none_of(tokens, is_quoted);
} catch (const ParseError&) {
  return false;
}

std::string string_literal(std::string_view text) {
  std::string result = "'";
  for (const char c : text) result.append(c == '\'' ? 2 : 1, c);
  return result + '\'';
}

}  // namespace

std::string canonical_expression(const Tokens& tokens, TokenRange expression,
                                 const IsColumn& is_column) {
  return Writer(tokens, expression, is_column).text();
}

std::string canonical_default(const Tokens& tokens, TokenRange value) {
  const TokenRange inside = without_parentheses(tokens, value);
  std::string text = canonical_expression(tokens, inside);
  if (inside.size() == 1 && text.front() == '"') return string_literal(unquoted(text));
  if (inside == value || is_literal(tokens, inside)) return text;
  return "(" + text + ")";
}

std::string canonical_type(const Tokens& tokens, TokenRange type) {
  if (!type.empty() && is_quoted(tokens[type.first])) {
    const std::string name = unquoted(tokens[type.first].text);
    return is_unquoted_type(name) ? name : quoted(name);
  }
  std::string result;
  for (std::size_t i = type.first; i < type.last; ++i) {
    if (i > type.first && !tokens[i].trivia.empty()) result += ' ';
    result += tokens[i].text;
  }
  return result;
}

std::string canonical_collation(std::string_view name) {
  for (const std::string_view known : {"BINARY", "NOCASE", "RTRIM"})
    if (schema::same_name(name, known)) return std::string(known);
  return std::string(name);
}

}  // namespace retort::engine::sqlite::ddl
