// Choosing between values: CASE, COALESCE, NULLIF, CAST.
//
//   when(books.pages > 400, "long").when(books.pages > 200, "middling").otherwise("short")
//   cast<std::string>(books.pages)
//   nullif(books.pages, 0)

#pragma once

#include <string_view>
#include <utility>
#include <vector>

#include <retort/orm/expression/functions.h>
#include <retort/orm/expression/operators.h>

namespace retort::orm {

/// CASE without its end. By itself it is NULL where no condition is true.
template <class T, class UsedScope>
class Case : public detail::Operations<Case<T, UsedScope>, std::optional<T>, UsedScope> {
 public:
  using ValueType = std::optional<T>;
  using ScopeType = UsedScope;

  explicit Case(std::vector<detail::CaseBranch> branches) : branches_(std::move(branches)) {}

  template <detail::TestLike Test, class Value>
  auto when(const Test& condition, const Value& value) const {
    static_assert(detail::SameKind<T, detail::OperandOf<Value>>,
                  "retort: the values of a CASE are of one kind");
    using Used = detail::UnionOf<UsedScope, detail::CommonScopeOf<Test, Value>>;
    auto branches = branches_;
    branches.push_back({condition.node(), detail::lower_argument("case", value)});
    return Case<T, Used>(std::move(branches));
  }
  template <class Value>
  auto otherwise(const Value& value) const {
    static_assert(detail::SameKind<T, detail::OperandOf<Value>>,
                  "retort: the values of a CASE are of one kind");
    using Used = detail::UnionOf<UsedScope, detail::CommonScopeOf<Value>>;
    return Expression<detail::NullIfAny<T, Value>, Used>(
        detail::make_case(branches_, detail::lower_argument("case", value)));
  }

  NodePtr node() const { return detail::make_case(branches_, nullptr); }

 private:
  std::vector<detail::CaseBranch> branches_;
};

template <detail::TestLike Test, class Value>
auto when(const Test& condition, const Value& value) {
  return Case<detail::ValueOf<Value>, detail::CommonScopeOf<Test, Value>>(
      {{condition.node(), detail::lower_argument("case", value)}});
}

/// Converted by the database: cast<int>(notes.text).
template <class T, SqlExpression E>
auto cast(const E& expression) {
  static_assert(detail::is_storable<T>, "retort: a cast is to a type that a column can hold");
  return detail::Combined<detail::NullIfAny<T, E>, typename E::ScopeType, E>(
      detail::make_cast(expression.node(), SqlType<T>::word));
}

/// NULL where the two are equal.
template <SqlExpression First, class Second>
auto nullif(const First& first, const Second& second) {
  static_assert(detail::SameKind<detail::OperandOf<First>, detail::OperandOf<Second>>,
                "retort: nullif() compares values of one kind");
  return function<std::optional<detail::OperandOf<First>>>("nullif", first, second);
}

/// NULL, as a value of a type.
template <class T>
auto null() {
  return Expression<std::optional<T>, detail::Scope<>>(detail::make_null());
}

// Conditions that are always or never true; always() takes no part in &&.
inline Condition always() { return Condition(detail::make_constant(true)); }
inline Condition never() { return Condition(detail::make_constant(false)); }

}  // namespace retort::orm
