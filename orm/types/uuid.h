// Uuid: a universally unique identifier, 16 bytes.
//
//   Column<As, "id", Uuid, primary_key> id{};
//   Uuid("f81d4fae-7dec-11d0-a765-00a0c91e6bf6").to_string()
//
// In the database it is 32 hexadecimal digits without dashes in a CHAR(32), as SQLAlchemy has it;
// dashes and upper case are read too, but compare as other texts in SQL.

#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include <retort/orm/sql_type.h>

namespace retort::orm {

class Uuid {
 public:
  using Bytes = std::array<std::uint8_t, 16>;

  /// All zero.
  constexpr Uuid() = default;
  constexpr explicit Uuid(const Bytes& bytes) : bytes_(bytes) {}
  /// 32 digits, with dashes or without. Throws ConversionError.
  explicit Uuid(std::string_view text);
  explicit Uuid(const char* text) : Uuid(std::string_view(text)) {}

  /// Version 4: 122 random bits of the system.
  static Uuid random();
  /// Version 7: milliseconds since 1970 and 74 random bits. Keys that are made one after the other
  /// lie together in an index, which version 4 scatters.
  static Uuid in_order();

  const Bytes& bytes() const { return bytes_; }
  bool is_nil() const { return bytes_ == Bytes{}; }
  /// With dashes.
  std::string to_string() const;
  /// As it is stored.
  std::string digits() const;

  auto operator<=>(const Uuid&) const = default;

 private:
  Bytes bytes_{};
};

template <>
struct SqlType<Uuid> {
  using Stored = std::string;
  static constexpr std::string_view word = "CHAR(32)";
  static std::string store(const Uuid& uuid) { return uuid.digits(); }
  static Uuid load(const std::string& text) { return Uuid(text); }
};

}  // namespace retort::orm

template <>
struct std::hash<retort::orm::Uuid> {
  std::size_t operator()(const retort::orm::Uuid& uuid) const noexcept;
};
