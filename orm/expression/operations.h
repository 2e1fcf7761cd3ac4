// The methods that every expression has: artists.year.is_null(), artists.name.like("T%"), ...

#pragma once

#include <concepts>
#include <initializer_list>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <retort/orm/expression/concepts.h>
#include <retort/orm/expression/scope.h>
#include <retort/orm/expression/tree.h>
#include <retort/orm/shared.h>

namespace retort::orm {

template <class T, class Scope>
class Expression;

namespace detail {

template <class T, class Scope>
class Ordering;

template <class Values>
concept ListOfValues = requires(const Values& values) {
  values.begin();
  values.end();
};

template <class... Types>
struct TypeList {};

/// A query as part of an expression.
template <class Query>
concept InnerQuery = requires(const Query& query) {
  typename Query::Columns;
  typename Query::Correlated;
  { query.data() } -> std::convertible_to<Shared<const Select>>;
};

template <class Columns, class T>
inline constexpr bool is_column_of_kind = false;
template <class Column, class T>
inline constexpr bool is_column_of_kind<TypeList<Column>, T> = SameKind<T, Plain<Column>>;

/// Derived has node(); T is its type and UsedScope its scope.
template <class Derived, class T, class UsedScope>
class Operations {
 public:
  using Test = Expression<bool, UsedScope>;
  using Same = Expression<T, UsedScope>;

  /// The SQL with names for the values: `artists.year > :year_1`.
  std::string sql() const { return to_sql(node()); }

  Test is_null() const { return is(Operator::is); }
  Test is_not_null() const { return is(Operator::is_not); }

  /// One of the values; none for an empty list. Takes any range, or `{1, 2, 3}`.
  template <ListOfValues Values>
  Test in(const Values& values) const {
    return in_list(values, false);
  }
  Test in(std::initializer_list<Plain<T>> values) const { return in_list(values, false); }
  template <ListOfValues Values>
  Test not_in(const Values& values) const {
    return in_list(values, true);
  }
  Test not_in(std::initializer_list<Plain<T>> values) const { return in_list(values, true); }

  /// Among the rows of a query.
  template <InnerQuery Query>
  auto in(const Query& query) const {
    return in_query(query, false);
  }
  template <InnerQuery Query>
  auto not_in(const Query& query) const {
    return in_query(query, true);
  }

  template <class Low, class High>
  auto between(const Low& low, const High& high) const {
    static_assert(SameKind<Plain<T>, OperandOf<Low>> && SameKind<Plain<T>, OperandOf<High>>,
                  "retort: between() needs bounds of the type that the column has");
    return Test(make_between(node(), lower(low, self()), lower(high, self())));
  }

  /// `%` is any text and `_` any character; with an escape character these can be meant literally.
  Test like(std::string_view pattern, char escape = '\0') const {
    static_assert(Text<Plain<T>>, "retort: like() is for columns that hold text");
    return Test(make_pattern(node(), beside(pattern), {.escape = escape}));
  }
  Test not_like(std::string_view pattern, char escape = '\0') const {
    return Test(make_not(like(pattern, escape).node()));
  }
  /// `*` is any text, `?` any character, `[a-z]` one of these; upper and lower case differ.
  Test glob(std::string_view pattern) const { return matching(Operator::glob, pattern); }
  /// SQLite has the operator, and no function for it until the program or an extension adds one.
  Test regexp(std::string_view pattern) const { return matching(Operator::regexp, pattern); }
  /// LIKE in which upper and lower case are the same.
  Test ilike(std::string_view pattern) const {
    static_assert(Text<Plain<T>>, "retort: ilike() is for columns that hold text");
    return Test(make_ilike(node(), beside(pattern)));
  }
  // The text is taken literally: its own `%` and `_` are escaped.
  Test startswith(std::string_view text) const { return match(text, {.open_end = true}); }
  Test endswith(std::string_view text) const { return match(text, {.open_start = true}); }
  Test contains(std::string_view text) const {
    return match(text, {.open_start = true, .open_end = true});
  }

  /// Unlike != and ==, these take NULL for a value as any other.
  template <class Other>
  auto is_distinct_from(const Other& other) const {
    return distinct(Operator::is_distinct_from, other);
  }
  template <class Other>
  auto is_not_distinct_from(const Other& other) const {
    return distinct(Operator::is_not_distinct_from, other);
  }

  Ordering<T, UsedScope> asc() const { return {node(), false}; }
  Ordering<T, UsedScope> desc() const { return {node(), true}; }

  /// A name in the result, which ORDER BY and text() may use.
  Same label(std::string_view name) const { return Same(make_label(name, node())); }
  Same collate(std::string_view collation) const { return Same(make_collate(node(), collation)); }

 private:
  const Derived& self() const { return static_cast<const Derived&>(*this); }
  NodePtr node() const { return self().node(); }
  /// What values beside it are named after.
  std::string_view hint() const {
    if constexpr (requires { self().name(); }) {
      return self().name();
    } else {
      return hint_beside(node());
    }
  }
  NodePtr beside(std::string_view text) const { return make_bound(text, hint()); }

  Test is(Operator op) const { return Test(make_binary(op, node(), make_null())); }

  template <class Values>
  Test in_list(const Values& values, bool negated) const {
    static_assert(SameKind<Plain<T>, Plain<decltype(*std::begin(values))>>,
                  "retort: in() needs values of the type that the column has");
    std::vector<NodePtr> list;
    for (const auto& value : values) list.push_back(value_node(value, hint()));
    return Test(make_in(node(), std::move(list), negated));
  }

  template <class Query>
  auto in_query(const Query& query, bool negated) const {
    static_assert(is_column_of_kind<typename Query::Columns, Plain<T>>,
                  "retort: in() needs a query of one column, of the kind that the column has");
    using Used = UnionOf<UsedScope, typename Query::Correlated>;
    return Expression<bool, Used>(make_in(node(), query.data(), negated));
  }

  Test match(std::string_view text, PatternForm form) const {
    static_assert(Text<Plain<T>>, "retort: text is looked for in columns that hold text");
    return Test(make_literal_pattern(node(), text, form));
  }

  Test matching(Operator op, std::string_view pattern) const {
    static_assert(Text<Plain<T>>, "retort: patterns are for columns that hold text");
    return Test(make_binary(op, node(), beside(pattern)));
  }

  template <class Other>
  auto distinct(Operator op, const Other& other) const {
    static_assert(SameKind<Plain<T>, OperandOf<Other>>,
                  "retort: a column compares only with values of its own kind");
    return Test(make_binary(op, node(), lower(other, self())));
  }
};

}  // namespace detail
}  // namespace retort::orm
