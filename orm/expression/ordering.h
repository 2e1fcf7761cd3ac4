// A term of ORDER BY: artists.year.desc().nulls_last().

#pragma once

#include <utility>

#include <retort/orm/expression/tree.h>

namespace retort::orm::detail {

template <class T, class UsedScope>
class Ordering {
 public:
  using ScopeType = UsedScope;

  Ordering(NodePtr expression, bool descending, Nulls nulls = Nulls::unsaid)
      : expression_(std::move(expression)), descending_(descending), nulls_(nulls) {}

  Ordering nulls_first() const { return {expression_, descending_, Nulls::first}; }
  Ordering nulls_last() const { return {expression_, descending_, Nulls::last}; }

  NodePtr node() const { return make_order(expression_, descending_, nulls_); }

 private:
  NodePtr expression_;
  bool descending_;
  Nulls nulls_;
};

}  // namespace retort::orm::detail
