// SQL inside of a typed query, as it is, with named values.
//
//   session.query(albums).filter(text("tracks > :most", arg("most", 10)))
//   session.query(albums.name, text<int>("length(name)"))
//
// A value is always bound. Never put a user's input into the SQL itself. A list becomes
// `(?, ?, ...)`: text("id IN :ids", arg("ids", ids)). What it is about is not known when the program
// is compiled, so no table of it is checked.

#pragma once

#include <string_view>

#include <retort/orm/expression/concepts.h>
#include <retort/orm/expression/expression.h>
#include <retort/orm/expression/operations.h>
#include <retort/orm/expression/tree.h>

namespace retort::orm {

/// The value of `:name`.
template <class Value>
detail::TextArgument arg(std::string_view name, const Value& value) {
  detail::TextArgument argument{name, {}, false};
  if constexpr (SqlExpression<Value>) {
    argument.values.push_back(value.node());
  } else if constexpr (detail::ListOfValues<Value> && !detail::Text<Value> &&
                       !detail::is_storable<Value>) {
    argument.is_list = true;
    for (const auto& each : value)
      argument.values.push_back(detail::value_node(each, detail::no_hint));
  } else {
    argument.values.push_back(detail::value_node(value, detail::no_hint));
  }
  return argument;
}

/// A condition. Throws QueryError where a name has no value.
template <std::same_as<detail::TextArgument>... Arguments>
Condition text(std::string_view sql, const Arguments&... arguments) {
  return Condition(detail::make_text(sql, {arguments...}));
}
/// An expression of type T.
template <class T, std::same_as<detail::TextArgument>... Arguments>
auto text(std::string_view sql, const Arguments&... arguments) {
  return Expression<T, detail::AnyScope>(detail::make_text(sql, {arguments...}));
}

}  // namespace retort::orm
