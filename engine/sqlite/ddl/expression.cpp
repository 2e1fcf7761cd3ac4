#include <retort/engine/sqlite/ddl/expression.h>

#include <algorithm>
#include <array>

#include <retort/engine/sqlite/ddl/cursor.h>

namespace retort::engine::sqlite::ddl {

namespace {

template <std::size_t size>
bool is_one_of(const Token& token, const std::array<std::string_view, size>& words) {
  return std::ranges::any_of(words, [&](std::string_view word) { return token.is(word); });
}

// Reads an expression from left to right. All it has to remember is whether an operand is due.
class RoleReader {
 public:
  Role read(const Token& token) {
    const Role role = role_of(token);
    operand_due_ = operand_due_after(token, role);
    return role;
  }

 private:
  Role role_of(const Token& token) const {
    switch (token.kind) {
      case TokenKind::keyword: return is_keyword(token) ? Role::keyword : Role::name;
      case TokenKind::word:
      case TokenKind::quoted_word: return Role::name;
      case TokenKind::punctuation: break;
      default: return Role::literal;
    }
    if (token.is("(")) return Role::open;
    if (token.is(")")) return Role::close;
    if (token.is(",")) return Role::comma;
    if (token.is(".")) return Role::dot;
    if (operand_due_ && token.is("*")) return Role::literal;  // count(*)
    const bool sign = token.is("-") || token.is("+") || token.is("~");
    return operand_due_ && sign ? Role::unary : Role::binary;
  }

  bool is_keyword(const Token& token) const {
    if (token.keyword->use == Keyword::Use::reserved) return true;
    if (operand_due_) {
      static constexpr auto operands = std::to_array<std::string_view>(
          {"CAST", "CURRENT_DATE", "CURRENT_TIME", "CURRENT_TIMESTAMP", "RAISE"});
      return !name_due_ && is_one_of(token, operands);
    }
    static constexpr auto operators =
        std::to_array<std::string_view>({"ASC", "DESC", "END", "GLOB", "LIKE", "MATCH", "REGEXP"});
    return is_one_of(token, operators);
  }

  bool operand_due_after(const Token& token, Role role) {
    name_due_ = role == Role::dot || token.is("COLLATE");
    switch (role) {
      case Role::name:
      case Role::literal:
      case Role::close: return false;
      case Role::keyword: break;
      default: return true;
    }
    static constexpr auto suffixes =
        std::to_array<std::string_view>({"ASC", "CURRENT_DATE", "CURRENT_TIME", "CURRENT_TIMESTAMP",
                                         "DESC", "END", "ISNULL", "NOTNULL", "NULL"});
    // After an operand NOT is half an operator: the other half (LIKE, IN, NULL) follows.
    if (token.is("NOT")) return operand_due_;
    return !is_one_of(token, suffixes);
  }

  bool operand_due_ = true;
  // After a dot and after COLLATE, where no keyword can be meant.
  bool name_due_ = false;
};

}  // namespace

std::vector<Role> roles(const Tokens& tokens, TokenRange expression) {
  std::vector<Role> result;
  result.reserve(expression.size());
  RoleReader reader;
  for (std::size_t i = expression.first; i < expression.last; ++i)
    result.push_back(reader.read(tokens[i]));
  return result;
}

TokenRange without_parentheses(const Tokens& tokens, TokenRange expression) {
  while (expression.size() > 2 && tokens[expression.first].is("(")) {
    std::size_t depth = 0;
    std::size_t i = expression.first;
    do {
      if (tokens[i].is("(")) ++depth;
      if (tokens[i].is(")")) --depth;
    } while (++i < expression.last && depth > 0);
    if (depth > 0 || i != expression.last) break;
    expression = {expression.first + 1, expression.last - 1};
  }
  return expression;
}

}  // namespace retort::engine::sqlite::ddl
