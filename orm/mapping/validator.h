// How a validating function of a program is called on the value of a column.

#pragma once

#include <concepts>
#include <optional>
#include <utility>

#include <retort/orm/defaulted.h>
#include <retort/orm/error.h>

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

}  // namespace retort::orm::detail
