// Names as SQL text: with quotes and without.

#pragma once

#include <string>
#include <string_view>

namespace retort::engine::sqlite::ddl {

/// The name that a token spells: `"a""b"`, `[a b]`, `'a'` without their quotes, a bare word as it
/// is.
std::string unquoted(std::string_view token);

/// The name in double quotes, those inside it doubled.
std::string quoted(std::string_view name);

/// Whether the name can stand without quotes everywhere: a word that is no keyword.
bool is_plain_name(std::string_view name);

/// With its ASCII letters in upper case.
std::string upper_case(std::string_view text);

}  // namespace retort::engine::sqlite::ddl
