// One spelling for all spellings of an expression.
//
//   canonical_expression(tokens, range)   // length(b)<50 and [a]  ->  length(b) < 50 AND a
//
// Comments are dropped, tokens spaced alike, keywords in upper case. Names have quotes where they
// are no plain words, and only there. Nothing else changes: the result has the same tokens, and is
// its own canonical spelling.

#pragma once

#include <functional>
#include <string>
#include <string_view>

#include <retort/engine/sqlite/ddl/token.h>

namespace retort::engine::sqlite::ddl {

/// SQLite reads "open" as a string where there is no column of that name, so whether its quotes are
/// needless depends on the table.
using IsColumn = std::function<bool(std::string_view)>;

/// Without `is_column`, names in double quotes stay as they are, as all of them may be strings.
std::string canonical_expression(const Tokens& tokens, TokenRange expression,
                                 const IsColumn& is_column = {});

/// The value of DEFAULT: a literal, or an expression in exactly one pair of parentheses. A literal
/// needs none; "x" is the string 'x', since no column can be meant.
std::string canonical_default(const Tokens& tokens, TokenRange value);

/// A type as it was written, but for comments and runs of white space. Where it begins with a
/// quote, SQLite takes what is inside for the whole type ("INTEGER" too is the type of a rowid),
/// and so does this.
std::string canonical_type(const Tokens& tokens, TokenRange type);

/// The name of a collation: SQLite's own in upper case, others as they are written.
std::string canonical_collation(std::string_view name);

}  // namespace retort::engine::sqlite::ddl
