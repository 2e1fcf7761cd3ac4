// Whether a foreign key leads from one table to another, asked when a query is compiled that joins without
// saying how.

#pragma once

#include <type_traits>

#include <retort/orm/composite.h>
#include <retort/orm/constraints.h>
#include <retort/orm/expression/scope.h>
#include <retort/orm/mapping/describe.h>
#include <retort/orm/query/from_of.h>

namespace retort::orm::detail {

/// The first model of a hierarchy stands for all of it, since a foreign key to the one connects the
/// others too.
template <template <class> class Model>
consteval MapperFunction root_of();

template <class Member>
struct BaseModel;
template <template <class> class Base, class As>
struct BaseModel<Base<As>> {
  using EntityType = Entity<Base>;
  static constexpr MapperFunction root = root_of<Base>();
};

template <template <class> class Model>
consteval MapperFunction root_of() {
  if constexpr (!requires { Model<Values>::kind_name; }) {
    return &mapper<Model>;
  } else {
    return visit_expressions<Model>([](const auto& first, const auto&...) -> MapperFunction {
      using First = std::remove_cvref_t<decltype(first)>;
      if constexpr (BaseMember<First>) {
        return BaseModel<First>::root;
      } else {
        return &mapper<Model>;
      }
    });
  }
}

template <class Option>
inline constexpr MapperFunction referred_by = nullptr;
template <template <class> class Target, FixedString Column, class... Options>
inline constexpr MapperFunction referred_by<references<Target, Column, Options...>> =
    root_of<Target>();
template <class Columns, template <class> class Target, class Referred, class... Options>
inline constexpr MapperFunction referred_by<foreign_key_of<Columns, Target, Referred, Options...>> =
    root_of<Target>();
template <FixedString Name, class Constraint>
inline constexpr MapperFunction referred_by<named<Name, Constraint>> = referred_by<Constraint>;

/// Asked of entities.
template <class Entity>
struct Refers;

/// Asked of the members of a model; those of its groups are its own.
template <class Member>
struct RefersBy {
  static constexpr bool to([[maybe_unused]] MapperFunction target) {
    if constexpr (BaseMember<Member>) {
      return Refers<typename BaseModel<Member>::EntityType>::to(target);
    } else if constexpr (GroupMember<Member>) {
      return count_in_group<Member>([target]<class M>(std::type_identity<M>) {
               return int{RefersBy<M>::to(target)};
             }) > 0;
    } else {
      return false;
    }
  }
};
template <template <class> class Model, class Table, FixedString Name, class T, class... Options>
struct RefersBy<ColumnOf<Model, Table, Name, T, Options...>> {
  static constexpr bool to([[maybe_unused]] MapperFunction target) {
    return ((referred_by<Options> == target) || ...);
  }
};
template <FixedString Name, class... Options>
struct RefersBy<field<Name, Options...>> {
  static constexpr bool to([[maybe_unused]] MapperFunction target) {
    return ((referred_by<Options> == target) || ...);
  }
};
template <template <class> class Model, class Table, class T, class... FieldsOfStruct>
struct RefersBy<CompositeOf<Model, Table, T, FieldsOfStruct...>> {
  static constexpr bool to(MapperFunction target) {
    return (RefersBy<FieldsOfStruct>::to(target) || ...);
  }
};

template <template <class> class Model>
struct Refers<Model<Values>> {
  static constexpr MapperFunction root = root_of<Model>();
  static constexpr bool to(MapperFunction target) {
    return visit_expressions<Model>([target](const auto&... members) {
             return (RefersBy<std::remove_cvref_t<decltype(members)>>::to(target) || ...);
           }) ||
           visit_constraints<Model>([target](auto... constraints) {
             return ((referred_by<decltype(constraints)> == target) || ... || false);
           });
  }
};

template <class A, class B>
consteval bool are_related() {
  // Tables of one hierarchy are connected by their keys, which the models do not say.
  constexpr bool one_hierarchy = Refers<A>::root == Refers<B>::root && !std::is_same_v<A, B>;
  return one_hierarchy || Refers<A>::to(Refers<B>::root) || Refers<B>::to(Refers<A>::root);
}

/// Whether the table and one of the scope are; true where that is not known before it runs.
template <class Table, class S>
inline constexpr bool joins_by_key = true;
template <class Table, class... Tables>
inline constexpr bool joins_by_key<Table, Scope<Tables...>> =
    (are_related<EntityOf<Table>, EntityOf<Tables>>() || ...);

}  // namespace retort::orm::detail
