// Expression<T, Scope>: a typed handle on an expression tree.
//
//   auto recent = artists.year > 1980;               // an expression of type bool over artists
//   Condition c = recent;                            // the same, its tables forgotten
//   if (only_early) c = c && artists.year <= 1990;
//
// T is the C++ type that the database's value is read as; Scope says whose columns are used. Both
// are there for the compiler: at run time it is one pointer. Condition is the form for conditions
// that are put together at run time; a default-made one is no condition at all and takes no part in
// && and ||. Values, may be shared between threads.

#pragma once

#include <concepts>
#include <string>
#include <type_traits>
#include <utility>

#include <retort/orm/expression/operations.h>
#include <retort/orm/expression/scope.h>
#include <retort/orm/expression/tree.h>

namespace retort::orm {

template <class T, class UsedScope>
class Expression : public detail::Operations<Expression<T, UsedScope>, T, UsedScope> {
 public:
  using ValueType = T;
  using ScopeType = UsedScope;

  explicit Expression(NodePtr node) : node_(std::move(node)) {}

  const NodePtr& node() const { return node_; }

 private:
  NodePtr node_;
};

template <>
class Expression<bool, detail::AnyScope>
    : public detail::Operations<Expression<bool, detail::AnyScope>, bool, detail::AnyScope> {
 public:
  using ValueType = bool;
  using ScopeType = detail::AnyScope;

  Expression() = default;
  explicit Expression(NodePtr node) : node_(std::move(node)) {}
  /// Any condition, whatever it is about.
  template <SqlExpression Typed>
  requires std::same_as < detail::Plain<typename Typed::ValueType>,
  bool > Expression(const Typed& typed) : node_(typed.node()) {}

  const NodePtr& node() const { return node_; }

 private:
  NodePtr node_;
};

using Condition = Expression<bool, detail::AnyScope>;

}  // namespace retort::orm
