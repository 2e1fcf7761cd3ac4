// golang-migrate: VERSION_title.up.sql and VERSION_title.down.sql. The title may differ; the version
// joins them.

#include <map>

#include <retort/migrate/detail/foreign_script.h>

namespace retort::migrate::detail {

namespace {

// The stem of a file without an ending such as `.up.sql`.
std::string stem_of(const std::filesystem::path& file, std::string_view ending) {
  std::string name = file.filename().string();
  name.resize(name.size() - ending.size());
  while (name.ends_with('.')) name.pop_back();
  return name;
}

}  // namespace

ForeignScripts read_golang_migrate(const std::filesystem::path& folder) {
  ForeignScripts scripts;
  std::map<std::string, std::filesystem::path> downs;
  for (const auto& file : files_ending(folder, ".down.sql")) {
    const auto [first, added] =
        downs.emplace(versioned_script(stem_of(file, ".down.sql"), file).version, file);
    if (!added) fail_import(file, "has the version of " + first->second.string());
  }
  for (const auto& file : files_ending(folder, ".up.sql")) {
    ForeignScript script = versioned_script(stem_of(file, ".up.sql"), file);
    script.up.sql = read_foreign(file);
    if (const auto down = downs.extract(script.version)) {
      script.down.sql = read_foreign(down.mapped());
      script.has_down = true;
    }
    scripts.push_back(std::move(script));
  }
  for (const auto& [version, file] : downs) fail_import(file, "has no script up beside it");
  return scripts;
}

}  // namespace retort::migrate::detail
