// The checks that options of columns ask for.

#include <algorithm>

#include <retort/orm/mapping/validator.h>

namespace retort::orm::detail {

void check_length(std::string_view text, std::size_t most) {
  // Every byte but those that go on with a character of UTF-8.
  const auto characters = static_cast<std::size_t>(std::ranges::count_if(
      text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
  if (characters > most)
    throw ValidationError("it has " + std::to_string(characters) + " characters, more than " +
                          std::to_string(most));
}

std::string range_test(bool is_bool, std::int64_t lowest, std::int64_t highest) {
  if (is_bool) return " IN (0, 1)";
  return " BETWEEN " + std::to_string(lowest) + " AND " + std::to_string(highest);
}

}  // namespace retort::orm::detail
