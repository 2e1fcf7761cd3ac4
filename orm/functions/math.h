// Functions on numbers: round(albums.price, 2), sqrt(x), greatest(a, b). abs() is in
// expression/functions.h. All but round, sign, greatest, least, total and random need an SQLite that
// was built with its math functions, as Debian's is.

#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include <retort/orm/expression/functions.h>
#include <retort/orm/expression/operators.h>

namespace retort::orm {

namespace detail {

template <class Result, class... Arguments>
auto math(std::string_view name, const Arguments&... arguments) {
  static_assert((Number<OperandOf<Arguments>> && ...), "retort: this function is for numbers");
  return function<Result>(name, arguments...);
}
template <class... E>
using DoubleOf = NullIfAny<double, E...>;

}  // namespace detail

template <SqlExpression E>
auto round(const E& number) {
  return detail::math<detail::DoubleOf<E>>("round", number);
}
template <SqlExpression E>
auto round(const E& number, std::int64_t digits) {
  return detail::math<detail::DoubleOf<E>>("round", number, digits);
}
/// -1, 0 or 1.
template <SqlExpression E>
auto sign(const E& number) {
  return detail::math<detail::NullIfAny<std::int64_t, E>>("sign", number);
}
/// The greatest of several values in one row; NULL where one of them is. (max() is the aggregate.)
template <SqlExpression First, class... Rest>
auto greatest(const First& first, const Rest&... rest) {
  static_assert((detail::SameKind<detail::OperandOf<First>, detail::OperandOf<Rest>> && ...),
                "retort: greatest() compares values of one kind");
  return function<detail::NullIfAny<detail::OperandOf<First>, First, Rest...>>("max", first,
                                                                               rest...);
}
template <SqlExpression First, class... Rest>
auto least(const First& first, const Rest&... rest) {
  static_assert((detail::SameKind<detail::OperandOf<First>, detail::OperandOf<Rest>> && ...),
                "retort: least() compares values of one kind");
  return function<detail::NullIfAny<detail::OperandOf<First>, First, Rest...>>("min", first,
                                                                               rest...);
}
/// The sum as a floating point number; 0 for no rows.
template <SqlExpression E>
auto total(const E& number) {
  static_assert(detail::Number<detail::OperandOf<E>>, "retort: total() adds numbers");
  return aggregate<double>("total", number);
}
/// Any integer there is.
inline auto random() { return function<std::int64_t>("random"); }

template <SqlExpression E>
auto ceil(const E& number) {
  return detail::math<typename E::ValueType>("ceil", number);
}
template <SqlExpression E>
auto floor(const E& number) {
  return detail::math<typename E::ValueType>("floor", number);
}
template <SqlExpression E>
auto trunc(const E& number) {
  return detail::math<typename E::ValueType>("trunc", number);
}

template <SqlExpression E>
auto exp(const E& number) {
  return detail::math<detail::DoubleOf<E>>("exp", number);
}
template <SqlExpression E>
auto radians(const E& number) {
  return detail::math<detail::DoubleOf<E>>("radians", number);
}
template <SqlExpression E>
auto degrees(const E& number) {
  return detail::math<detail::DoubleOf<E>>("degrees", number);
}
template <SqlExpression E>
auto sin(const E& number) {
  return detail::math<detail::DoubleOf<E>>("sin", number);
}
template <SqlExpression E>
auto cos(const E& number) {
  return detail::math<detail::DoubleOf<E>>("cos", number);
}
template <SqlExpression E>
auto tan(const E& number) {
  return detail::math<detail::DoubleOf<E>>("tan", number);
}
template <SqlExpression E>
auto atan(const E& number) {
  return detail::math<detail::DoubleOf<E>>("atan", number);
}
template <SqlExpression E>
auto sinh(const E& number) {
  return detail::math<detail::DoubleOf<E>>("sinh", number);
}
template <SqlExpression E>
auto cosh(const E& number) {
  return detail::math<detail::DoubleOf<E>>("cosh", number);
}
template <SqlExpression E>
auto tanh(const E& number) {
  return detail::math<detail::DoubleOf<E>>("tanh", number);
}
template <SqlExpression E>
auto asinh(const E& number) {
  return detail::math<detail::DoubleOf<E>>("asinh", number);
}

// NULL outside of what they are defined for.

template <SqlExpression E>
auto sqrt(const E& number) {
  return detail::math<std::optional<double>>("sqrt", number);
}
template <SqlExpression E>
auto ln(const E& number) {
  return detail::math<std::optional<double>>("ln", number);
}
template <SqlExpression E>
auto log10(const E& number) {
  return detail::math<std::optional<double>>("log10", number);
}
template <SqlExpression E>
auto log2(const E& number) {
  return detail::math<std::optional<double>>("log2", number);
}
template <SqlExpression E>
auto asin(const E& number) {
  return detail::math<std::optional<double>>("asin", number);
}
template <SqlExpression E>
auto acos(const E& number) {
  return detail::math<std::optional<double>>("acos", number);
}
template <SqlExpression E>
auto acosh(const E& number) {
  return detail::math<std::optional<double>>("acosh", number);
}
template <SqlExpression E>
auto atanh(const E& number) {
  return detail::math<std::optional<double>>("atanh", number);
}
template <class A, class B>
requires detail::AnyExpression<A, B>
auto pow(const A& a, const B& b) { return detail::math<std::optional<double>>("pow", a, b); }
template <class A, class B>
requires detail::AnyExpression<A, B>
auto mod(const A& a, const B& b) { return detail::math<std::optional<double>>("mod", a, b); }
template <class A, class B>
requires detail::AnyExpression<A, B>
auto atan2(const A& a, const B& b) { return detail::math<std::optional<double>>("atan2", a, b); }

}  // namespace retort::orm
