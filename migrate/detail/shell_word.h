// A text as one word of a shell's command line, so that a message can be typed as it stands.

#pragma once

#include <string>
#include <string_view>

namespace retort::migrate::detail {

/// In quotes only where it has to be.
std::string shell_word(std::string_view text);

}  // namespace retort::migrate::detail
