// Plain SQL: files whose names begin with a number, `0001_create.sql`, `3-users.sql`, `V4 more.sql`. They
// only go up.

#include <retort/migrate/detail/foreign_script.h>

namespace retort::migrate::detail {

ForeignScripts read_numbered(const std::filesystem::path& folder) {
  ForeignScripts scripts;
  for (const auto& file : files_ending(folder, ".sql")) {
    const std::string stem = file.stem().string();
    std::string_view name = stem;
    if (name.starts_with('V') || name.starts_with('v')) name.remove_prefix(1);
    ForeignScript script = named_script(name, file);
    if (script.version.empty())
      fail_import(file, "its name does not begin with a number, so nothing says when it comes");
    script.up.sql = read_foreign(file);
    scripts.push_back(std::move(script));
  }
  return scripts;
}

}  // namespace retort::migrate::detail
