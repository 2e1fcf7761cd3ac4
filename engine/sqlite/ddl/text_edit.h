// ddl::TextEdit: changes to the text of a statement that leave every other byte as it was written.
//
//   ddl::TextEdit edit(tokens);
//   edit.replace(table.name.name.range, "records");
//   edit.text()   // CREATE TABLE records (a INT, -- and so on
//
// Changes may be made in any order and may overlap: what is removed twice is gone once. Insertions at one
// place come in the order in which they were made. The tokens and their text have to outlive it.

#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <retort/engine/sqlite/ddl/token.h>

namespace retort::engine::sqlite::ddl {

class TextEdit {
 public:
  /// Of a whole text, from its first byte on.
  explicit TextEdit(const Tokens& tokens);

  /// Offsets into the text, of a token without the trivia before it.
  std::size_t begin(std::size_t token) const;
  std::size_t end(std::size_t token) const;

  void insert(std::size_t offset, std::string_view text);
  void remove(std::size_t from, std::size_t to);
  void replace(TokenRange range, std::string_view text);
  /// With the blanks before it; comments there stay.
  void remove(TokenRange range);

  std::string text() const;

 private:
  const Tokens& tokens_;
  std::string_view source_;
  std::vector<bool> removed_;
  std::map<std::size_t, std::string> inserted_;
};

/// Where the line of what stands before the trivia ends: the offset of its first line feed outside of a
/// block comment, npos where there is none.
std::size_t line_end(std::string_view trivia);

}  // namespace retort::engine::sqlite::ddl
