// JSON in text columns: json_get<int>(albums.facts, "$.year"), json_each() as a table.
// orm/json.h is another thing: it loads entities from JSON.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <retort/orm/expression/functions.h>
#include <retort/orm/model.h>
#include <retort/orm/query/from_of.h>

namespace retort::orm {

namespace detail {

/// types/json.h
template <class T>
inline constexpr bool is_json = requires {
  SqlType<T>::is_json;
};

template <class Json, class Path>
NodePtr json_node(Operator op, const Json& json, const Path& path) {
  static_assert(Text<OperandOf<Json>> || is_json<OperandOf<Json>>,
                "retort: JSON is kept in columns that hold text, or a nlohmann::json");
  return make_binary(op, json.node(), lower_argument("path", path));
}

}  // namespace detail

/// `json -> path`: what lies there, as JSON. A path is "$.a[0]", the name of a member or the number of
/// an element.
template <SqlExpression Json, class Path>
auto json_value(const Json& json, const Path& path) {
  return Expression<std::optional<std::string>, detail::CommonScopeOf<Json, Path>>(
      detail::json_node(detail::Operator::json_value, json, path));
}
/// `json ->> path`: what lies there, as a value of type T.
template <class T = std::string, SqlExpression Json, class Path>
auto json_get(const Json& json, const Path& path) {
  return Expression<std::optional<T>, detail::CommonScopeOf<Json, Path>>(
      detail::json_node(detail::Operator::json_text, json, path));
}
template <class T, SqlExpression Json, class... Paths>
auto json_extract(const Json& json, const Paths&... paths) {
  return function<std::optional<T>>("json_extract", json, paths...);
}
/// object, array, integer, real, true, false, null or text; NULL where there is nothing.
template <SqlExpression Json, class... Path>
auto json_type(const Json& json, const Path&... path) {
  return function<std::optional<std::string>>("json_type", json, path...);
}
template <SqlExpression Json, class... Path>
auto json_array_length(const Json& json, const Path&... path) {
  return function<std::optional<std::int64_t>>("json_array_length", json, path...);
}
template <SqlExpression Text>
auto json_valid(const Text& text) {
  return function<bool>("json_valid", text);
}
/// The text without white space; an error where it is no JSON.
template <class Text>
auto json(const Text& text) {
  return function<std::string>("json", text);
}
template <class Value>
auto json_quote(const Value& value) {
  return function<std::string>("json_quote", value);
}

// Changed copies.

template <SqlExpression Json, class... PathsAndValues>
auto json_set(const Json& json, const PathsAndValues&... more) {
  return function<typename Json::ValueType>("json_set", json, more...);
}
template <SqlExpression Json, class... PathsAndValues>
auto json_insert(const Json& json, const PathsAndValues&... more) {
  return function<typename Json::ValueType>("json_insert", json, more...);
}
template <SqlExpression Json, class... PathsAndValues>
auto json_replace(const Json& json, const PathsAndValues&... more) {
  return function<typename Json::ValueType>("json_replace", json, more...);
}
template <SqlExpression Json, class... Paths>
auto json_remove(const Json& json, const Paths&... paths) {
  return function<typename Json::ValueType>("json_remove", json, paths...);
}
template <SqlExpression Json, class Patch>
auto json_patch(const Json& json, const Patch& patch) {
  return function<typename Json::ValueType>("json_patch", json, patch);
}

template <class... Values>
auto json_array(const Values&... values) {
  return function<std::string>("json_array", values...);
}
/// Names and values in turn.
template <class... NamesAndValues>
auto json_object(const NamesAndValues&... more) {
  return function<std::string>("json_object", more...);
}
template <SqlExpression E>
auto json_group_array(const E& value) {
  return aggregate<std::string>("json_group_array", value);
}
template <SqlExpression Name, SqlExpression E>
auto json_group_object(const Name& name, const E& value) {
  return aggregate<std::string>("json_group_object", name, value);
}

/// A row of json_each() and json_tree().
template <class As>
struct JsonRowModel {
  static constexpr auto table_name = "json_each";

  Column<As, "key", std::optional<std::string>> key{};
  Column<As, "value", std::optional<std::string>> value{};
  Column<As, "type", std::string> type{};
  Column<As, "atom", std::optional<std::string>> atom{};
  Column<As, "id", std::int64_t> id{};
  Column<As, "parent", std::optional<std::int64_t>> parent{};
  Column<As, "fullkey", std::string> fullkey{};
  Column<As, "path", std::string> path{};
};

/// The columns of json_each() and json_tree() in a query. Numbers among the values are read with
/// cast<int>(json_rows.value).
inline constexpr auto json_rows = shape<JsonRowModel>;

namespace detail {

template <FromTarget Table, class... Arguments>
auto json_table(std::string_view name, const Table& table, const Arguments&... arguments) {
  auto item = FromOf<Table>::item(table);
  item.call = make_function(name, {lower_argument(name, arguments)...});
  return Derived<typename FromOf<Table>::Table>{std::move(item)};
}

}  // namespace detail

/// The elements of an array or members of an object as rows: from(json_each(albums.tags)).
template <SqlExpression Json>
auto json_each(const Json& json) {
  return detail::json_table("json_each", json_rows, json);
}
template <SqlExpression Json>
auto json_each(const Json& json, std::string_view path) {
  return detail::json_table("json_each", json_rows, json, path);
}
/// Under an alias, where a query has several: json_each(x, alias<"tags">(json_rows)).
template <SqlExpression Json, detail::FromTarget Table>
auto json_each(const Json& json, const Table& table) {
  return detail::json_table("json_each", table, json);
}
/// Everything inside, at any depth.
template <SqlExpression Json>
auto json_tree(const Json& json) {
  return detail::json_table("json_tree", json_rows, json);
}
template <SqlExpression Json>
auto json_tree(const Json& json, std::string_view path) {
  return detail::json_table("json_tree", json_rows, json, path);
}

}  // namespace retort::orm
