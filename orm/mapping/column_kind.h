// detail::Kind: which types compare with each other (SameKind), as a value, so that one table of a model's
// columns answers for all who ask.

#pragma once

#include <type_traits>

#include <retort/engine/value.h>
#include <retort/orm/expression/concepts.h>

namespace retort::orm::detail {

/// Null for what is not known, or goes with everything.
using Kind = const char*;

template <class What>
inline constexpr char kind_tag = 0;
struct AnyNumber;
struct AnyText;

template <class T>
consteval Kind kind_of() {
  if constexpr (std::is_same_v<T, engine::Value> || std::is_same_v<T, std::nullopt_t>) {
    return nullptr;
  } else if constexpr (Number<T>) {
    return &kind_tag<AnyNumber>;
  } else if constexpr (Text<T>) {
    return &kind_tag<AnyText>;
  } else if constexpr (requires { typename SqlType<T>::Kind; }) {
    return &kind_tag<typename SqlType<T>::Kind>;
  } else {
    return &kind_tag<T>;
  }
}

consteval bool may_be_alike(Kind a, Kind b) { return !a || !b || a == b; }

}  // namespace retort::orm::detail
