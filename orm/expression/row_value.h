// Several values as one: row_of(a, b).in({{1, 2}, {3, 4}}), row_of(a, b) > row_of(1, 2).
//
// Compared from the left, as the pages of a list that is ordered by several columns need it:
// row_of(books.pages, books.id) > row_of(last.pages, last.id).

#pragma once

#include <initializer_list>
#include <tuple>
#include <utility>
#include <vector>

#include <retort/orm/expression/functions.h>
#include <retort/orm/expression/operators.h>

namespace retort::orm {

template <class UsedScope, class... Types>
class RowValue {
 public:
  using Values = std::tuple<Types...>;

  explicit RowValue(std::vector<NodePtr> parts) : node_(detail::make_tuple(std::move(parts))) {}

  template <detail::ListOfValues List>
  auto in(const List& rows) const {
    return in_rows(rows, false);
  }
  auto in(std::initializer_list<Values> rows) const { return in_rows(rows, false); }
  template <detail::ListOfValues List>
  auto not_in(const List& rows) const {
    return in_rows(rows, true);
  }
  auto not_in(std::initializer_list<Values> rows) const { return in_rows(rows, true); }
  template <detail::InnerQuery Query>
  auto in(const Query& query) const {
    return Expression<bool, detail::UnionOf<UsedScope, typename Query::Correlated>>(
        detail::make_in(node_, query.data(), false));
  }

  NodePtr node() const { return node_; }

 private:
  template <class List>
  auto in_rows(const List& rows, bool negated) const {
    std::vector<NodePtr> list;
    for (const Values& row : rows) {
      std::vector<NodePtr> parts;
      std::apply(
          [&](const auto&... values) {
            (parts.push_back(detail::value_node(values, detail::no_hint)), ...);
          },
          row);
      list.push_back(detail::make_tuple(std::move(parts)));
    }
    return Expression<bool, UsedScope>(detail::make_in(node_, std::move(list), negated));
  }

  NodePtr node_;
};

/// Expressions and values.
template <class... Parts>
auto row_of(const Parts&... parts) {
  return RowValue<detail::CommonScopeOf<Parts...>, detail::ValueOf<Parts>...>(
      {detail::lower_argument("row", parts)...});
}

namespace detail {

template <class A, class... T, class B, class... U>
auto compare_rows(Operator op, const RowValue<A, T...>& left, const RowValue<B, U...>& right) {
  constexpr bool alike = [] {
    if constexpr (sizeof...(T) == sizeof...(U)) {
      return (SameKind<T, U> && ...);
    } else {
      return false;
    }
  }();
  static_assert(alike, "retort: rows are compared part by part, so they have parts of one kind");
  return Expression<bool, UnionOf<A, B>>(make_binary(op, left.node(), right.node()));
}

}  // namespace detail

template <class A, class... T, class B, class... U>
auto operator==(const RowValue<A, T...>& left, const RowValue<B, U...>& right) {
  return detail::compare_rows(detail::Operator::equal, left, right);
}
template <class A, class... T, class B, class... U>
auto operator<(const RowValue<A, T...>& left, const RowValue<B, U...>& right) {
  return detail::compare_rows(detail::Operator::less, left, right);
}
template <class A, class... T, class B, class... U>
auto operator>(const RowValue<A, T...>& left, const RowValue<B, U...>& right) {
  return detail::compare_rows(detail::Operator::greater, left, right);
}

}  // namespace retort::orm
