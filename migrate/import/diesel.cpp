// diesel: a folder VERSION_name for each migration, with up.sql, down.sql and metadata.toml, which may
// say `run_in_transaction = false`. The version is the name up to the first underscore, without dashes.

#include <algorithm>

#include <retort/migrate/detail/foreign_script.h>
#include <retort/migrate/detail/script_header.h>

namespace retort::migrate::detail {

namespace {

bool runs_in_transaction(const std::filesystem::path& folder) {
  const std::filesystem::path file = folder / "metadata.toml";
  if (!std::filesystem::exists(file)) return true;
  return with_reader(read_foreign(file), file, [](schema::detail::TomlReader& reader) {
    return reader.flag("run_in_transaction", true);
  });
}

ForeignScript read(const std::filesystem::path& folder) {
  const std::string name = folder.filename().string();
  const std::size_t end = std::min(name.find('_'), name.size());
  ForeignScript script{.version = name.substr(0, end),
                       .name = end < name.size() ? name.substr(end + 1) : "",
                       .source = folder / "up.sql"};
  std::erase(script.version, '-');
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  if (script.version.empty() || !std::ranges::all_of(script.version, is_digit))
    fail_import(folder, "its name does not begin with a version");
  script.up = {read_foreign(folder / "up.sql"), runs_in_transaction(folder)};
  script.has_down = std::filesystem::exists(folder / "down.sql");
  if (script.has_down) script.down = {read_foreign(folder / "down.sql"), script.up.transaction};
  return script;
}

}  // namespace

ForeignScripts read_diesel(const std::filesystem::path& folder) {
  ForeignScripts scripts;
  for (const auto& inside : folders_in(folder))
    if (std::filesystem::exists(inside / "up.sql")) scripts.push_back(read(inside));
  return scripts;
}

}  // namespace retort::migrate::detail
