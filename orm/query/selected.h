// What stands in a select list, and what it becomes in a row: an entity a Handle, an expression its
// value.

#pragma once

#include <cstddef>
#include <memory>
#include <tuple>

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

/// The table that a query selects from when it begins with this item; null for none.
template <class S>
struct FirstOf {
  static const Mapper* mapper() { return nullptr; }
};
template <class First, class... Rest>
struct FirstOf<Scope<First, Rest...>> {
  static const Mapper* mapper() { return &ModelOf<First>::mapper(); }
};
template <class S>
struct FirstScope {
  using type = Scope<>;
};
template <class First, class... Rest>
struct FirstScope<Scope<First, Rest...>> {
  using type = Scope<First>;
};

}  // namespace retort::orm::detail
