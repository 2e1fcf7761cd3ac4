// What may stand in FROM, and the table whose columns it has: a table, an alias, a subquery
// (query.as()), a table-valued function.

#pragma once

#include <concepts>
#include <type_traits>

#include <retort/orm/expression/scope.h>
#include <retort/orm/mapping/declared.h>
#include <retort/orm/query/select_parts.h>
#include <retort/orm/reading.h>

namespace retort::orm::detail {

/// Only what may stand in FROM has one.
template <class Target>
struct FromOf;

template <template <class> class Model>
struct FromOf<Model<Expressions<Model>>> {
  using Table = Entity<Model>;
  static FromItem item(const Model<Expressions<Model>>&) { return {Source{&mapper<Model>()}}; }
};

template <template <class> class Model, FixedString Name>
struct FromOf<Model<Aliased<Model, Name>>> {
  using Table = AliasOf<Entity<Model>, Name>;
  static FromItem item(const Model<Aliased<Model, Name>>&) {
    return {Source{&mapper<Model>(), Name.view()}};
  }
};

/// A query or a call that stands in the place of a table.
template <class TableType>
struct Derived {
  FromItem item;
};
template <class TableType>
struct FromOf<Derived<TableType>> {
  using Table = TableType;
  static FromItem item(const Derived<TableType>& derived) { return derived.item; }
};

template <class Target>
concept FromTarget = requires {
  typename FromOf<std::remove_cvref_t<Target>>::Table;
};

/// The entity of a table or of an alias.
template <class Table>
struct EntityOfTable {
  using type = Table;
};
template <class Entity, FixedString Name>
struct EntityOfTable<AliasOf<Entity, Name>> {
  using type = Entity;
};
template <class Table>
using EntityOf = typename EntityOfTable<Table>::type;

/// A table as the first in FROM.
template <class Table>
struct SourceOf;
template <template <class> class Model>
struct SourceOf<Model<Values>> {
  static Source source() { return {&mapper<Model>()}; }
};
template <template <class> class Model, FixedString Name>
struct SourceOf<AliasOf<Model<Values>, Name>> {
  static Source source() { return {&mapper<Model>(), Name.view()}; }
};

template <class Table>
const Mapper& mapper_of() {
  return *SourceOf<Table>::source().mapper;
}

}  // namespace retort::orm::detail
