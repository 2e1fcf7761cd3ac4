// The lexical grammar of SQLite (https://sqlite.org/src/file/src/tokenize.c): how long the next
// token is and what it is. tokenize() in token.h strings them together.

#pragma once

#include <cstddef>
#include <string_view>

#include <retort/engine/sqlite/ddl/token.h>

namespace retort::engine::sqlite::ddl {

/// How many bytes of blanks and comments the text begins with.
std::size_t trivia_length(std::string_view sql);

/// The first token of a text that begins with one. Its trivia is empty.
Token first_token(std::string_view sql);

/// Whether a byte may stand in a word, after its first.
bool is_word_byte(char c);

}  // namespace retort::engine::sqlite::ddl
