// What `migrate init` can begin a project with.

#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace retort::cli::detail {

struct NewFile {
  std::filesystem::path path{};
  std::string text{};
};

/// The files beside the configuration, and the folders, of a new project.
struct Project {
  std::string configuration{};
  std::vector<std::filesystem::path> folders{};
  std::vector<NewFile> files{};
};

/// What the command line says about a new project; `url` and `models` may be empty.
struct ProjectWishes {
  std::string url{};
  std::string models{};
  /// The folder of scripts, as seen from the configuration file.
  std::filesystem::path scripts{};
};

struct Template {
  std::string_view name;
  std::string_view description;
  Project (*make)(const ProjectWishes& wishes);
};

const std::vector<Template>& templates();

/// Throws UsageError, with those that there are.
const Template& find_template(std::string_view name);

}  // namespace retort::cli::detail
