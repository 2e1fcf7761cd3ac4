// TOML text into the tree of toml_node.h, by way of toml++.

#include <algorithm>
#include <cctype>
#include <sstream>
#include <string>
#include <type_traits>

namespace {

// toml++ takes for granted that the name of a table begins as one: for `[=` it would stop the program
// where assertions are on, and be free to do anything where they are off. So they are on, and throw.
struct Misread {};
[[noreturn]] void misread() { throw Misread(); }

}  // namespace

#undef NDEBUG
#define TOML_ASSERT(condition) ((condition) ? static_cast<void>(0) : misread())
#include <toml++/toml.h>

#include <retort/schema/detail/toml_node.h>
#include <retort/schema/error.h>

namespace retort::schema::detail {

namespace {

int line_of(const toml::source_region& region) { return static_cast<int>(region.begin.line); }

// The first line that begins as a table and goes on with what is in no name.
int line_of_odd_name(std::string_view text) {
  int line = 0;
  for (std::size_t begin = 0; begin < text.size();) {
    ++line;
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    std::string_view rest = text.substr(begin, end - begin);
    rest.remove_prefix(std::min(rest.find_first_not_of(" \t"), rest.size()));
    const bool table = rest.starts_with('[');
    rest.remove_prefix(std::min(rest.find_first_not_of("[ \t"), rest.size()));
    const bool name = !rest.empty() && (std::isalnum(static_cast<unsigned char>(rest.front())) ||
                                        std::string_view("_-\"'").find(rest.front()) != rest.npos);
    if (table && !name) return line;
    begin = end + 1;
  }
  return line;
}

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
  } catch (const Misread&) {
    throw Error(std::string(source) + ":" + std::to_string(line_of_odd_name(text)) +
                ": this is no name of a table");
  }
}

}  // namespace retort::schema::detail
