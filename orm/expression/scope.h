// Scope<...>: the models whose columns an expression uses, or that a query selects from, as a type.
// That is how a column of a table that was not joined is found when the program is compiled.
//
// AnyScope stands for "not known before the program runs" (Condition); it is checked then.

#pragma once

#include <string_view>
#include <type_traits>

#include <retort/orm/fixed_string.h>

namespace retort::orm::detail {

/// The models are named by their entities, aliases of them by AliasOf.
template <class... Entities>
struct Scope {};

template <class Entity, FixedString Name>
struct AliasOf {};

/// The name of an alias; empty for a table itself.
template <class Table>
inline constexpr std::string_view alias_of = {};
template <class Entity, FixedString Name>
inline constexpr std::string_view alias_of<AliasOf<Entity, Name>> = Name.view();

struct AnyScope {};

/// Whether a table is one of a scope.
template <class Entity, class S>
inline constexpr bool in_scope = false;
template <class Entity, class... Entities>
inline constexpr bool in_scope<Entity, Scope<Entities...>> = (std::is_same_v<Entity, Entities> ||
                                                              ...);
template <class Entity>
inline constexpr bool in_scope<Entity, AnyScope> = true;

/// Whether every model of Inner is one of Outer.
template <class Inner, class Outer>
inline constexpr bool covers = true;
template <class... Entities, class Outer>
inline constexpr bool covers<Scope<Entities...>, Outer> = (in_scope<Entities, Outer> && ...);

template <class S, class Entity>
struct Added;
template <class... Entities, class Entity>
struct Added<Scope<Entities...>, Entity>
    : std::conditional<in_scope<Entity, Scope<Entities...>>, Scope<Entities...>,
                       Scope<Entities..., Entity>> {};

template <class A, class B>
struct Union {
  using type = AnyScope;
};
template <class... Entities>
struct Union<Scope<Entities...>, Scope<>> {
  using type = Scope<Entities...>;
};
template <class... Entities, class First, class... Rest>
struct Union<Scope<Entities...>, Scope<First, Rest...>>
    : Union<typename Added<Scope<Entities...>, First>::type, Scope<Rest...>> {};

template <class A, class B>
using UnionOf = typename Union<A, B>::type;

/// The tables of expressions and of terms of ORDER BY.
template <class... Terms>
struct ScopeOfTerms {
  using type = Scope<>;
};
template <class First, class... Rest>
struct ScopeOfTerms<First, Rest...>
    : Union<typename First::ScopeType, typename ScopeOfTerms<Rest...>::type> {};

/// Scope without one model.
template <class S, class Entity, class Kept = Scope<>>
struct Without {
  using type = AnyScope;
};
template <class Entity, class... Kept>
struct Without<Scope<>, Entity, Scope<Kept...>> {
  using type = Scope<Kept...>;
};
template <class First, class... Rest, class Entity, class... Kept>
struct Without<Scope<First, Rest...>, Entity, Scope<Kept...>>
    : Without<Scope<Rest...>, Entity,
              std::conditional_t<std::is_same_v<First, Entity>, Scope<Kept...>,
                                 Scope<Kept..., First>>> {};

}  // namespace retort::orm::detail
