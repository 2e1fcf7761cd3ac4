// A term of ORDER BY: artists.year.desc().nulls_last().

#pragma once

#include <utility>

#include <retort/orm/expression/node.h>

namespace retort::orm::detail {

template <class T, class UsedScope>
class Ordering {
 public:
  using ScopeType = UsedScope;

  Ordering(OrderNode order) : order_(std::move(order)) {}

  Ordering nulls_first() const { return {{order_.expression, order_.descending, Nulls::first}}; }
  Ordering nulls_last() const { return {{order_.expression, order_.descending, Nulls::last}}; }

  NodePtr node() const { return make_node(order_); }

 private:
  OrderNode order_;
};

}  // namespace retort::orm::detail
