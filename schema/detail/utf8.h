// UTF-8, as far as writing TOML needs it.

#pragma once

#include <cstddef>
#include <string_view>

namespace retort::schema::detail {

/// Whether the bytes are well-formed UTF-8 (RFC 3629: no overlong forms, no surrogates).
bool is_utf8(std::string_view text);

/// The number of code points of well-formed text: its width in most fonts.
std::size_t code_points(std::string_view text);

}  // namespace retort::schema::detail
