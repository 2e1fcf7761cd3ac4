// TOML text into the tree of toml_node.h, by way of toml++.

#include <algorithm>
#include <sstream>
#include <string>
#include <type_traits>

#include <toml++/toml.h>

#include <retort/schema/detail/toml_node.h>
#include <retort/schema/error.h>

namespace retort::schema::detail {

namespace {

int line_of(const toml::source_region& region) { return static_cast<int>(region.begin.line); }

template <class Date>
TomlDate date(const Date& value) {
  std::ostringstream text;
  text << value;
  bool offset = false;
  if constexpr (std::is_same_v<Date, toml::date_time>) offset = value.offset.has_value();
  return {text.str(), offset};
}

TomlNode converted(const toml::node& node);

TomlArray converted_array(const toml::array& array) {
  TomlArray result;
  result.reserve(array.size());
  for (const toml::node& element : array) result.push_back(converted(element));
  return result;
}

TomlTable converted_table(const toml::table& table) {
  std::vector<std::pair<const toml::key*, const toml::node*>> entries;
  for (auto&& [key, node] : table) entries.emplace_back(&key, &node);
  // The library keeps keys sorted; the order of the file is the order of a table's columns.
  std::ranges::sort(entries, [](const auto& a, const auto& b) {
    const toml::source_position left = a.first->source().begin;
    const toml::source_position right = b.first->source().begin;
    return std::pair(left.line, left.column) < std::pair(right.line, right.column);
  });
  TomlTable result;
  result.reserve(entries.size());
  for (const auto& [key, node] : entries)
    result.push_back({std::string(key->str()), line_of(key->source()), converted(*node)});
  return result;
}

TomlNode converted(const toml::node& node) {
  TomlNode result{line_of(node.source()), {}};
  node.visit([&](const auto& value) {
    using Kind = std::remove_cvref_t<decltype(value)>;
    if constexpr (std::is_same_v<Kind, toml::table>)
      result.value = converted_table(value);
    else if constexpr (std::is_same_v<Kind, toml::array>)
      result.value = converted_array(value);
    else if constexpr (toml::is_chronological<Kind>)
      result.value = date(value.get());
    else
      result.value = value.get();
  });
  return result;
}

}  // namespace

std::string_view kind(const TomlNode& node) {
  constexpr std::string_view kinds[] = {"a boolean", "an integer", "a number", "a string",
                                        "a date",    "a list",     "a table"};
  return kinds[node.value.index()];
}

TomlTable parse_toml(std::string_view text, std::string_view source) {
  try {
    return converted_table(toml::parse(text, source));
  } catch (const toml::parse_error& error) {
    throw Error(std::string(source) + ":" + std::to_string(line_of(error.source())) + ": " +
                std::string(error.description()));
  }
}

}  // namespace retort::schema::detail
