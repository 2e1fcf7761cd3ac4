// A message as a part of a file's name: `Create artists!` -> `create_artists`.

#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace retort::migrate::detail {

/// Its words in lower case, joined by `_`, cut at the end of a word.
std::string slug(std::string_view message, std::size_t longest);

}  // namespace retort::migrate::detail
