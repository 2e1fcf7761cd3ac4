// Declaring models.
//
//   template <class As> struct ArtistModel {
//     static constexpr auto table_name = "artists";
//     Column<As, "id", std::int64_t, primary_key> id{};
//     Column<As, "name", std::string, unique>     name{};
//     HasMany<As, AlbumModel, "artist_id">        albums{};
//   };
//   using Artist = Entity<ArtistModel>;
//   inline constexpr auto artists = table<ArtistModel>;
//
//   Artist tool{.name = "Tool"};           // a plain object
//   artists.name == "Tool"                 // an expression
//
// Naming table<Model> registers the model (registry.h). It must not be asked for anything before
// all models that it refers to are complete.

#pragma once

#include <type_traits>

#include <retort/orm/collection.h>
#include <retort/orm/column.h>
#include <retort/orm/composite.h>
#include <retort/orm/constraints.h>
#include <retort/orm/expression/functions.h>
#include <retort/orm/expression/operators.h>
#include <retort/orm/expression/ordering.h>
#include <retort/orm/mapping/describe.h>
#include <retort/orm/mapping/member_type.h>
#include <retort/orm/mapping/relationship_of.h>
#include <retort/orm/mapping/typed_column.h>
#include <retort/orm/reading.h>
#include <retort/orm/reference.h>
#include <retort/orm/registry.h>
#include <retort/orm/relationship.h>
#include <retort/orm/single.h>

namespace retort::orm {

struct Values {
  template <FixedString, class T, class... Options>
  using Column = typename detail::MemberOf<T, Options...>::type;
  template <class T, class...>
  using Fields = T;
  template <template <class> class Target, FixedString, class... Options>
  using HasMany = detail::Many<Entity<Target>, Options...>;
  template <template <class> class Target, FixedString, class...>
  using HasOne = Single<Entity<Target>>;
  template <template <class> class Target, template <class> class, FixedString, FixedString,
            class... Options>
  using ManyToMany = detail::Many<Entity<Target>, Options...>;
  template <template <class> class Target, FixedString, class...>
  using BelongsTo = Reference<Entity<Target>>;
};

template <template <class> class Model>
struct Expressions {
  template <FixedString Name, class T, class... Options>
  using Column = detail::ColumnOf<Model, Entity<Model>, Name, T, Options...>;
  template <class T, class... FieldsOfStruct>
  using Fields = detail::CompositeOf<Model, Entity<Model>, T, FieldsOfStruct...>;
  template <template <class> class Target, FixedString Key, class... Options>
  using HasMany = detail::HasManyOf<Model, Entity<Model>, Target, Key, Options...>;
  template <template <class> class Target, FixedString Key, class... Options>
  using HasOne = detail::HasOneOf<Model, Entity<Model>, Target, Key, Options...>;
  template <template <class> class Target, FixedString Key, class... Options>
  using BelongsTo = detail::BelongsToOf<Model, Entity<Model>, Target, Key, Options...>;
  template <template <class> class Target, template <class> class Link, FixedString Own,
            FixedString Other, class... Options>
  using ManyToMany =
      detail::ManyToManyOf<Model, Entity<Model>, Target, Link, Own, Other, Options...>;
};

/// A model read as expressions under another name: the type of `alias<"name">(table)`.
template <template <class> class Model, FixedString Alias>
struct Aliased {
  template <FixedString Name, class T, class... Options>
  using Column =
      detail::ColumnOf<Model, detail::AliasOf<Entity<Model>, Alias>, Name, T, Options...>;
  template <class T, class... FieldsOfStruct>
  using Fields =
      detail::CompositeOf<Model, detail::AliasOf<Entity<Model>, Alias>, T, FieldsOfStruct...>;
  template <template <class> class Target, FixedString Key, class... Options>
  using HasMany =
      detail::HasManyOf<Model, detail::AliasOf<Entity<Model>, Alias>, Target, Key, Options...>;
  template <template <class> class Target, FixedString Key, class... Options>
  using HasOne =
      detail::HasOneOf<Model, detail::AliasOf<Entity<Model>, Alias>, Target, Key, Options...>;
  template <template <class> class Target, FixedString Key, class... Options>
  using BelongsTo =
      detail::BelongsToOf<Model, detail::AliasOf<Entity<Model>, Alias>, Target, Key, Options...>;
  template <template <class> class Target, template <class> class Link, FixedString Own,
            FixedString Other, class... Options>
  using ManyToMany = detail::ManyToManyOf<Model, detail::AliasOf<Entity<Model>, Alias>, Target,
                                          Link, Own, Other, Options...>;
};

/// A table under another name, for a query that has it twice: `constexpr auto boss =
/// alias<"boss">(employees)`.
template <FixedString Name, template <class> class Model>
constexpr Model<Aliased<Model, Name>> alias(const Model<Expressions<Model>>&) {
  return {};
}

/// The columns of something that the schema does not have as a table of a model: a subquery, a CTE,
/// a view, a virtual table. The struct is written like a model and needs no primary key.
template <template <class> class Model>
inline constexpr Model<Expressions<Model>> shape{};

/// The table of a model in queries.
template <template <class> class Model>
inline constexpr Model<Expressions<Model>> table =
    (static_cast<void>(&detail::registered<Model>),
     detail::expressions_of<Model<Expressions<Model>>>);

}  // namespace retort::orm
