// Functions on text: substr(artists.name, 1, 3), replace(...), group_concat(albums.name, ", ").
// lower(), upper(), trim() and length() are in expression/functions.h.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <retort/orm/expression/functions.h>
#include <retort/orm/expression/operators.h>

namespace retort::orm {

namespace detail {

template <class E>
consteval void require_text() {
  static_assert(Text<OperandOf<E>>, "retort: this function is for text");
}

}  // namespace detail

template <SqlExpression E>
auto ltrim(const E& text) {
  detail::require_text<E>();
  return function<typename E::ValueType>("ltrim", text);
}
template <SqlExpression E>
auto rtrim(const E& text) {
  detail::require_text<E>();
  return function<typename E::ValueType>("rtrim", text);
}
/// Takes these characters off both ends.
template <SqlExpression E>
auto trim(const E& text, std::string_view characters) {
  detail::require_text<E>();
  return function<typename E::ValueType>("trim", text, characters);
}
/// From the start-th character, counted from 1; from the end where it is negative.
template <SqlExpression E>
auto substr(const E& text, std::int64_t start) {
  detail::require_text<E>();
  return function<typename E::ValueType>("substr", text, start);
}
template <SqlExpression E, class Start, class Count>
auto substr(const E& text, const Start& start, const Count& count) {
  detail::require_text<E>();
  return function<typename E::ValueType>("substr", text, start, count);
}
template <SqlExpression E, class From, class To>
auto replace(const E& text, const From& from, const To& to) {
  detail::require_text<E>();
  return function<typename E::ValueType>("replace", text, from, to);
}
/// Where the part begins, from 1; 0 where it is not there.
template <SqlExpression E, class Part>
auto instr(const E& text, const Part& part) {
  return function<detail::NullIfAny<std::int64_t, E, Part>>("instr", text, part);
}
template <SqlExpression E>
auto hex(const E& value) {
  return function<std::string>("hex", value);
}
/// As a literal of SQL.
template <SqlExpression E>
auto quote(const E& value) {
  return function<std::string>("quote", value);
}
/// The number of the first character.
template <SqlExpression E>
auto unicode(const E& text) {
  return function<std::optional<std::int64_t>>("unicode", text);
}
/// Text of characters, by their numbers.
template <class... Numbers>
auto chars(const Numbers&... numbers) {
  return function<std::string>("char", numbers...);
}
/// As printf of C: format("%s (%d)", artists.name, artists.year).
template <class... Arguments>
auto format(std::string_view format, const Arguments&... arguments) {
  return function<std::string>("printf", format, arguments...);
}
/// integer, real, text, blob or null.
template <SqlExpression E>
auto type_of(const E& value) {
  return function<std::string>("typeof", value);
}

/// The texts of a group, one behind the other; NULL for none.
template <SqlExpression E>
auto group_concat(const E& text) {
  return aggregate<std::optional<std::string>>("group_concat", text);
}
template <SqlExpression E>
auto group_concat(const E& text, std::string_view separator) {
  return aggregate<std::optional<std::string>>("group_concat", text, separator);
}

}  // namespace retort::orm
