// Reading, writing and making UUIDs (RFC 9562).

#include <chrono>
#include <random>

#include <retort/orm/error.h>
#include <retort/orm/types/uuid.h>

namespace retort::orm {

namespace {

int digit_of(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

Uuid::Bytes random_bytes() {
  // A device, not a generator with a seed: two processes must not make the same.
  thread_local std::random_device device;
  Uuid::Bytes bytes;
  for (std::size_t i = 0; i < bytes.size(); i += 4) {
    const auto word = device();
    for (std::size_t j = 0; j < 4; ++j) bytes[i + j] = static_cast<std::uint8_t>(word >> (8 * j));
  }
  return bytes;
}

Uuid of_version(Uuid::Bytes bytes, int version) {
  bytes[6] = static_cast<std::uint8_t>((bytes[6] & 0x0f) | (version << 4));
  bytes[8] = static_cast<std::uint8_t>((bytes[8] & 0x3f) | 0x80);
  return Uuid(bytes);
}

}  // namespace

Uuid::Uuid(std::string_view text) {
  const bool dashed = text.size() == 36;
  std::size_t digits = 0;
  bool good = dashed || text.size() == 32;
  for (std::size_t i = 0; good && i < text.size(); ++i) {
    if (dashed && (i == 8 || i == 13 || i == 18 || i == 23)) {
      good = text[i] == '-';
      continue;
    }
    const int digit = digit_of(text[i]);
    good = digit >= 0 && digits < 32;
    if (!good) break;
    auto& byte = bytes_[digits++ / 2];
    byte = static_cast<std::uint8_t>(byte << 4 | digit);
  }
  if (!good) throw ConversionError("'" + std::string(text) + "' is not a UUID");
}

Uuid Uuid::random() { return of_version(random_bytes(), 4); }

Uuid Uuid::in_order() {
  auto bytes = random_bytes();
  const auto since = std::chrono::system_clock::now().time_since_epoch();
  const auto milliseconds = static_cast<std::uint64_t>(
      std::chrono::duration_cast<std::chrono::milliseconds>(since).count());
  for (std::size_t i = 0; i < 6; ++i)
    bytes[i] = static_cast<std::uint8_t>(milliseconds >> (8 * (5 - i)));
  return of_version(bytes, 7);
}

std::string Uuid::digits() const {
  static constexpr char hex[] = "0123456789abcdef";
  std::string text;
  for (const auto byte : bytes_) {
    text += hex[byte >> 4];
    text += hex[byte & 15];
  }
  return text;
}

std::string Uuid::to_string() const {
  std::string text = digits();
  for (const std::size_t place : {20u, 16u, 12u, 8u}) text.insert(place, 1, '-');
  return text;
}

}  // namespace retort::orm

std::size_t std::hash<retort::orm::Uuid>::operator()(const retort::orm::Uuid& uuid) const noexcept {
  std::size_t hash = 0;
  for (const auto byte : uuid.bytes()) hash = hash * 131 + byte;
  return hash;
}
