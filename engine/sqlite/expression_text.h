// What a piece of expression text is, as far as it matters for where it may stand.

#pragma once

#include <string_view>

namespace retort::engine::sqlite {

/// Whether DEFAULT takes it as it is: `5`, `- 5`, `'x'`, `x'00'`, `NULL`, `CURRENT_TIMESTAMP`, a
/// single word, or an expression in parentheses. Other expressions need parentheses.
bool is_default_term(std::string_view text);

/// Whether an operator behind it applies to all of it: a single term, a function call, or an
/// expression in parentheses.
bool is_closed(std::string_view text);

}  // namespace retort::engine::sqlite
