// dbmate: VERSION_name.sql with `-- migrate:up` and `-- migrate:down`, each with options such as
// `transaction:false`.

#include <retort/migrate/detail/foreign_script.h>

namespace retort::migrate::detail {

namespace {

ForeignScript read(const std::filesystem::path& file) {
  ForeignScript script = versioned_script(file.stem().string(), file);
  const std::string text = read_foreign(file);
  ForeignSection* section = nullptr;
  bool has_up = false;
  for (const std::string_view line : lines_of(text)) {
    const std::string up = marked(line, "migrate:up");
    const std::string down = marked(line, "migrate:down");
    const bool is_up = !up.empty() || marked(line, "migrate:") == "up";
    const bool is_down = !down.empty() || marked(line, "migrate:") == "down";
    if (is_up || is_down) {
      section = is_up ? &script.up : &script.down;
      (is_up ? has_up : script.has_down) = true;
      section->transaction = (is_up ? up : down).find("transaction:false") == std::string::npos;
    } else if (section != nullptr) {
      section->sql += line;
    }
  }
  if (!has_up) fail_import(file, "has no section `-- migrate:up`");
  return script;
}

}  // namespace

ForeignScripts read_dbmate(const std::filesystem::path& folder) {
  ForeignScripts scripts;
  for (const auto& file : files_ending(folder, ".sql")) scripts.push_back(read(file));
  return scripts;
}

}  // namespace retort::migrate::detail
