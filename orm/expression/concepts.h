// What counts as an expression, and which types compare with which.

#pragma once

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

#include <retort/orm/computed.h>
#include <retort/orm/defaulted.h>
#include <retort/orm/deferred.h>
#include <retort/orm/expression/tree.h>
#include <retort/orm/sql_type.h>

namespace retort::orm {

/// A column, a function, a label, a comparison: whatever has a type, a scope and a tree.
template <class E>
concept SqlExpression = requires(const E& expression) {
  typename E::ValueType;
  typename E::ScopeType;
  { expression.node() } -> std::convertible_to<NodePtr>;
};

namespace detail {

template <class T>
struct PlainOf {
  using type = T;
};
template <class T>
struct PlainOf<std::optional<T>> : PlainOf<T> {};
template <class T>
struct PlainOf<Defaulted<T>> : PlainOf<T> {};
template <class T>
struct PlainOf<Computed<T>> : PlainOf<T> {};
template <class T>
struct PlainOf<Deferred<T>> : PlainOf<T> {};

/// The type without optional and Defaulted.
template <class T>
using Plain = typename PlainOf<std::remove_cvref_t<T>>::type;

template <class T>
inline constexpr bool is_nullable = false;
template <class T>
inline constexpr bool is_nullable<std::optional<T>> = true;
template <class T>
inline constexpr bool is_nullable<Defaulted<T>> = is_nullable<T>;
template <class T>
inline constexpr bool is_nullable<Computed<T>> = is_nullable<T>;
template <class T>
inline constexpr bool is_nullable<Deferred<T>> = is_nullable<T>;

/// The type of an operand: of an expression what it yields, of a value itself.
template <class Operand>
struct OperandType {
  using type = Plain<Operand>;
};
template <SqlExpression Operand>
struct OperandType<Operand> {
  using type = Plain<typename Operand::ValueType>;
};
template <class Operand>
using OperandOf = typename OperandType<std::remove_cvref_t<Operand>>::type;

template <class T>
concept Number = std::is_arithmetic_v<T> && !std::same_as<T, bool>;

template <class T>
concept Text = std::convertible_to<const T&, std::string_view>;

/// Types whose stored forms compare with each other: sys_days and year_month_day.
template <class A, class B>
concept OneKind = std::same_as < typename SqlType<A>::Kind,
typename SqlType<B>::Kind > ;

template <class A, class B>
concept SameKind = std::same_as<A, B> ||(Number<A>&& Number<B>) ||
                   (Text<A> && Text<B>) || std::same_as<B, std::nullopt_t> || OneKind<A, B>;

/// What sum(), + and - take: numbers, and types whose stored form is one.
template <class T>
inline constexpr bool is_additive = Number<T>;
template <class T>
requires requires { SqlType<T>::additive; }
inline constexpr bool is_additive<T> = SqlType<T>::additive;

/// A value of an operand's type as it is stored.
template <class Value>
engine::Value to_value(const Value& value) {
  if constexpr (Text<Value>) {
    return std::string(std::string_view(value));
  } else {
    return engine::Value(SqlType<Value>::store(value));
  }
}
engine::Value to_value(std::nullopt_t);
template <class Value>
engine::Value to_value(const std::optional<Value>& value) {
  return value ? to_value(*value) : engine::Value{};
}
template <class Value>
engine::Value to_value(const Defaulted<Value>& value) {
  return to_value(value.value());
}

template <class Value>
engine::Value to_value(const Computed<Value>& value) {
  return to_value(value.value());
}
template <class Value>
engine::Value to_value(const Deferred<Value>& value) {
  return to_value(value.value());
}

/// The tree of such a value.
template <class Value>
NodePtr value_node(const Value& value, std::string_view hint) {
  if constexpr (std::same_as<Value, std::nullopt_t>) {
    return make_null();
  } else if constexpr (Text<Value>) {
    return make_bound(std::string_view(value), hint);
  } else if constexpr (requires { make_bound(SqlType<Value>::store(value), hint); }) {
    return make_bound(SqlType<Value>::store(value), hint);
  } else {
    return make_named_value(to_value(value), hint);
  }
}
template <class Value>
NodePtr value_node(const std::optional<Value>& value, std::string_view hint) {
  return value ? value_node(*value, hint) : make_null();
}

/// The tree of an operand; a value is named after the operand beside it.
template <class Operand, class Neighbour>
NodePtr lower(const Operand& operand, const Neighbour& neighbour) {
  if constexpr (SqlExpression<Operand>) {
    return operand.node();
  } else if constexpr (requires { neighbour.name(); }) {
    return value_node(operand, neighbour.name());
  } else if constexpr (SqlExpression<Neighbour>) {
    return value_node(operand, hint_beside(neighbour.node()));
  } else {
    return value_node(operand, no_hint);
  }
}

}  // namespace detail
}  // namespace retort::orm
