// Whether the columns of a query are those of a shape, found when the program is compiled.

#pragma once

#include <type_traits>

#include <retort/orm/expression/operations.h>
#include <retort/orm/mapping/describe.h>
#include <retort/orm/mapping/typed_column.h>
#include <retort/orm/query/from_of.h>
#include <retort/orm/query/readers.h>

namespace retort::orm::detail {

template <class... Lists>
struct Concat {
  using type = TypeList<>;
};
template <class... A>
struct Concat<TypeList<A...>> {
  using type = TypeList<A...>;
};
template <class... A, class... B, class... Rest>
struct Concat<TypeList<A...>, TypeList<B...>, Rest...> : Concat<TypeList<A..., B...>, Rest...> {};

template <class Member>
struct ColumnOfMember {
  using type = TypeList<>;
};
template <BareColumn Member>
struct ColumnOfMember<Member> {
  using type = TypeList<typename Member::ValueType>;
};

template <class EntityType>
struct EntityColumns;
template <template <class> class Model>
struct EntityColumns<Model<Values>> {
  using type = decltype(visit_expressions<Model>([](const auto&... members) {
    return typename Concat<
        typename ColumnOfMember<std::remove_cvref_t<decltype(members)>>::type...>::type{};
  }));
};

template <class Reader>
struct ReaderColumns;
template <class T>
struct ReaderColumns<ValueReader<T>> {
  using type = TypeList<T>;
};
template <class EntityType>
struct ReaderColumns<HandleReader<EntityType>> : EntityColumns<EntityType> {};
template <class EntityType, bool NullToo>
struct ReaderColumns<PlainReader<EntityType, NullToo>> : EntityColumns<EntityType> {};

/// The types of the columns of a row.
template <class... Readers>
using ColumnsOf = typename Concat<typename ReaderColumns<Readers>::type...>::type;

template <class Shape, class Given>
inline constexpr bool column_fits = SameKind<Plain<Shape>, Plain<Given>> &&
                                    (is_nullable<Shape> || !is_nullable<Given>);

template <class Shape, class Given>
inline constexpr bool columns_fit = false;
template <class... Shape, class... Given>
requires(
    sizeof...(Shape) ==
    sizeof...(Given)) inline constexpr bool columns_fit<TypeList<Shape...>, TypeList<Given...>> =
    (column_fits<Shape, Given> && ...);

template <class Table, class Query>
consteval void check_shape() {
  using Entity = EntityOf<typename FromOf<Table>::Table>;
  constexpr bool fits = columns_fit<typename EntityColumns<Entity>::type, typename Query::Columns>;
  static_assert(
      fits,
      "retort: the columns of this query are not those of the shape: as many, in the same "
      "order, each of the same kind, and std::optional where the query's may be NULL");
}

}  // namespace retort::orm::detail
