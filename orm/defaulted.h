// Defaulted<T>: the value of a column that has a server default.
//
//   Artist tool{.name = "Tool"};      // tool.country is not set: the INSERT leaves it out,
//   auto handle = session.add(tool);
//   session.flush();                  // and what the database put there is read back.
//   handle->country == "?"            // true
//
// A plain T could not tell "the database decides" from "this very value", and the value that means
// nothing (0, "") is often one that somebody wants to store. So this one column type has a third
// state. Otherwise it behaves as a T: it converts to one, is assigned from one and compares with
// one. Reading it before the database has decided throws SessionError. It is a value, and for the
// thread that has its object.

#pragma once

#include <concepts>
#include <optional>
#include <utility>

namespace retort::orm {

template <class T>
class Defaulted;

namespace detail {

[[noreturn]] void throw_not_set();

template <class U, class T>
concept PlainValueOf = std::convertible_to<const U&, T> && !std::same_as<U, Defaulted<T>>;

}  // namespace detail

template <class T>
class Defaulted {
 public:
  Defaulted() = default;
  template <std::convertible_to<T> U>
  Defaulted(U&& value) : value_(T(std::forward<U>(value))) {}

  /// Whether the program or the database has given it a value.
  bool is_set() const { return value_.has_value(); }
  /// Back to "the database decides"; it has a meaning before the INSERT only.
  void reset() { value_.reset(); }

  const T& value() const {
    if (!value_) detail::throw_not_set();
    return *value_;
  }
  const T& operator*() const { return value(); }
  const T* operator->() const { return &value(); }
  operator const T&() const { return value(); }

  friend bool operator==(const Defaulted&, const Defaulted&) = default;
  template <detail::PlainValueOf<T> U>
  friend bool operator==(const Defaulted& a, const U& b) {
    return a.value() == b;
  }
  template <class Stream>
  friend Stream& operator<<(Stream& stream, const Defaulted& defaulted) {
    stream << defaulted.value();
    return stream;
  }

 private:
  std::optional<T> value_;
};

}  // namespace retort::orm
