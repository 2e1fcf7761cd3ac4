// What a revision id or a branch label may be.

#pragma once

#include <string>
#include <string_view>

namespace retort::migrate::detail {

/// What is wrong with it, or an empty text. Only letters, digits and underscores: the other
/// characters have meanings in `label@head`, `rev+2` and `a:b`; and not one of the words that mean
/// a revision themselves.
std::string fault_of_name(std::string_view name);

}  // namespace retort::migrate::detail
