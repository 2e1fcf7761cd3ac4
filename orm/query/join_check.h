// Whether a foreign key leads from one table to another, asked when a query is compiled that joins without
// saying how.

#pragma once

#include <type_traits>

#include <retort/orm/constraints.h>
#include <retort/orm/expression/scope.h>
#include <retort/orm/mapping/describe.h>
#include <retort/orm/query/from_of.h>

namespace retort::orm::detail {

template <class Option>
inline constexpr MapperFunction referred_by = nullptr;
template <template <class> class Target, FixedString Column, class... Options>
inline constexpr MapperFunction referred_by<references<Target, Column, Options...>> =
    &mapper<Target>;
template <class Columns, template <class> class Target, class Referred, class... Options>
inline constexpr MapperFunction referred_by<foreign_key_of<Columns, Target, Referred, Options...>> =
    &mapper<Target>;
template <FixedString Name, class Constraint>
inline constexpr MapperFunction referred_by<named<Name, Constraint>> = referred_by<Constraint>;

template <class Member>
struct RefersBy {
  /// What is in a group is not looked at here: it may.
  static constexpr bool to(MapperFunction) { return GroupMember<Member>; }
};
template <template <class> class Model, class Table, FixedString Name, class T, class... Options>
struct RefersBy<ColumnOf<Model, Table, Name, T, Options...>> {
  static constexpr bool to([[maybe_unused]] MapperFunction target) {
    return ((referred_by<Options> == target) || ...);
  }
};

/// Asked of entities. Models of a hierarchy share tables, so that they may.
template <class Entity>
struct Refers;
template <template <class> class Model>
struct Refers<Model<Values>> {
  static constexpr MapperFunction self = &mapper<Model>;
  static consteval bool to(MapperFunction target) {
    if constexpr (requires { Model<Values>::kind_name; }) {
      return true;
    } else {
      return visit_expressions<Model>([target](const auto&... members) {
               return (RefersBy<std::remove_cvref_t<decltype(members)>>::to(target) || ...);
             }) ||
             visit_constraints<Model>([target](auto... constraints) {
               return ((referred_by<decltype(constraints)> == target) || ... || false);
             });
    }
  }
};

template <class A, class B>
consteval bool are_related() {
  return Refers<A>::to(Refers<B>::self) || Refers<B>::to(Refers<A>::self);
}

/// Whether the table and one of the scope are; true where that is not known before it runs.
template <class Table, class S>
inline constexpr bool joins_by_key = true;
template <class Table, class... Tables>
inline constexpr bool joins_by_key<Table, Scope<Tables...>> =
    (are_related<EntityOf<Table>, EntityOf<Tables>>() || ...);

}  // namespace retort::orm::detail
