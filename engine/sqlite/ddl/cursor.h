// ddl::Cursor: a place in a list of tokens, and the steps that every rule of the grammar is made
// of.

#pragma once

#include <cstddef>
#include <initializer_list>
#include <string_view>

#include <retort/engine/sqlite/ddl/ast.h>
#include <retort/engine/sqlite/ddl/token.h>

namespace retort::engine::sqlite::ddl {

class Cursor {
 public:
  explicit Cursor(const Tokens& tokens) : tokens_(tokens) {}

  const Tokens& tokens() const { return tokens_; }
  /// The index of the next token.
  std::size_t position() const { return position_; }
  TokenRange since(std::size_t first) const { return {first, position_}; }
  /// The next token, or one behind it; the token `end` behind the last.
  const Token& peek(std::size_t ahead = 0) const;
  bool at_end() const { return peek().kind == TokenKind::end; }
  void advance() { ++position_; }

  /// Whether these keywords or signs come next.
  bool at(std::initializer_list<std::string_view> words) const;
  bool at(std::string_view word) const { return peek().is(word); }
  /// Moves behind them, where they come next.
  bool accept(std::initializer_list<std::string_view> words);
  bool accept(std::string_view word) { return accept({word}); }
  /// As accept, but throws ParseError where they do not come next.
  void expect(std::string_view word);

  /// A name of an object: a word, quoted or not, a string, a keyword that may be a name. `what` it
  /// names is for the error.
  Name name(std::string_view what);
  ObjectName object_name(std::string_view what);
  /// ( name, name, ... )
  std::vector<Name> names(std::string_view what);

  /// Moves behind an expression in parentheses; what is between them.
  TokenRange parenthesised();
  /// Moves to the end of a term of a list: a comma, AUTOINCREMENT or a closing parenthesis outside
  /// of all parentheses, or the end of the statement.
  TokenRange until_separator();
  /// Moves to the end of the statement.
  TokenRange until_end();

  /// Throws ParseError: "expected ..., found ...".
  [[noreturn]] void fail(std::string_view expected) const;

 private:
  void skip_balanced();

  const Tokens& tokens_;
  std::size_t position_ = 0;
};

/// Whether the token can be the name of an object (SQLite's `nm`).
bool is_name(const Token& token);

/// Whether it can be a word of a type or the name of a collation (SQLite's `ids`).
bool is_type_word(const Token& token);

}  // namespace retort::engine::sqlite::ddl
