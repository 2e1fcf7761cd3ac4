#include <retort/cli/detail/command_tree.h>

#include <map>
#include <string_view>

#include <retort/cli/detail/templates.h>
#include <retort/migrate/import.h>

namespace retort::cli::detail {

// By name, since a name means the same thing wherever it stands.
Value value_of(const OptionInfo& option) {
  static const std::map<std::string_view, Value> values = {{"revision", Value::revision},
                                                           {"revisions", Value::revision},
                                                           {"range", Value::revision},
                                                           {"--head", Value::revision},
                                                           {"--depends-on", Value::revision},
                                                           {"--rev-range", Value::revision},
                                                           {"--onto", Value::revision},
                                                           {"--name", Value::environment},
                                                           {"--from", Value::format},
                                                           {"--template", Value::project_template},
                                                           {"shell", Value::shell},
                                                           {"--config", Value::file},
                                                           {"--models", Value::file},
                                                           {"--answers", Value::file},
                                                           {"--output", Value::file},
                                                           {"--backup-folder", Value::file},
                                                           {"file", Value::file},
                                                           {"--version-path", Value::file},
                                                           {"folder", Value::file},
                                                           {"folders", Value::file},
                                                           {"directory", Value::file},
                                                           {"script", Value::file}};
  for (const std::string& name : option.names)
    if (const auto found = values.find(name); found != values.end()) return found->second;
  return Value::anything;
}

std::vector<std::string> words_of(Value value) {
  using migrate::ForeignTool;
  std::vector<std::string> words;
  switch (value) {
    case Value::format:
      for (const ForeignTool tool :
           {ForeignTool::dbmate, ForeignTool::goose, ForeignTool::golang_migrate,
            ForeignTool::diesel, ForeignTool::flyway, ForeignTool::numbered, ForeignTool::alembic})
        words.emplace_back(migrate::name_of(tool));
      break;
    case Value::project_template:
      for (const Template& known : templates()) words.emplace_back(known.name);
      break;
    case Value::shell: return {"bash", "zsh", "fish"};
    default: break;
  }
  return words;
}

}  // namespace retort::cli::detail
