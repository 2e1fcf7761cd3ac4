#include <retort/migrate/detail/config_values.h>

#include <cstdlib>
#include <string>

#include <retort/schema/detail/toml_reader.h>

namespace retort::migrate::detail {

namespace {

using schema::detail::TomlArray;
using schema::detail::TomlEntry;
using schema::detail::TomlNode;
using schema::detail::TomlTable;

class Substitution {
 public:
  Substitution(const RunArguments& arguments, std::string_view source)
      : arguments_(arguments), source_(source) {}

  void replace(TomlTable& table) const {
    for (TomlEntry& entry : table) replace(entry.node);
  }

 private:
  void replace(TomlNode& node) const {
    if (auto* text = std::get_if<std::string>(&node.value)) *text = replaced(*text, node.line);
    if (auto* array = std::get_if<TomlArray>(&node.value))
      for (TomlNode& element : *array) replace(element);
    if (auto* table = std::get_if<TomlTable>(&node.value)) replace(*table);
  }

  std::string replaced(std::string_view text, int line) const {
    std::string result;
    for (std::size_t begin; (begin = text.find("${")) != std::string_view::npos;) {
      const std::size_t end = text.find('}', begin);
      if (end == std::string_view::npos)
        fail(line, "\"${\" without its \"}\" in \"" + std::string(text) + "\"");
      result.append(text.substr(0, begin)) += value(text.substr(begin + 2, end - begin - 2), line);
      text.remove_prefix(end + 1);
    }
    return result.append(text);
  }

  std::string value(std::string_view name, int line) const {
    constexpr std::string_view argument = "x.";
    if (name.starts_with(argument)) {
      const auto found = arguments_.find(name.substr(argument.size()));
      if (found != arguments_.end()) return found->second;
      const std::string key(name.substr(argument.size()));
      fail(line, "${x." + key + "} has no value; give it with -x " + key + "=VALUE");
    }
    const std::string variable(name);
    const char* const found = std::getenv(variable.c_str());
    if (found == nullptr) fail(line, "the environment variable " + variable + " is not set");
    return found;
  }

  [[noreturn]] void fail(int line, const std::string& message) const {
    schema::detail::fail_at(source_, line, message);
  }

  const RunArguments& arguments_;
  std::string_view source_;
};

}  // namespace

void substitute(TomlTable& table, const RunArguments& arguments, std::string_view source) {
  Substitution(arguments, source).replace(table);
}

}  // namespace retort::migrate::detail
