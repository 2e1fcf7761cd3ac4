// What can be asked about a model by its template, from inside the declaration of another one. The
// answers are in mapping/describe.h; they are needed only when all models are complete.

#pragma once

#include <string_view>
#include <type_traits>

namespace retort::orm {

struct Values;

namespace detail {

/// A model as data (mapping/mapper.h), which is for compiled code alone.
struct Mapper;
using MapperFunction = const Mapper& (*)();

/// The model as data; made when it is first asked for.
template <template <class> class Model>
const Mapper& mapper();

template <template <class> class Model>
consteval bool declares_column(std::string_view name);

/// Which types the column's values compare with (mapping/column_kind.h); null where that is not known.
template <template <class> class Model>
consteval const char* column_kind(std::string_view name);
/// Whether values of these kinds, in their order, are a key of the model.
template <template <class> class Model, class... Parts>
consteval bool is_key();

template <template <class> class Model>
consteval bool has_primary_key();
/// The model says so, and means it.
template <template <class> class Model>
consteval bool says_no_primary_key();
/// A key of one column.
template <template <class> class Model>
consteval bool has_single_key();

/// A model that inherits from one of another table (inheritance.h).
template <template <class> class Model>
consteval bool has_several_tables();

/// Whether the model inherits from that of the entity, directly or not.
template <template <class> class Model, class BaseEntity>
consteval bool inherits();

/// A model of a view says its SELECT: `static constexpr auto view_sql = "SELECT ..."`.
template <template <class> class Model>
inline constexpr bool is_view = requires {
  Model<Values>::view_sql;
};

/// The same, asked of an entity.
template <class EntityType>
struct HasKey;
template <template <class> class Model>
struct HasKey<Model<Values>> {
  static constexpr bool value = has_primary_key<Model>();
};
template <class EntityType>
struct HasSingleKey;
template <template <class> class Model>
struct HasSingleKey<Model<Values>> {
  static constexpr bool value = has_single_key<Model>();
};
template <class EntityType, class... Parts>
struct IsKey;
template <template <class> class Model, class... Parts>
struct IsKey<Model<Values>, Parts...> {
  static constexpr bool value = is_key<Model, Parts...>();
};
template <class EntityType, class BaseEntity>
struct Derives : std::false_type {};
template <template <class> class Model, class BaseEntity>
struct Derives<Model<Values>, BaseEntity> : std::bool_constant<inherits<Model, BaseEntity>()> {};
/// An object of the one is an object of the other.
template <class EntityType, class Other>
inline constexpr bool is_a =
    std::disjunction_v<std::is_same<EntityType, Other>, Derives<EntityType, Other>>;
template <class EntityType>
struct KindIn;
template <template <class> class Model>
struct KindIn<Model<Values>> {
  static consteval const char* of(std::string_view column) { return column_kind<Model>(column); }
};

template <template <class> class Model>
consteval std::string_view table_name() {
  constexpr bool named = requires { Model<Values>::table_name; };
  static_assert(named, "retort: a model says `static constexpr auto table_name = \"artists\"`");
  if constexpr (named) {
    return Model<Values>::table_name;
  } else {
    return {};
  }
}

}  // namespace detail
}  // namespace retort::orm
