// Choosing between values: CASE, COALESCE, NULLIF, CAST.
//
//   when(books.pages > 400, "long").when(books.pages > 200, "middling").otherwise("short")
//   case_of(books.language).when("de", "German").when("it", "Italian").otherwise("other")
//   cast<std::string>(books.pages)
//   nullif(books.pages, 0)

#pragma once

#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <retort/orm/expression/functions.h>
#include <retort/orm/expression/operators.h>

namespace retort::orm {

namespace detail {

/// WHEN test THEN value: a condition, or a value that the subject is compared with.
template <class Subject, class Test, class Value>
CaseBranch case_branch(const NodePtr& subject, const Test& test, const Value& value) {
  if constexpr (std::is_void_v<Subject>) {
    static_assert(TestLike<Test>, "retort: when() takes a condition and a value");
    return {test.node(), lower_argument("case", value)};
  } else {
    constexpr bool alike = SameKind<Subject, OperandOf<Test>>;
    static_assert(alike, "retort: case_of() compares its expression with values of its own kind");
    if constexpr (SqlExpression<Test>) {
      return {test.node(), lower_argument("case", value)};
    } else if constexpr (alike) {
      return {value_node(test, hint_beside(subject)), lower_argument("case", value)};
    } else {
      return {};
    }
  }
}

}  // namespace detail

/// CASE without its end. By itself it is NULL where nothing applies. Subject: the type of the
/// expression that case_of() compares; void where each when() has a condition.
template <class T, class UsedScope, class Subject = void>
class Case : public detail::Operations<Case<T, UsedScope, Subject>, std::optional<T>, UsedScope> {
 public:
  using ValueType = std::optional<T>;
  using ScopeType = UsedScope;

  Case(NodePtr subject, std::vector<detail::CaseBranch> branches)
      : subject_(std::move(subject)), branches_(std::move(branches)) {}

  template <class Test, class Value>
  auto when(const Test& test, const Value& value) const {
    static_assert(detail::SameKind<T, detail::OperandOf<Value>>,
                  "retort: the values of a CASE are of one kind");
    using Used = detail::UnionOf<UsedScope, detail::CommonScopeOf<Test, Value>>;
    auto branches = branches_;
    branches.push_back(detail::case_branch<Subject>(subject_, test, value));
    return Case<T, Used, Subject>(subject_, std::move(branches));
  }
  template <class Value>
  auto otherwise(const Value& value) const {
    static_assert(detail::SameKind<T, detail::OperandOf<Value>>,
                  "retort: the values of a CASE are of one kind");
    using Used = detail::UnionOf<UsedScope, detail::CommonScopeOf<Value>>;
    return Expression<detail::NullIfAny<T, Value>, Used>(
        detail::make_case(subject_, branches_, detail::lower_argument("case", value)));
  }

  NodePtr node() const { return detail::make_case(subject_, branches_, nullptr); }

 private:
  NodePtr subject_;
  std::vector<detail::CaseBranch> branches_;
};

template <detail::TestLike Test, class Value>
auto when(const Test& condition, const Value& value) {
  return Case<detail::ValueOf<Value>, detail::CommonScopeOf<Test, Value>>(
      nullptr, {detail::case_branch<void>(nullptr, condition, value)});
}

/// CASE expression WHEN value THEN ...: what the subject is compared with. NULL equals nothing.
template <SqlExpression Subject>
class CaseOf {
 public:
  explicit CaseOf(NodePtr subject) : subject_(std::move(subject)) {}

  template <class Test, class Value>
  auto when(const Test& test, const Value& value) const {
    using Kind = detail::OperandOf<Subject>;
    using Used = detail::UnionOf<typename Subject::ScopeType, detail::CommonScopeOf<Test, Value>>;
    return Case<detail::ValueOf<Value>, Used, Kind>(
        subject_, {detail::case_branch<Kind>(subject_, test, value)});
  }

 private:
  NodePtr subject_;
};

template <SqlExpression Subject>
auto case_of(const Subject& subject) {
  return CaseOf<Subject>(subject.node());
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
Condition always();
Condition never();

}  // namespace retort::orm
