// The keywords of SQLite, and which of them may also be names.
//
// Most words that SQL gave a meaning late (KEY, ACTION, DESC, REPLACE) are taken for a name where
// the grammar has no use for the word; SQLite calls this its fallback. The lists are those of
// SQLite 3.40; a word that a later version adds is a name here, which reads stored DDL all the
// same.

#pragma once

#include <string_view>

namespace retort::engine::sqlite::ddl {

struct Keyword {
  /// In upper case.
  std::string_view word;
  enum class Use {
    /// Never a name unless it is quoted.
    reserved,
    /// A name wherever the keyword itself does not fit.
    name,
    /// The words of joins (LEFT, CROSS): names of columns and tables, but not of types or
    /// collations.
    join,
  } use;
};

/// The keyword of that spelling (ASCII case ignored), or null.
const Keyword* find_keyword(std::string_view word);

}  // namespace retort::engine::sqlite::ddl
