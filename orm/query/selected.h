// What stands in a select list, and what it becomes in a row: an entity a Handle, plain(entity) the
// entity as a value, an expression its value.

#pragma once

#include <cstddef>
#include <optional>
#include <tuple>
#include <type_traits>
#include <utility>

#include <retort/orm/expression/aggregate.h>
#include <retort/orm/expression/concepts.h>
#include <retort/orm/expression/scope.h>
#include <retort/orm/mapping/typed_column.h>
#include <retort/orm/query/change.h>
#include <retort/orm/query/from_of.h>
#include <retort/orm/query/readers.h>
#include <retort/orm/reading.h>

namespace retort::orm {

/// A table whose rows a query gives as plain values.
template <class Table>
struct PlainTable {
  Table table;
};

/// Rows as values that no session knows: `session.query(plain(artists))` gives Artists.
template <detail::FromTarget Table>
constexpr PlainTable<Table> plain(const Table& table) {
  return {table};
}

namespace detail {

/// Only tables and expressions have one. Reader is asked with the tables of which an outer join may
/// have found nothing.
template <class Item>
struct Selected;

template <class TableType>
struct SelectedTable {
  using ScopeType = Scope<TableType>;
  /// Rows without a key cannot be objects of a session.
  static constexpr bool tracked = HasKey<EntityOf<TableType>>::value;

  template <class Nullable>
  using Reader =
      std::conditional_t<tracked, HandleReader<EntityOf<TableType>>,
                         PlainReader<EntityOf<TableType>, in_scope<TableType, Nullable>>>;

  template <class Item>
  static SelectItem item(const Item&) {
    return {.entity = SourceOf<TableType>::source(), .plain = !tracked};
  }
};

template <template <class> class Model>
struct Selected<Model<Expressions<Model>>> : SelectedTable<Entity<Model>> {};
template <template <class> class Model, FixedString Name>
struct Selected<Model<Aliased<Model, Name>>> : SelectedTable<AliasOf<Entity<Model>, Name>> {};

template <class Table>
struct Selected<PlainTable<Table>> {
  using TableType = typename FromOf<Table>::Table;
  using ScopeType = Scope<TableType>;
  template <class Nullable>
  using Reader = PlainReader<EntityOf<TableType>, in_scope<TableType, Nullable>>;

  static SelectItem item(const PlainTable<Table>&) {
    return {.entity = SourceOf<TableType>::source(), .plain = true};
  }
};

template <SqlExpression Item>
struct Selected<Item> {
  using ScopeType = typename Item::ScopeType;
  template <class Nullable>
  using Reader = ValueReader<Read<typename Item::ValueType, false>>;

  static SelectItem item(const Item& expression) { return {.expression = expression.node()}; }
};

template <class Item>
requires SqlExpression<Item> && BareColumn<Item>
struct Selected<Item> {
  using ScopeType = typename Item::ScopeType;
  template <class Nullable>
  using Reader =
      ValueReader<Read<typename Item::ValueType, in_scope<typename Item::TableType, Nullable>>>;

  static SelectItem item(const Item& column) { return {.expression = column.node()}; }
};

template <class Item>
concept Selectable = requires {
  typename Selected<std::remove_cvref_t<Item>>::ScopeType;
};

/// The same as a plain constant, of which a compiler says no more than that it is false.
template <class Item>
inline constexpr bool is_selectable = Selectable<Item>;

template <class Nullable, class Item>
using ReaderOf = typename Selected<Item>::template Reader<Nullable>;

/// What a query selects FROM when it begins with an item of this scope: the first table, if any.
template <class S>
struct FirstOf {
  using ScopeType = Scope<>;
  static void add_to(Select&) {}
};
template <class First, class... Rest>
struct FirstOf<Scope<First, Rest...>> {
  using ScopeType = Scope<First>;
  static void add_to(Select& select) { add_from(select, {SourceOf<First>::source()}); }
};

}  // namespace detail
}  // namespace retort::orm
