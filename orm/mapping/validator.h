// How a validating function of a program is called on the value of a column.

#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <retort/orm/defaulted.h>
#include <retort/orm/deferred.h>
#include <retort/orm/error.h>
#include <retort/orm/sql_type.h>

namespace retort::orm::detail {

/// Calls `use` with the plain value that is in the member, if there is one.
template <class T, class Use>
void with_plain_value(T& value, Use use) {
  use(value);
}
template <class T, class Use>
void with_plain_value(std::optional<T>& value, Use use) {
  if (value) use(*value);
}
template <class T, class Use>
void with_plain_value(Defaulted<T>& value, Use use) {
  if (!value.is_set()) return;
  T plain = value.value();
  with_plain_value(plain, use);
  value = std::move(plain);
}

template <class T, class Use>
void with_plain_value(Deferred<T>& value, Use use) {
  if (!value.is_loaded()) return;
  T plain = value.value();
  with_plain_value(plain, use);
  value = std::move(plain);
}

/// std::expected and its like.
template <class Result>
concept ExpectedLike = requires(Result result) {
  { result.has_value() } -> std::convertible_to<bool>;
  *result;
  std::string(result.error());
};

template <auto Function, class T>
void run_validator(void* member) {
  with_plain_value(*static_cast<T*>(member), [](auto& value) {
    using Plain = std::remove_reference_t<decltype(value)>;
    auto result = Function(std::as_const(value));
    if constexpr (ExpectedLike<decltype(result)>) {
      if (!result.has_value()) throw ValidationError(std::string(result.error()));
      value = static_cast<Plain>(*std::move(result));
    } else {
      value = static_cast<Plain>(std::move(result));
    }
  });
}

/// Throws ValidationError for a text of more than `most` characters.
void check_length(std::string_view text, std::size_t most);

template <std::size_t Most, class T>
void run_length_check(void* member) {
  with_plain_value(*static_cast<T*>(member), [](const auto& text) { check_length(text, Most); });
}

/// ` BETWEEN -128 AND 127`: a bool is 0 or 1.
std::string range_test(bool is_bool, std::int64_t lowest, std::int64_t highest);

/// Whether a CHECK can say what a column of the type may hold.
template <class T>
inline constexpr bool is_bounded = (std::integral<T> && sizeof(T) < 8) || requires {
  SqlType<T>::allowed();
};

/// And what that is, as the end of the CHECK.
template <class T>
std::string allowed_of() {
  if constexpr (requires { SqlType<T>::allowed(); }) {
    return SqlType<T>::allowed();
  } else {
    return range_test(std::same_as<T, bool>, std::numeric_limits<T>::min(),
                      std::numeric_limits<T>::max());
  }
}

}  // namespace retort::orm::detail
