// ddl::ParseError: SQL text that is no CREATE statement of SQLite.

#pragma once

#include <cstddef>
#include <string_view>

#include <retort/engine/sqlite/ddl/token.h>
#include <retort/schema/error.h>

namespace retort::engine::sqlite::ddl {

/// A place in a text, counted from 1; columns in characters.
struct Position {
  std::size_t line = 1;
  std::size_t column = 1;
};

/// The place behind a text.
Position position_behind(std::string_view text);

/// what() is "line 3, column 5: expected the name of a column, found ')'".
class ParseError : public Error {
 public:
  ParseError(const Tokens& tokens, std::size_t at, std::string_view problem);

  const Position& position() const { return position_; }

 private:
  ParseError(Position position, std::string_view problem);

  Position position_;
};

}  // namespace retort::engine::sqlite::ddl
