// Aggregate<T, Scope>: an expression that is about a group of rows: sum(albums.tracks), and what is
// calculated from it. The type is how a query finds, when it is compiled, a column that is neither
// grouped nor in an aggregate, and an aggregate in filter(), where there are no groups yet.
//
//   sum(albums.tracks).filter(albums.year > 2000)              // FILTER (WHERE ...)
//   sum(albums.tracks).over(window().partition_by(artists.id)) // expression/window.h

#pragma once

#include <string_view>
#include <type_traits>
#include <utility>

#include <retort/orm/expression/concepts.h>
#include <retort/orm/expression/expression.h>
#include <retort/orm/expression/scope.h>

namespace retort::orm {

template <class UsedScope>
class Window;

template <class T, class UsedScope>
class Aggregate : public Expression<T, UsedScope> {
 public:
  using Expression<T, UsedScope>::Expression;

  Aggregate label(std::string_view name) const {
    return Aggregate(detail::make_label(name, this->node()));
  }
};

/// The call of an aggregate function itself.
template <class T, class UsedScope>
class AggregateCall : public Aggregate<T, UsedScope> {
 public:
  using Aggregate<T, UsedScope>::Aggregate;

  /// Of the rows that fulfil the condition only.
  template <class Test>
  auto filter(const Test& condition) const {
    using Used = detail::UnionOf<UsedScope, typename Test::ScopeType>;
    return AggregateCall<T, Used>(detail::make_filtered(this->node(), condition.node()));
  }
  /// Over the rows of a window, for each row.
  template <class WindowScope>
  auto over(const Window<WindowScope>& window) const {
    using Used = detail::UnionOf<UsedScope, WindowScope>;
    return Expression<T, Used>(detail::make_over(this->node(), window.data()));
  }
};

namespace detail {

template <class Operand>
inline constexpr bool is_aggregate = requires(const Operand& operand) {
  []<class T, class S>(const Aggregate<T, S>&) {}(operand);
};

/// The type of an expression made of others.
template <class T, class UsedScope, class... Operands>
using Combined = std::conditional_t<(is_aggregate<Operands> || ...), Aggregate<T, UsedScope>,
                                    Expression<T, UsedScope>>;

}  // namespace detail
}  // namespace retort::orm
