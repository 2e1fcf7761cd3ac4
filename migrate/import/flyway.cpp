// Flyway: V1_2__description.sql, with U1_2__description.sql for the way back. Settings of one script
// stand in V1_2__description.sql.conf.

#include <algorithm>
#include <map>

#include <retort/migrate/detail/foreign_script.h>

namespace retort::migrate::detail {

namespace {

// "V1.2__add_users" -> version "1_2", name "add_users".
ForeignScript versioned(const std::filesystem::path& file) {
  const std::string stem = file.stem().string();
  const std::size_t parting = stem.find("__");
  ForeignScript script{.source = file};
  if (parting == std::string::npos)
    fail_import(file, "is not named as Flyway names scripts, V1__description.sql");
  script.version = stem.substr(1, parting - 1);
  script.name = stem.substr(parting + 2);
  std::ranges::replace(script.version, '.', '_');
  const bool good = !script.version.empty() && std::ranges::all_of(script.version, [](char c) {
    return (c >= '0' && c <= '9') || c == '_';
  });
  if (!good) fail_import(file, "its version is not made of numbers");
  return script;
}

std::string read(const std::filesystem::path& file) {
  std::string text = read_foreign(file);
  std::size_t line = 0;
  for (const std::string_view content : lines_of(text)) {
    ++line;
    if (content.find("${") != content.npos)
      fail_import(file.string() + ":" + std::to_string(line),
                  "has a placeholder, ${...}, which nothing here fills in; write the value");
  }
  return text;
}

bool runs_in_transaction(const std::filesystem::path& file) {
  const std::filesystem::path settings = file.string() + ".conf";
  if (!std::filesystem::exists(settings)) return true;
  std::string text = read_foreign(settings);
  std::erase(text, ' ');
  return text.find("executeInTransaction=false") == std::string::npos;
}

}  // namespace

ForeignScripts read_flyway(const std::filesystem::path& folder) {
  ForeignScripts scripts;
  std::map<std::string, std::filesystem::path> undo;
  for (const auto& file : files_ending(folder, ".sql", true)) {
    const char kind = file.filename().string().front();
    if (kind == 'R')
      fail_import(file,
                  "is a repeatable migration, which runs whenever it is changed; no revision does "
                  "that. Put what it creates into the revision that changes it, and move the file "
                  "away");
    if (kind == 'B')
      fail_import(file,
                  "is a baseline migration, which stands for those before it; move it away, or "
                  "those");
    if (kind == 'U') undo.emplace(versioned(file).version, file);
    if (kind != 'V') continue;
    ForeignScript script = versioned(file);
    script.up = {read(file), runs_in_transaction(file)};
    scripts.push_back(std::move(script));
  }
  for (ForeignScript& script : scripts) {
    const auto file = undo.extract(script.version);
    if (!file) continue;
    script.down = {read(file.mapped()), runs_in_transaction(file.mapped())};
    script.has_down = true;
  }
  for (const auto& [version, file] : undo) fail_import(file, "undoes a version that is not there");
  return scripts;
}

}  // namespace retort::migrate::detail
