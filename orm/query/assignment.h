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
template <class Member>
engine::Value validated(const Mapper& mapper, std::string_view column, Member value) {
  return validated(mapper, *mapper.find_column(column), static_cast<void*>(&value));
}

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
    return make_named_value(validated(mapper, column.name(), std::move(member)), column.name());
  } else if constexpr (!alike) {
    return nullptr;
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
