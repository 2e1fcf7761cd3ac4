// SqlType<T>: how a C++ type is stored in a column.
//
// Mapped already: bool, every integer, float and double, std::string, engine::Blob, enumerations by
// their underlying value, and std::optional of each, which is what makes a column nullable; with
// the headers of orm/types also dates and times, decimals, UUIDs, enumerations by name and JSON. A
// type of your own needs one specialisation, which says as what it is stored (std::int64_t, double,
// std::string, engine::Blob, or an engine::Value where it may be any of them):
//
//   template <> struct retort::orm::SqlType<Colour> {
//     using Stored = std::string;
//     static constexpr std::string_view word = "string";             // schema/type.h
//     static std::string store(const Colour& colour) { return colour.name(); }
//     static Colour load(const std::string& name) { return Colour(name); }
//   };
//
// Two values are the same when their stored forms are. store() and load() may throw ConversionError for a value that they cannot
// take. Queries compare it with its own type; types whose stored forms compare with each other have
// the same `using Kind = ...`. `additive = true` lets sum(), + and - add it where the stored form is
// a number.

#pragma once

#include <concepts>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include <retort/engine/value.h>

namespace retort::orm {

/// Not defined for a type that no column can hold.
template <class T>
struct SqlType;

/// A type that a column can hold when it is never NULL.
template <class T>
concept Storable = requires(const T& value, const typename SqlType<T>::Stored& stored) {
  { SqlType<T>::store(value) } -> std::convertible_to<typename SqlType<T>::Stored>;
  { SqlType<T>::load(stored) } -> std::convertible_to<T>;
};

namespace detail {

template <class T>
concept Enumeration = std::is_enum_v<T>;

/// The same as a plain constant, of which a compiler says no more than that it is false.
template <class T>
inline constexpr bool is_storable = Storable<T>;

[[noreturn]] void throw_out_of_range(std::int64_t value, int bits, bool is_signed);
[[noreturn]] void throw_out_of_range(std::uint64_t value);
[[noreturn]] void throw_no_bool(std::int64_t value);

/// The portable type word for an integer: the smallest that holds every value.
template <class T>
consteval std::string_view integer_word() {
  constexpr std::size_t bits = sizeof(T) * 8 + (std::is_unsigned_v<T> ? 1 : 0);
  if (bits <= 16) return "int16";
  return bits <= 32 ? "int32" : "int64";
}

/// A value that is its own stored form.
template <class T>
struct StoredAsItself {
  using Stored = T;
  static const T& store(const T& value) { return value; }
  static const T& load(const T& stored) { return stored; }
};

}  // namespace detail

template <class T>
requires std::integral<T>
struct SqlType<T> {
  using Stored = std::int64_t;
  static constexpr std::string_view word = detail::integer_word<T>();

  static std::int64_t store(T value) {
    if (!std::in_range<std::int64_t>(value))
      detail::throw_out_of_range(static_cast<std::uint64_t>(value));
    return static_cast<std::int64_t>(value);
  }
  static T load(std::int64_t stored) {
    if (!std::in_range<T>(stored))
      detail::throw_out_of_range(stored, static_cast<int>(sizeof(T)) * 8, std::is_signed_v<T>);
    return static_cast<T>(stored);
  }
};

template <>
struct SqlType<bool> {
  using Stored = std::int64_t;
  static constexpr std::string_view word = "bool";

  static std::int64_t store(bool value) { return value ? 1 : 0; }
  static bool load(std::int64_t stored) {
    if (stored != 0 && stored != 1) detail::throw_no_bool(stored);
    return stored == 1;
  }
};

template <class T>
requires std::floating_point<T>
struct SqlType<T> {
  using Stored = double;
  static constexpr std::string_view word = "float64";

  static double store(T value) { return static_cast<double>(value); }
  static T load(double stored) { return static_cast<T>(stored); }
};

template <detail::Enumeration T>
struct SqlType<T> {
  using Underlying = std::underlying_type_t<T>;
  using Stored = std::int64_t;
  static constexpr std::string_view word = SqlType<Underlying>::word;

  static std::int64_t store(T value) {
    return SqlType<Underlying>::store(static_cast<Underlying>(value));
  }
  static T load(std::int64_t stored) { return static_cast<T>(SqlType<Underlying>::load(stored)); }
};

template <>
struct SqlType<std::string> : detail::StoredAsItself<std::string> {
  static constexpr std::string_view word = "string";
};

template <>
struct SqlType<engine::Blob> : detail::StoredAsItself<engine::Blob> {
  static constexpr std::string_view word = "bytes";
};

}  // namespace retort::orm
