// param<"year", int>: a value that is given when a query runs.
//
//   constexpr param<"year", int> year;
//   static const auto recent = select(artists).filter(artists.year > year);
//   for (auto& artist : session.query(recent).bind(year = 1980).all()) ...
//
// The query is written as SQL once, when it first runs; from then on running it costs no more than
// binding the values.

#pragma once

#include <string_view>

#include <retort/orm/expression/concepts.h>
#include <retort/orm/expression/operations.h>
#include <retort/orm/expression/scope.h>
#include <retort/orm/fixed_string.h>

namespace retort::orm {

namespace detail {

/// A value for a parameter.
struct Binding {
  std::string_view name;
  NodePtr value;
};

}  // namespace detail

template <FixedString Name, class T>
class param : public detail::Operations<param<Name, T>, T, detail::Scope<>> {
 public:
  using ValueType = T;
  using ScopeType = detail::Scope<>;

  constexpr param() = default;
  constexpr param(const param&) = default;

  NodePtr node() const { return detail::make_parameter(Name.view()); }

  template <class Value>
  detail::Binding operator=(const Value& value) const {
    static_assert(detail::SameKind<detail::Plain<T>, detail::Plain<Value>>,
                  "retort: a parameter takes values of its own kind");
    return {Name.view(), detail::value_node(value, Name.view())};
  }
};

}  // namespace retort::orm
