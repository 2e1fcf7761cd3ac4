// Values for columns in statements: assign(books.pages, books.pages + 1).

#pragma once

#include <concepts>
#include <string_view>
#include <utility>

#include <retort/orm/expression/functions.h>
#include <retort/orm/mapping/typed_column.h>
#include <retort/orm/query/from_of.h>
#include <retort/orm/query/statement_base.h>

namespace retort::orm {

namespace detail {

template <class Table, class UsedScope>
struct TypedAssignment {
  Assignment assignment;
};

/// The value as it is stored, after the column's validators.
template <class T>
engine::Value validated(const Mapper& mapper, std::string_view column, T& value) {
  const auto& mapped = *mapper.find_column(column);
  // The member of an entity is what validators expect.
  if (!mapped.server_default) return validated(mapper, mapped, static_cast<void*>(&value));
  Defaulted<T> member;
  member = value;
  return validated(mapper, mapped, static_cast<void*>(&member));
}

/// What is checked of `column = value`, and the tree of the value.
template <class Column, class Value>
NodePtr assigned(const Column& column, const Value& value) {
  using T = typename Column::ValueType;
  constexpr bool alike = SameKind<Plain<T>, OperandOf<Value>>;
  static_assert(alike, "retort: a column is set to values of its own kind");
  if constexpr (SqlExpression<Value>) {
    return value.node();
  } else if constexpr (alike && std::constructible_from<Plain<T>, const Value&>) {
    // Validators see it as they see that of an object.
    T plain = Plain<T>(value);
    const auto& mapper = mapper_of<typename Column::TableType>();
    return make_named_value(validated(mapper, column.name(), plain), column.name());
  } else {
    return make_named_value(to_value(value), column.name());
  }
}

}  // namespace detail

template <detail::BareColumn Column, class Value>
auto assign(const Column& column, const Value& value) {
  return detail::TypedAssignment<typename Column::TableType, detail::CommonScopeOf<Value>>{
      {column.name(), detail::assigned(column, value)}};
}

/// In ON CONFLICT DO UPDATE, the value that the row would have had that could not be inserted.
template <detail::BareColumn Column>
auto excluded(const Column& column) {
  return Expression<typename Column::ValueType, typename Column::ScopeType>(detail::make_column(
      {.mapper = &detail::mapper_of<typename Column::TableType>(), .alias = "excluded"},
      column.name()));
}

}  // namespace retort::orm
