// The name and the folder of a new script.

#include <algorithm>
#include <map>

#include <retort/migrate/detail/slug.h>
#include <retort/migrate/error.h>
#include <retort/migrate/new_script.h>

namespace retort::migrate {

namespace {

namespace fs = std::filesystem;

std::string file_name(const Config& config, const std::map<std::string, std::string>& values) {
  std::string result;
  std::string_view rest = config.file_template;
  while (!rest.empty()) {
    const std::size_t open = rest.find('{');
    result += rest.substr(0, open);
    if (open == rest.npos) break;
    const std::size_t close = rest.find('}', open);
    const auto value = close == rest.npos
                           ? values.end()
                           : values.find(std::string(rest.substr(open + 1, close - open - 1)));
    if (value == values.end())
      throw MigrateError(config.file.string() + ": file_template = \"" + config.file_template +
                         "\": what stands in braces has to be one of rev, slug, epoch, year, "
                         "month, day, hour, minute, second");
    result += value->second;
    rest.remove_prefix(close + 1);
  }
  // A revision without a message has no slug, and so nothing to part from.
  while (result.ends_with('_') || result.ends_with('-')) result.pop_back();
  return result;
}

// A path that need not exist, in the one form that can be compared.
fs::path full(const fs::path& path) { return fs::weakly_canonical(fs::absolute(path)); }

bool is_below(const fs::path& path, const fs::path& folder) {
  const fs::path relative = full(path).lexically_relative(full(folder));
  return !relative.empty() && *relative.begin() != "..";
}

std::string listed(const std::vector<fs::path>& paths) {
  std::string text;
  for (const fs::path& path : paths) text += (text.empty() ? "" : ", ") + path.string();
  return text;
}

fs::path chosen(const Config& config, const fs::path& version_path) {
  for (const fs::path& folder : config.version_locations)
    for (const fs::path& meant : {version_path, config.file.parent_path() / version_path})
      if (full(meant) == full(folder) ||
          (config.recursive_version_locations && is_below(meant, folder)))
        return meant;
  throw MigrateError("--version-path " + version_path.string() +
                     ": not one of the version locations, which are " +
                     listed(config.version_locations));
}

bool has_folders(const Config& config) {
  return config.file_template.find('/') != std::string::npos;
}

// A script that is written and never read again would be missing from the history.
void require_read(const Config& config, const fs::path& path) {
  if (path.filename().string().starts_with('.') || path.is_absolute() || *path.begin() == "..")
    throw MigrateError(config.file.string() + ": file_template = \"" + config.file_template +
                       "\" makes " + path.string() +
                       ", which is not read as a script of this history; {rev} gives it a name");
}

}  // namespace

fs::path script_file_name(const Script& script, const Config& config, const ScriptTime& time,
                          bool sql) {
  if (has_folders(config) && !config.recursive_version_locations)
    throw MigrateError(config.file.string() + ": file_template = \"" + config.file_template +
                       "\" makes folders, which are only read with "
                       "recursive_version_locations = true");
  const std::string& t = time.created;
  const std::string name =
      file_name(config, {{"rev", script.revision},
                         {"slug", detail::slug(script.message, config.truncate_slug_length)},
                         {"epoch", std::to_string(time.epoch)},
                         {"year", t.substr(0, 4)},
                         {"month", t.substr(5, 2)},
                         {"day", t.substr(8, 2)},
                         {"hour", t.substr(11, 2)},
                         {"minute", t.substr(14, 2)},
                         {"second", t.substr(17, 2)}});
  const fs::path path = fs::path(name + (sql ? ".sql" : ".toml")).lexically_normal();
  require_read(config, path);
  return path;
}

fs::path script_folder(const Config& config, const std::vector<const Revision*>& parents,
                       const fs::path& version_path) {
  if (!version_path.empty()) return chosen(config, version_path);
  if (!parents.empty()) {
    fs::path folder = parents.front()->path.parent_path();
    if (!has_folders(config)) return folder;
    for (const fs::path& location : config.version_locations)
      if (is_below(folder, location)) return location;
    return folder;
  }
  if (config.version_locations.size() > 1)
    throw MigrateError(
        "a revision without a parent could go to several folders; choose one with "
        "--version-path: " +
        listed(config.version_locations));
  return config.version_locations.front();
}

}  // namespace retort::migrate
