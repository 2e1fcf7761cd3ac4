// The shortest decimal text that reads back as the same double, and that looks like one: 2.0,
// not 2.

#pragma once

#include <charconv>
#include <cmath>
#include <string>

namespace retort::engine::detail {

inline std::string real_text(double value) {
  char digits[32];
  const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
  std::string text(digits, end);
  if (std::isfinite(value) && text.find_first_of(".e") == std::string::npos) text += ".0";
  return text;
}

}  // namespace retort::engine::detail
