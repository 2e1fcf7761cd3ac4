// Computed<T>: the value of a column that the database calculates (computed<> in column_options.h).
//
//   album->price_with_tax.value()       // what the database made of it
//   album->price_with_tax > 10          // converts to a T by itself
//
// It cannot be assigned. It is read back with each INSERT and UPDATE of its row; reading it before
// the row was inserted throws SessionError. A value of its object, and for the thread that has that.

#pragma once

#include <optional>
#include <utility>

#include <retort/orm/defaulted.h>

namespace retort::orm {

namespace detail {
struct ComputedAccess;
}

template <class T>
class Computed {
 public:
  Computed() = default;

  bool is_set() const { return value_.has_value(); }
  const T& value() const {
    if (!value_) detail::throw_not_set();
    return *value_;
  }
  const T& operator*() const { return value(); }
  const T* operator->() const { return &value(); }
  operator const T&() const { return value(); }

  friend bool operator==(const Computed&, const Computed&) = default;
  template <class U>
  requires std::convertible_to<const U&, T>
  friend bool operator==(const Computed& a, const U& b) { return a.value() == b; }

 private:
  friend struct detail::ComputedAccess;
  std::optional<T> value_;
};

namespace detail {

/// For the library, which reads it from the database.
struct ComputedAccess {
  template <class T>
  static void set(Computed<T>& computed, T value) {
    computed.value_ = std::move(value);
  }
};

}  // namespace detail
}  // namespace retort::orm
