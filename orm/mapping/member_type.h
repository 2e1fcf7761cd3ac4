// detail::MemberOf: the type of a column's member in an entity. It is the column's own type unless
// an option of the column says another one (a server default makes it a Defaulted).

#pragma once

namespace retort::orm::detail {

template <class T, class... Options>
struct MemberOf {
  using type = T;
};
template <class T, class First, class... Rest>
struct MemberOf<T, First, Rest...> : MemberOf<T, Rest...> {};
template <class T, class First, class... Rest>
requires requires { typename First::template Member<T>; }
struct MemberOf<T, First, Rest...> {
  using type = typename First::template Member<T>;
};

}  // namespace retort::orm::detail
