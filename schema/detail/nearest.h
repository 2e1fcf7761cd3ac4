// "Did you mean ...?": the known word that a mistyped one is closest to.

#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace retort::schema::detail {

/// The candidate that is the fewest edits away, or an empty text when none is close enough to have
/// been meant.
std::string nearest(std::string_view word, const std::vector<std::string>& candidates);

/// ` (did you mean "name"?)`, or nothing when no candidate is close: for the end of a message.
std::string did_you_mean(std::string_view word, const std::vector<std::string>& candidates);

}  // namespace retort::schema::detail
