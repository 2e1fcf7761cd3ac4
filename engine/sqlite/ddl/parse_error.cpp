#include <retort/engine/sqlite/ddl/parse_error.h>

#include <string>

namespace retort::engine::sqlite::ddl {

Position position_behind(std::string_view text) {
  Position position;
  for (const char c : text) {
    if (c == '\n') {
      ++position.line;
      position.column = 1;
    } else if ((static_cast<unsigned char>(c) & 0xC0) != 0x80) {  // not inside a UTF-8 character
      ++position.column;
    }
  }
  return position;
}

ParseError::ParseError(const Tokens& tokens, std::size_t at, std::string_view problem)
    : ParseError(position_behind({tokens.front().trivia.data(), tokens[at].text.data()}), problem) {
}

ParseError::ParseError(Position position, std::string_view problem)
    : Error("line " + std::to_string(position.line) + ", column " +
            std::to_string(position.column) + ": " + std::string(problem)),
      position_(position) {}

}  // namespace retort::engine::sqlite::ddl
