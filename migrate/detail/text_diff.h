// Two texts, compared line by line.

#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace retort::migrate::detail {

/// What the two sides are called.
struct DiffNames {
  std::string before{};
  std::string after{};
};

/// A unified diff; empty where the lines are the same. `colour` adds terminal escapes.
std::string text_diff(const std::vector<std::string>& before, const std::vector<std::string>& after,
                      const DiffNames& names, bool colour);

/// The same of whole texts; ends of lines make no difference.
std::string text_diff(std::string_view before, std::string_view after, const DiffNames& names,
                      bool colour);

}  // namespace retort::migrate::detail
