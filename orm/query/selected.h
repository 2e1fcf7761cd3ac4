// What stands in a select list, and what it becomes in a row: an entity a Handle, an expression its
// value.

#pragma once

#include <cstddef>
#include <memory>
#include <tuple>
#include <vector>

#include <retort/orm/expression/concepts.h>
#include <retort/orm/expression/scope.h>
#include <retort/orm/handle.h>
#include <retort/orm/mapping/codec.h>
#include <retort/orm/query/cursor.h>
#include <retort/orm/query/select.h>
#include <retort/orm/reading.h>

namespace retort::orm::detail {

/// Only tables and expressions have one.
template <class Item>
struct Selected;

template <template <class> class Model>
struct Selected<Model<Expressions<Model>>> {
  using Row = Handle<Entity<Model>>;
  using ScopeType = Scope<Entity<Model>>;

  static SelectItem item(const Model<Expressions<Model>>&) {
    return {.entity = Source{&mapper<Model>()}};
  }
  static Row read(Cursor& cursor, std::size_t position) {
    auto* instance = cursor.instance(position);
    return instance ? Row(instance->store().share(*instance)) : Row();
  }
};

template <class T>
struct WithoutDefaulted {
  using type = T;
};
template <class T>
struct WithoutDefaulted<Defaulted<T>> {
  using type = T;
};

template <SqlExpression Item>
struct Selected<Item> {
  using Row = typename WithoutDefaulted<typename Item::ValueType>::type;
  using ScopeType = typename Item::ScopeType;

  static SelectItem item(const Item& expression) { return {.expression = expression.node()}; }
  static Row read(Cursor& cursor, std::size_t position) {
    Row value{};
    Conversion<Row>::read(cursor.row(), cursor.column(position), value);
    return value;
  }
};

template <class Item>
concept Selectable = requires {
  typename Selected<std::remove_cvref_t<Item>>::Row;
};

/// The same as a plain constant, of which a compiler says no more than that it is false.
template <class Item>
inline constexpr bool is_selectable = Selectable<Item>;

/// One item is a row by itself, several make a tuple.
template <class... Items>
struct RowOf {
  using type = std::tuple<typename Selected<Items>::Row...>;
};
template <class Item>
struct RowOf<Item> {
  using type = typename Selected<Item>::Row;
};

template <class... Items, std::size_t... Positions>
typename RowOf<Items...>::type read_row(Cursor& cursor, std::index_sequence<Positions...>) {
  // Braces, so that the items are read in their order.
  return typename RowOf<Items...>::type{Selected<Items>::read(cursor, Positions)...};
}

/// What a query selects FROM when it begins with an item of this scope: the first table, if any.
template <class S>
struct FirstOf {
  using ScopeType = Scope<>;
  static std::vector<Source> sources() { return {}; }
};
template <class First, class... Rest>
struct FirstOf<Scope<First, Rest...>> {
  using ScopeType = Scope<First>;
  static std::vector<Source> sources() { return {{&ModelOf<First>::mapper()}}; }
};

}  // namespace retort::orm::detail
