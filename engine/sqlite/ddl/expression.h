// What each token is in an expression: SQLite reads `end`, `like` or `desc` as a name where an
// operand is due and as a keyword where an operator is. Nothing else of an expression is parsed.

#pragma once

#include <cstdint>
#include <vector>

#include <retort/engine/sqlite/ddl/token.h>

namespace retort::engine::sqlite::ddl {

enum class Role : std::uint8_t {
  /// A column, table, function, collation or type.
  name,
  keyword,
  /// A string, number, blob or variable.
  literal,
  /// + - ~ before their only operand.
  unary,
  binary,
  open,
  close,
  comma,
  dot,
};

/// A role for each token of the range.
std::vector<Role> roles(const Tokens& tokens, TokenRange expression);

/// Without the parentheses that are around all of it.
TokenRange without_parentheses(const Tokens& tokens, TokenRange expression);

}  // namespace retort::engine::sqlite::ddl
