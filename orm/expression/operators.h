// The operators, on columns, on what is calculated from them, and on values.
//
//   artists.year > 1980 && !(artists.name == "Tool")
//   albums.tracks * 2 + 1
//   artists.name + "!"                       // a text plus a text is ||
//
// What is compared has to be of one kind; anything else does not compile. Values are bound, never
// written into the SQL. Each costs one node of the tree.

#pragma once

#include <concepts>
#include <optional>
#include <type_traits>

#include <retort/orm/expression/aggregate.h>
#include <retort/orm/expression/concepts.h>
#include <retort/orm/expression/expression.h>
#include <retort/orm/expression/scope.h>

namespace retort::orm {

namespace detail {

template <class Operand>
struct ScopeOfOperand {
  using type = Scope<>;
};
template <SqlExpression Operand>
struct ScopeOfOperand<Operand> {
  using type = typename Operand::ScopeType;
};

template <class... Operands>
struct CommonScope {
  using type = Scope<>;
};
template <class First, class... Rest>
struct CommonScope<First, Rest...>
    : Union<typename ScopeOfOperand<First>::type, typename CommonScope<Rest...>::type> {};
template <class... Operands>
using CommonScopeOf = typename CommonScope<Operands...>::type;

template <class A, class B>
concept AnyExpression = SqlExpression<A> || SqlExpression<B>;

template <class Left, class Right>
auto compare(Operator op, const Left& left, const Right& right) {
  constexpr bool same =
      SameKind<OperandOf<Left>, OperandOf<Right>> || SameKind<OperandOf<Right>, OperandOf<Left>>;
  static_assert(same,
                "retort: a column compares only with values of its own kind (numbers with numbers, "
                "text with text, an enumeration with itself)");
  using Test = Combined<bool, CommonScopeOf<Left, Right>, Left, Right>;
  if constexpr (same) {
    return Test(make_comparison(op, lower(left, right), lower(right, left)));
  } else {
    return Test(NodePtr());
  }
}

/// An operation is NULL where one of its operands is.
template <class Operand>
inline constexpr bool yields_null = is_nullable<std::remove_cvref_t<Operand>>;
template <SqlExpression Operand>
inline constexpr bool yields_null<Operand> = is_nullable<typename Operand::ValueType>;

template <class Result, class... Operands>
using NullIfAny = std::conditional_t<(yields_null<Operands> || ...), std::optional<Result>, Result>;

/// The common type of numbers.
template <class A, class B>
struct Calculated {
  static_assert(Number<A> && Number<B>, "retort: arithmetic needs numbers on both sides");
  using Type = std::common_type_t<A, B>;
};
/// Two of an additive type (a Decimal) make a third.
template <class A, class B>
struct Added : Calculated<A, B> {};
template <class T>
requires(!Number<T> && is_additive<T>) struct Added<T, T> {
  using Type = T;
};
/// And several of it another.
template <class A, class B>
struct Multiplied : Calculated<A, B> {};
template <class T, std::integral Factor>
requires(!Number<T> && is_additive<T>) struct Multiplied<T, Factor> {
  using Type = T;
};
template <std::integral Factor, class T>
requires(!Number<T> && is_additive<T>) struct Multiplied<Factor, T> {
  using Type = T;
};

template <template <class, class> class TypeOf = Calculated, class Left, class Right>
auto calculate(Operator op, const Left& left, const Right& right) {
  using Result = typename TypeOf<OperandOf<Left>, OperandOf<Right>>::Type;
  return Combined<NullIfAny<Result, Left, Right>, CommonScopeOf<Left, Right>, Left, Right>(
      make_binary(op, lower(left, right), lower(right, left)));
}

template <class T>
concept TestLike = SqlExpression<T> && std::same_as < Plain<typename T::ValueType>,
bool > ;

/// A condition that asks about no other tables than these.
template <class T, class Given>
concept TestAbout = TestLike<T> && covers<typename T::ScopeType, Given>;

}  // namespace detail

template <class Left, class Right>
requires detail::AnyExpression<Left, Right>
auto operator==(const Left& left, const Right& right) {
  return detail::compare(detail::Operator::equal, left, right);
}
template <class Left, class Right>
requires detail::AnyExpression<Left, Right>
auto operator!=(const Left& left, const Right& right) {
  return detail::compare(detail::Operator::not_equal, left, right);
}
template <class Left, class Right>
requires detail::AnyExpression<Left, Right>
auto operator<(const Left& left, const Right& right) {
  return detail::compare(detail::Operator::less, left, right);
}
template <class Left, class Right>
requires detail::AnyExpression<Left, Right>
auto operator<=(const Left& left, const Right& right) {
  return detail::compare(detail::Operator::less_equal, left, right);
}
template <class Left, class Right>
requires detail::AnyExpression<Left, Right>
auto operator>(const Left& left, const Right& right) {
  return detail::compare(detail::Operator::greater, left, right);
}
template <class Left, class Right>
requires detail::AnyExpression<Left, Right>
auto operator>=(const Left& left, const Right& right) {
  return detail::compare(detail::Operator::greater_equal, left, right);
}

template <SqlExpression Left, SqlExpression Right>
auto operator&&(const Left& left, const Right& right) {
  constexpr bool conditions = detail::TestLike<Left> && detail::TestLike<Right>;
  static_assert(conditions, "retort: && joins conditions");
  return detail::Combined<bool, detail::CommonScopeOf<Left, Right>, Left, Right>(
      detail::make_and(left.node(), right.node()));
}
template <SqlExpression Left, SqlExpression Right>
auto operator||(const Left& left, const Right& right) {
  constexpr bool conditions = detail::TestLike<Left> && detail::TestLike<Right>;
  static_assert(conditions, "retort: || joins conditions");
  return detail::Combined<bool, detail::CommonScopeOf<Left, Right>, Left, Right>(
      detail::make_or(left.node(), right.node()));
}
template <SqlExpression Operand>
auto operator!(const Operand& operand) {
  constexpr bool condition = detail::TestLike<Operand>;
  static_assert(condition, "retort: ! is about a condition");
  return detail::Combined<bool, typename Operand::ScopeType, Operand>(
      detail::make_not(operand.node()));
}

/// Adds numbers; joins texts (`||` in SQL).
template <class Left, class Right>
requires detail::AnyExpression<Left, Right>
auto operator+(const Left& left, const Right& right) {
  if constexpr (detail::Text<detail::OperandOf<Left>> && detail::Text<detail::OperandOf<Right>>) {
    using Text = detail::NullIfAny<std::string, Left, Right>;
    return detail::Combined<Text, detail::CommonScopeOf<Left, Right>, Left, Right>(
        detail::make_binary(detail::Operator::concatenate, detail::lower(left, right),
                            detail::lower(right, left)));
  } else {
    return detail::calculate<detail::Added>(detail::Operator::add, left, right);
  }
}
template <class Left, class Right>
requires detail::AnyExpression<Left, Right>
auto operator-(const Left& left, const Right& right) {
  return detail::calculate<detail::Added>(detail::Operator::subtract, left, right);
}
template <class Left, class Right>
requires detail::AnyExpression<Left, Right>
auto operator*(const Left& left, const Right& right) {
  return detail::calculate<detail::Multiplied>(detail::Operator::multiply, left, right);
}
template <class Left, class Right>
requires detail::AnyExpression<Left, Right>
auto operator/(const Left& left, const Right& right) {
  return detail::calculate(detail::Operator::divide, left, right);
}
template <class Left, class Right>
requires detail::AnyExpression<Left, Right>
auto operator%(const Left& left, const Right& right) {
  return detail::calculate(detail::Operator::modulo, left, right);
}
template <SqlExpression Operand>
auto operator-(const Operand& operand) {
  static_assert(detail::Number<detail::OperandOf<Operand>>, "retort: only numbers have a negative");
  return detail::Combined<typename Operand::ValueType, typename Operand::ScopeType, Operand>(
      detail::make_negative(operand.node()));
}

/// Bit by bit.
template <class Left, class Right>
requires detail::AnyExpression<Left, Right>
auto operator&(const Left& left, const Right& right) {
  return detail::calculate(detail::Operator::bit_and, left, right);
}
template <class Left, class Right>
requires detail::AnyExpression<Left, Right>
auto operator|(const Left& left, const Right& right) {
  return detail::calculate(detail::Operator::bit_or, left, right);
}
template <SqlExpression Operand>
auto operator~(const Operand& operand) {
  static_assert(detail::Number<detail::OperandOf<Operand>>, "retort: only numbers have bits");
  return detail::Combined<typename Operand::ValueType, typename Operand::ScopeType, Operand>(
      detail::make_bit_not(operand.node()));
}

}  // namespace retort::orm
