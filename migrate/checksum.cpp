#include <retort/migrate/checksum.h>

#include <algorithm>

#define XXH_INLINE_ALL
#include <xxhash.h>

namespace retort::migrate {

std::string checksum(std::string_view text) {
  std::string unix_lines;
  if (text.find('\r') != text.npos) {
    unix_lines = text;
    std::erase(unix_lines, '\r');
    text = unix_lines;
  }
  const XXH128_hash_t hash = XXH3_128bits(text.data(), text.size());
  XXH128_canonical_t bytes;
  XXH128_canonicalFromHash(&bytes, hash);
  constexpr std::string_view digits = "0123456789abcdef";
  std::string result;
  result.reserve(2 * sizeof bytes.digest);
  for (const unsigned char byte : bytes.digest) {
    result += digits[byte >> 4];
    result += digits[byte & 15];
  }
  return result;
}

}  // namespace retort::migrate
