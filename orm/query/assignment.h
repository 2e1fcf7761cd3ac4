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

/// The value of a column, after its validators.
NodePtr validated_node(const Mapper& mapper, std::string_view column, void* member);

template <class Member>
inline constexpr bool is_computed = false;
template <class T>
inline constexpr bool is_computed<Computed<T>> = true;

/// The type that validators of the column expect: that of its member in an entity.
template <class Column>
struct MemberTypeOf {
  using type = typename Column::ValueType;
};
template <class Column>
requires requires { typename Column::MemberType; }
struct MemberTypeOf<Column> {
  using type = typename Column::MemberType;
};

/// What is checked of `column = value`, and the tree of the value.
template <class Column, class Value>
NodePtr assigned(const Column& column, const Value& value) {
  using T = typename Column::ValueType;
  using Member = typename MemberTypeOf<Column>::type;
  constexpr bool alike = SameKind<Plain<T>, OperandOf<Value>> && !is_computed<Member>;
  static_assert(!is_computed<Member>, "retort: a computed column is written by the database alone");
  static_assert(alike || is_computed<Member>, "retort: a column is set to values of its own kind");
  if constexpr (SqlExpression<Value>) {
    return value.node();
  } else if constexpr (alike && std::constructible_from<Plain<T>, const Value&>) {
    // Validators see it as they see that of an object.
    const auto& mapper = mapper_of<typename Column::TableType>();
    Member member(T(static_cast<Plain<T>>(value)));
    return validated_node(mapper, column.name(), &member);
  } else if constexpr (!alike) {
    return nullptr;
  } else {
    return value_node(value, column.name());
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
