// The methods that every expression has: artists.year.is_null(), artists.name.like("T%"), ...

#pragma once

#include <initializer_list>
#include <ranges>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <retort/orm/expression/concepts.h>
#include <retort/orm/expression/node.h>
#include <retort/orm/expression/scope.h>

namespace retort::orm {

template <class T, class Scope>
class Expression;

namespace detail {

template <class T, class Scope>
class Ordering;

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
  template <std::ranges::input_range Values>
  Test in(const Values& values) const {
    return in_list(values, false);
  }
  Test in(std::initializer_list<Plain<T>> values) const { return in_list(values, false); }
  template <std::ranges::input_range Values>
  Test not_in(const Values& values) const {
    return in_list(values, true);
  }
  Test not_in(std::initializer_list<Plain<T>> values) const { return in_list(values, true); }

  template <class Low, class High>
  auto between(const Low& low, const High& high) const {
    static_assert(SameKind<Plain<T>, OperandOf<Low>> && SameKind<Plain<T>, OperandOf<High>>,
                  "retort: between() needs bounds of the type that the column has");
    return Test(make_node(BetweenNode{node(), lower(low, self()), lower(high, self())}));
  }

  /// `%` is any text and `_` any character; with an escape character these can be meant literally.
  Test like(std::string_view pattern, char escape = '\0') const {
    return match(pattern, {.escape = escape});
  }
  Test not_like(std::string_view pattern, char escape = '\0') const {
    return match(pattern, {.escape = escape, .negated = true});
  }
  /// LIKE in which upper and lower case are the same.
  Test ilike(std::string_view pattern) const {
    static_assert(Text<Plain<T>>, "retort: ilike() is for columns that hold text");
    return Test(make_node(IlikeNode{node(), beside(std::string(pattern))}));
  }
  // The text is taken literally: its own `%` and `_` are escaped.
  Test startswith(std::string_view text) const { return literal_match(text, false, true); }
  Test endswith(std::string_view text) const { return literal_match(text, true, false); }
  Test contains(std::string_view text) const { return literal_match(text, true, true); }

  /// Unlike != and ==, these take NULL for a value as any other.
  template <class Other>
  auto is_distinct_from(const Other& other) const {
    return distinct(Operator::is_distinct_from, other);
  }
  template <class Other>
  auto is_not_distinct_from(const Other& other) const {
    return distinct(Operator::is_not_distinct_from, other);
  }

  Ordering<T, UsedScope> asc() const { return {{.expression = node()}}; }
  Ordering<T, UsedScope> desc() const { return {{.expression = node(), .descending = true}}; }

  /// A name in the result, which ORDER BY and text() may use.
  Same label(std::string_view name) const {
    return Same(make_node(LabelNode{std::string(name), node()}));
  }
  Same collate(std::string_view collation) const {
    return Same(make_node(CollateNode{node(), std::string(collation)}));
  }

 private:
  const Derived& self() const { return static_cast<const Derived&>(*this); }
  NodePtr node() const { return self().node(); }
  NodePtr beside(engine::Value value) const { return make_value(std::move(value), node()); }

  Test is(Operator op) const { return Test(make_binary(op, node(), make_node(NullNode{}))); }

  template <class Values>
  Test in_list(const Values& values, bool negated) const {
    static_assert(SameKind<Plain<T>, Plain<decltype(*std::begin(values))>>,
                  "retort: in() needs values of the type that the column has");
    InNode in{node(), {}, negated};
    for (const auto& value : values) in.list.push_back(beside(to_value(value)));
    return Test(make_node(std::move(in)));
  }

  struct PatternForm {
    bool open_start = false;
    bool open_end = false;
    char escape = '\0';
    bool negated = false;
  };
  Test match(std::string_view pattern, PatternForm form) const {
    static_assert(Text<Plain<T>>, "retort: like() is for columns that hold text");
    return Test(make_node(PatternNode{node(), beside(std::string(pattern)), form.open_start,
                                      form.open_end, form.escape, form.negated}));
  }
  Test literal_match(std::string_view text, bool open_start, bool open_end) const {
    const auto escaped = escape_wildcards(text);
    const char escape = escaped.size() == text.size() ? '\0' : wildcard_escape;
    return match(escaped, {.open_start = open_start, .open_end = open_end, .escape = escape});
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
