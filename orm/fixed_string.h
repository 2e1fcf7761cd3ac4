// A string that can be a template argument: the names of columns, constraints and SQL fragments.
//
//   Column<As, "name", std::string> name{};      // "name" is a FixedString

#pragma once

#include <cstddef>
#include <string_view>

namespace retort::orm {

template <std::size_t Size>
struct FixedString {
  char text[Size]{};

  consteval FixedString(const char (&literal)[Size]) {
    for (std::size_t i = 0; i < Size; ++i) text[i] = literal[i];
  }

  constexpr std::string_view view() const { return {text, Size - 1}; }
};

}  // namespace retort::orm
