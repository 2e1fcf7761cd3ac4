// SQL functions, found through their arguments: sum(albums.tracks), lower(artists.name).
//
//   session.query(artists, count(albums.id).label("count"))
//
// Types follow SQL: an aggregate of no rows is NULL (only count is 0), so sum, min, max and avg
// give std::optional; coalesce(sum(albums.tracks), 0) does not. Any other function of a database is
// function<T>("name", arguments...).

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

#include <retort/orm/expression/aggregate.h>
#include <retort/orm/expression/expression.h>
#include <retort/orm/expression/operators.h>
#include <retort/orm/expression/text.h>

namespace retort::orm {

namespace detail {

template <class Argument>
NodePtr lower_argument(std::string_view function, const Argument& argument) {
  if constexpr (SqlExpression<Argument>) {
    return argument.node();
  } else {
    return value_node(argument, function);
  }
}

/// The type that an operand has in SQL: text literals are strings.
template <class Value>
using ValueOf = std::conditional_t<Text<OperandOf<Value>>, std::string, OperandOf<Value>>;

/// What sum() of a type gives.
template <class T>
struct Sum {
  using Type = std::conditional_t<std::is_floating_point_v<T>, double, std::int64_t>;
};
template <class T>
requires requires { SqlType<T>::additive; }
struct Sum<T> {
  using Type = T;
};
template <class T>
using SumOf = typename Sum<T>::Type;

}  // namespace detail

/// A call of a function by its name, which must live as long as the expression (a literal does).
template <class Result, class... Arguments>
auto function(std::string_view name, const Arguments&... arguments) {
  return detail::Combined<Result, detail::CommonScopeOf<Arguments...>, Arguments...>(
      detail::make_function(name, {detail::lower_argument(name, arguments)...}));
}
/// The same for an aggregate, which has filter() and over().
template <class Result, class... Arguments>
auto aggregate(std::string_view name, const Arguments&... arguments) {
  return AggregateCall<Result, detail::CommonScopeOf<Arguments...>>(
      detail::make_function(name, {detail::lower_argument(name, arguments)...}));
}

/// Rows.
AggregateCall<std::int64_t, detail::Scope<>> count();
/// Rows in which the expression is not NULL.
template <SqlExpression E>
auto count(const E& expression) {
  return aggregate<std::int64_t>("count", expression);
}
template <SqlExpression E>
auto count_distinct(const E& expression) {
  return AggregateCall<std::int64_t, typename E::ScopeType>(
      detail::make_function("count", {expression.node()}, true));
}

template <SqlExpression E>
auto sum(const E& expression) {
  static_assert(detail::is_additive<detail::OperandOf<E>>, "retort: sum() adds numbers");
  return aggregate<std::optional<detail::SumOf<detail::OperandOf<E>>>>("sum", expression);
}
template <SqlExpression E>
auto avg(const E& expression) {
  static_assert(detail::Number<detail::OperandOf<E>>, "retort: avg() is for numbers");
  return aggregate<std::optional<double>>("avg", expression);
}
template <SqlExpression E>
auto min(const E& expression) {
  return aggregate<std::optional<detail::OperandOf<E>>>("min", expression);
}
template <SqlExpression E>
auto max(const E& expression) {
  return aggregate<std::optional<detail::OperandOf<E>>>("max", expression);
}

template <SqlExpression E>
auto lower(const E& text) {
  static_assert(detail::Text<detail::OperandOf<E>>, "retort: lower() is for text");
  return function<typename E::ValueType>("lower", text);
}
template <SqlExpression E>
auto upper(const E& text) {
  static_assert(detail::Text<detail::OperandOf<E>>, "retort: upper() is for text");
  return function<typename E::ValueType>("upper", text);
}
template <SqlExpression E>
auto trim(const E& text) {
  static_assert(detail::Text<detail::OperandOf<E>>, "retort: trim() is for text");
  return function<typename E::ValueType>("trim", text);
}
template <SqlExpression E>
auto length(const E& text) {
  return function<detail::NullIfAny<std::int64_t, E>>("length", text);
}
template <SqlExpression E>
auto abs(const E& number) {
  static_assert(detail::Number<detail::OperandOf<E>>, "retort: abs() is for numbers");
  return function<typename E::ValueType>("abs", number);
}

/// The first that is not NULL; NULL only when the last one can be.
template <SqlExpression First, class Last>
auto coalesce(const First& first, const Last& last) {
  static_assert(detail::SameKind<detail::OperandOf<First>, detail::OperandOf<Last>>,
                "retort: coalesce() chooses among values of one kind");
  return function<detail::NullIfAny<detail::OperandOf<First>, Last>>("coalesce", first, last);
}

/// A column that GROUP BY leaves open, on purpose: its value is that of any row of the group (of the
/// row that has it, beside min() or max(), on SQLite).
template <SqlExpression E>
auto ungrouped(const E& expression) {
  return Expression<typename E::ValueType, typename E::ScopeType>(expression.node());
}

/// A bound value as an expression, for places where only expressions stand.
template <class T>
auto literal(const T& value) {
  return Expression<detail::ValueOf<T>, detail::Scope<>>(
      detail::value_node(value, detail::no_hint));
}

}  // namespace retort::orm
