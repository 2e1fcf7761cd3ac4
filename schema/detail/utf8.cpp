// Checking and counting UTF-8.

#include <retort/schema/detail/utf8.h>

#include <algorithm>

namespace retort::schema::detail {

namespace {

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xc0) == 0x80; }

// The length of the sequence that begins with this byte; 0 for a byte that begins none.
std::size_t sequence_length(unsigned char first) {
  if (first < 0x80) return 1;
  if (first >= 0xc2 && first < 0xe0) return 2;
  if (first >= 0xe0 && first < 0xf0) return 3;
  return first >= 0xf0 && first < 0xf5 ? 4 : 0;
}

// The second byte is where overlong forms, surrogates and what lies above U+10FFFF show.
bool second_byte_fits(unsigned char first, unsigned char second) {
  switch (first) {
    case 0xe0: return second >= 0xa0;
    case 0xed: return second < 0xa0;
    case 0xf0: return second >= 0x90;
    case 0xf4: return second < 0x90;
    default: return true;
  }
}

}  // namespace

bool is_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const auto first = static_cast<unsigned char>(text[i]);
    const std::size_t length = sequence_length(first);
    if (length == 0 || i + length > text.size()) return false;
    if (!std::ranges::all_of(text.substr(i + 1, length - 1), is_continuation)) return false;
    if (length > 1 && !second_byte_fits(first, static_cast<unsigned char>(text[i + 1])))
      return false;
    i += length;
  }
  return true;
}

std::size_t code_points(std::string_view text) {
  return text.size() - static_cast<std::size_t>(std::ranges::count_if(text, is_continuation));
}

}  // namespace retort::schema::detail
