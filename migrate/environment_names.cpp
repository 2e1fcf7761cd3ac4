#include <retort/migrate/environment_names.h>

#include <algorithm>

#include <retort/migrate/detail/text_file.h>
#include <retort/migrate/error.h>
#include <retort/schema/detail/toml_reader.h>

namespace retort::migrate {

std::vector<std::string> environment_names(const std::filesystem::path& file) {
  using namespace schema::detail;
  const std::string text = detail::read_text_file(file, "cannot read the configuration");
  std::vector<std::string> names;
  try {
    const TomlTable root = parse_toml(text, file.string());
    const auto found = std::ranges::find(root, "environments", &TomlEntry::key);
    if (found == root.end()) return names;
    if (const auto* table = std::get_if<TomlTable>(&found->node.value))
      for (const TomlEntry& entry : *table) names.push_back(entry.key);
  } catch (const Error& error) {
    throw MigrateError(error.what());
  }
  return names;
}

}  // namespace retort::migrate
