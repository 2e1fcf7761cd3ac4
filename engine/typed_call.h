// From the values of an SQL call to the parameters of a C++ function, and back (function.h).
//
//   argument_as<std::string_view>(0, argument)        // throws std::invalid_argument for a number
//   to_result(std::optional<int>{})                   // NULL
//
// Texts and blobs are looked at where the database has them.

#pragma once

#include <concepts>
#include <cstdint>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>

#include <retort/engine/value.h>

namespace retort::engine {

/// A value of SQL's that belongs to the database for as long as the call lasts.
using Argument =
    std::variant<Null, std::int64_t, double, std::string_view, std::span<const std::byte>>;

namespace detail {

template <class... Types>
struct TypeList {};

template <class... Types>
constexpr int count_of(TypeList<Types...>) {
  return sizeof...(Types);
}

/// The parameters of a callable. Generic lambdas have none to be found.
template <class Call>
struct SignatureOf : SignatureOf<decltype(&Call::operator())> {};
template <class Result, class... Types>
struct SignatureOf<Result (*)(Types...)> {
  using Parameters = TypeList<std::remove_cvref_t<Types>...>;
};
template <class Result, class... Types>
struct SignatureOf<Result (*)(Types...) noexcept> : SignatureOf<Result (*)(Types...)> {};
template <class Class, class Result, class... Types>
struct SignatureOf<Result (Class::*)(Types...)> : SignatureOf<Result (*)(Types...)> {};
template <class Class, class Result, class... Types>
struct SignatureOf<Result (Class::*)(Types...) const> : SignatureOf<Result (*)(Types...)> {};

template <class T>
inline constexpr bool is_optional = false;
template <class T>
inline constexpr bool is_optional<std::optional<T>> = true;

[[noreturn]] void refuse_argument(std::size_t index, const Argument& argument,
                                  std::string_view wanted);

Value to_value(const Argument& argument);

template <std::integral T>
T number(std::size_t index, const Argument& argument) {
  const auto* value = std::get_if<std::int64_t>(&argument);
  if (value == nullptr) refuse_argument(index, argument, "an integer");
  if constexpr (std::same_as<T, bool>) {
    return *value != 0;
  } else {
    if (!std::in_range<T>(*value)) refuse_argument(index, argument, "an integer of that width");
    return static_cast<T>(*value);
  }
}

/// The argument as a T. Throws std::invalid_argument where it is of another kind.
template <class T>
T argument_as(std::size_t index, const Argument& argument) {
  if constexpr (std::same_as<T, Argument>) {
    return argument;
  } else if constexpr (std::same_as<T, Value>) {
    return to_value(argument);
  } else if constexpr (is_optional<T>) {
    if (std::holds_alternative<Null>(argument)) return std::nullopt;
    return argument_as<typename T::value_type>(index, argument);
  } else if constexpr (std::integral<T>) {
    return number<T>(index, argument);
  } else if constexpr (std::floating_point<T>) {
    if (const auto* integer = std::get_if<std::int64_t>(&argument)) return static_cast<T>(*integer);
    const auto* value = std::get_if<double>(&argument);
    if (value == nullptr) refuse_argument(index, argument, "a number");
    return static_cast<T>(*value);
  } else if constexpr (std::constructible_from<T, std::string_view>) {
    const auto* value = std::get_if<std::string_view>(&argument);
    if (value == nullptr) refuse_argument(index, argument, "a text");
    return T(*value);
  } else {
    const auto* value = std::get_if<std::span<const std::byte>>(&argument);
    if (value == nullptr) refuse_argument(index, argument, "a blob");
    return T(value->begin(), value->end());
  }
}

template <class T>
inline constexpr bool is_argument =
    std::is_arithmetic_v<T> || std::constructible_from<T, std::string_view> ||
    std::same_as<T, std::span<const std::byte>> || std::same_as<T, Blob> ||
    std::same_as<T, Argument> || std::same_as<T, Value>;
template <class T>
inline constexpr bool is_argument<std::optional<T>> = is_argument<T>;

template <class T>
Value to_result(const T& value) {
  if constexpr (std::same_as<T, Value> || std::same_as<T, Blob>) {
    return value;
  } else if constexpr (is_optional<T>) {
    return value ? to_result(*value) : Value{};
  } else if constexpr (std::integral<T>) {
    static_assert(sizeof(T) < sizeof(std::int64_t) || std::is_signed_v<T>,
                  "retort: SQL has integers up to 2^63 - 1");
    return static_cast<std::int64_t>(value);
  } else if constexpr (std::floating_point<T>) {
    return static_cast<double>(value);
  } else {
    static_assert(std::convertible_to<const T&, std::string_view>,
                  "retort: a function that SQL calls gives an integer, bool, double, text, Blob, "
                  "Value, or std::optional of one of these");
    return std::string(std::string_view(value));
  }
}

/// Whether a NULL stands where the function has no place for one.
template <class T>
bool is_missing(const Argument& argument) {
  constexpr bool takes_null = is_optional<T> || std::same_as<T, Argument> || std::same_as<T, Value>;
  return !takes_null && std::holds_alternative<Null>(argument);
}

template <class... Types, class Call, std::size_t... I>
Value call_typed(const Call& call, std::span<const Argument> arguments, std::index_sequence<I...>) {
  if ((is_missing<Types>(arguments[I]) || ...)) return {};
  if constexpr (std::is_void_v<std::invoke_result_t<const Call&, Types...>>) {
    call(argument_as<Types>(I, arguments[I])...);
    return {};
  } else {
    return to_result(call(argument_as<Types>(I, arguments[I])...));
  }
}

template <class Call, class... Types>
Value call_with(const Call& call, std::span<const Argument> arguments, TypeList<Types...>) {
  constexpr bool known = (is_argument<Types> && ...);
  static_assert(known,
                "retort: a function that SQL calls takes integers, bool, double, std::string_view, "
                "std::string, Blob, and std::optional of these");
  constexpr bool callable = std::invocable<const Call&, Types...>;
  static_assert(callable,
                "retort: several threads may call it at once, so it cannot be a mutable lambda");
  if constexpr (known && callable) {
    return call_typed<Types...>(call, arguments, std::index_sequence_for<Types...>{});
  } else {
    return {};
  }
}

}  // namespace detail
}  // namespace retort::engine
