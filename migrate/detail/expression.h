// Expressions and statements of SQL (checks, predicates, generated columns, views), as far as the
// names in them go.
//
// This knows what all databases share: '...' is a text, "..." an identifier, a word before `(` a
// function. It does not parse.

#pragma once

#include <string>
#include <string_view>

namespace retort::migrate::detail {

/// Whether two texts are the same but for quotes around names, the case of words, and signs that say the same (`<>` and `!=`). A rename may leave quotes that the
/// other side does not have.
bool same_expression(std::string_view a, std::string_view b);

/// Whether the text uses a column of that name.
bool mentions(std::string_view expression, std::string_view column);

/// Whether the text has the table's name before a column: artists.year.
bool has_qualifier(std::string_view expression, std::string_view table);
std::string rename_qualifier(std::string_view expression, std::string_view table,
                             std::string_view new_name);

/// Whether a whole statement, such as a view's or a trigger's, has that name anywhere in it.
bool uses_name(std::string_view sql, std::string_view name);

/// The text with every use of one column's name replaced by another's, quoted where it must be.
std::string rename_column_in(std::string_view expression, std::string_view column,
                             std::string_view new_name);

}  // namespace retort::migrate::detail
