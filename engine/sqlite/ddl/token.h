// ddl::Token: one word or sign of an SQL text, with the blanks and comments before it.
//
//   ddl::Tokens tokens = ddl::tokenize("CREATE TABLE t (a) -- the end");
//   ddl::print(tokens)   // the same text, byte for byte
//
// Every byte of a text belongs to a token or to the trivia before one; what follows the last token
// is the trivia of the token `end`, which always closes the list. Tokens are views: the text has to
// outlive them.

#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <retort/engine/sqlite/ddl/keyword.h>

namespace retort::engine::sqlite::ddl {

enum class TokenKind : std::uint8_t {
  word,         // artists
  keyword,      // CREATE
  quoted_word,  // "artists" `artists` [artists]
  string,       // 'Tool'; a name where only a name can stand
  number,       // 1 1.5e3 0x1F
  blob,         // x'00ff'
  variable,     // ?1 :name @name $name
  punctuation,  // ( ) , ; and the operators
  illegal,      // what SQLite does not know, an unclosed quote among it
  end,          // the end of the text
};

struct Token {
  TokenKind kind = TokenKind::end;
  /// Set for TokenKind::keyword.
  const Keyword* keyword = nullptr;
  /// White space and comments before the token.
  std::string_view trivia{};
  std::string_view text{};

  /// Whether it is that keyword (given in upper case) or that punctuation.
  bool is(std::string_view what) const {
    if (kind == TokenKind::keyword) return keyword->word == what;
    return kind == TokenKind::punctuation && text == what;
  }
};

using Tokens = std::vector<Token>;

/// Some tokens of a list, from `first` up to and without `last`.
struct TokenRange {
  std::size_t first = 0;
  std::size_t last = 0;

  bool empty() const { return first == last; }
  std::size_t size() const { return last - first; }
  bool operator==(const TokenRange&) const = default;
};

/// Never throws: what is no SQL becomes a token of kind `illegal`.
Tokens tokenize(std::string_view sql);

/// The text that the tokens were made from.
std::string print(const Tokens& tokens);

/// The text of a range, without the trivia before it.
std::string_view text_of(const Tokens& tokens, TokenRange range);

}  // namespace retort::engine::sqlite::ddl
