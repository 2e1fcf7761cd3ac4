// From a model to its Mapper: the only place where the members of a model are enumerated.

#pragma once

#include <cstddef>
#include <memory>
#include <string_view>
#include <tuple>
#include <type_traits>

#include <retort/orm/constraints.h>
#include <retort/orm/mapping/column_draft.h>
#include <retort/orm/mapping/declared.h>
#include <retort/orm/mapping/members.h>
#include <retort/orm/object/instance.h>
#include <retort/orm/reading.h>

namespace retort::orm::detail {

template <class Constraint>
inline constexpr bool is_primary_key_of = false;
template <FixedString... Columns>
inline constexpr bool is_primary_key_of<primary_key_of<Columns...>> = true;
template <FixedString Name, class Constraint>
inline constexpr bool is_primary_key_of<named<Name, Constraint>> = is_primary_key_of<Constraint>;

/// Calls visit with every constraint of the model.
template <template <class> class Model, class Visitor>
constexpr auto visit_constraints(Visitor visit) {
  if constexpr (requires { Entity<Model>::constraints; }) {
    return std::apply(visit, Entity<Model>::constraints);
  } else {
    return visit();
  }
}

/// Calls visit with every member of the model, read as expressions.
template <template <class> class Model, class Visitor>
constexpr auto visit_expressions(Visitor visit) {
  constexpr Model<Expressions<Model>> expressions{};
  return visit_members<count_members<Model<Expressions<Model>>>()>(expressions, visit);
}

template <template <class> class Model>
consteval bool declares_column(std::string_view name) {
  return visit_expressions<Model>([name](const auto&... members) {
    return (std::remove_cvref_t<decltype(members)>::declares(name) || ...);
  });
}

template <template <class> class Model>
consteval bool has_primary_key() {
  return visit_expressions<Model>([](const auto&... members) {
           return (std::remove_cvref_t<decltype(members)>::is_primary_key || ...);
         }) ||
         visit_constraints<Model>([](auto... constraints) {
           return (is_primary_key_of<decltype(constraints)> || ... || false);
         });
}

template <template <class> class Model>
consteval bool has_single_key() {
  return visit_expressions<Model>([](const auto&... members) {
    return (int{std::remove_cvref_t<decltype(members)>::is_primary_key} + ... + 0) == 1;
  });
}

inline std::size_t distance(const void* from, const void* to) {
  return static_cast<std::size_t>(static_cast<const std::byte*>(to) -
                                  static_cast<const std::byte*>(from));
}

template <template <class> class Model>
void describe(Mapper& mapper) {
  mapper.name = table_name<Model>();
  if constexpr (requires { Entity<Model>::table_renamed_from; })
    mapper.table.renamed_from = Entity<Model>::table_renamed_from;
  mapper.make = &make_instance<Entity<Model>>;
  // Where its members lie is asked of an object, since a pointer to member cannot be enumerated.
  Entity<Model> entity{};
  visit_expressions<Model>([&](const auto&... members) {
    visit_members<sizeof...(members)>(entity, [&](auto&... values) {
      (members.template describe<std::remove_reference_t<decltype(values)>>(
           mapper, distance(&entity, &values)),
       ...);
    });
  });
  visit_constraints<Model>(
      [&](auto... constraints) { (decltype(constraints)::template apply<Model>(mapper), ...); });
}

template <template <class> class Model>
const Mapper& mapper() {
  static const Mapper instance(&describe<Model>);
  return instance;
}

}  // namespace retort::orm::detail
