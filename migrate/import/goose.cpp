// goose: VERSION_name.sql with annotations such as `-- +goose Up`. StatementBegin and StatementEnd say
// where a statement ends, which a parser of SQL knows by itself.

#include <retort/migrate/detail/foreign_script.h>

namespace retort::migrate::detail {

namespace {

ForeignScript read(const std::filesystem::path& file) {
  ForeignScript script = versioned_script(file.stem().string(), file);
  const std::string text = read_foreign(file);
  ForeignSection* section = nullptr;
  for (const std::string_view line : lines_of(text)) {
    const std::string annotation = marked(line, "+goose");
    if (annotation == "up") {
      section = &script.up;
    } else if (annotation == "down") {
      section = &script.down;
      script.has_down = true;
    } else if (annotation == "no transaction") {
      script.up.transaction = script.down.transaction = false;
    } else if (annotation == "envsub on") {
      fail_import(file,
                  "puts environment variables into its SQL (`+goose ENVSUB ON`), which a script "
                  "here cannot; write the values, and take the annotation away");
    } else if (annotation.empty() && section != nullptr) {
      section->sql += line;
    }
  }
  if (section == nullptr) fail_import(file, "has no annotation `-- +goose Up`");
  return script;
}

}  // namespace

ForeignScripts read_goose(const std::filesystem::path& folder) {
  for (const auto& file : files_ending(folder, ".go"))
    if (!named_script(file.stem().string(), file).version.empty() &&
        !file.stem().string().ends_with("_test"))
      fail_import(file,
                  "is a migration in Go, which cannot be imported; write it in SQL first, or move "
                  "it away and call a function of the application in its place");
  ForeignScripts scripts;
  for (const auto& file : files_ending(folder, ".sql")) scripts.push_back(read(file));
  return scripts;
}

}  // namespace retort::migrate::detail
