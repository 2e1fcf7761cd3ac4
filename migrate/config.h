// migrate::Config: what migrate.toml says.
//
//   url = "sqlite:///app.db"
//   models = "schema.toml"
//   script_location = "migrations"
//
// Paths in the file are relative to its own folder, the file of a database among them. ${NAME} in a
// value stands for the environment variable. `models` is described in model_source.h, and is left
// as it was written. Every key may be left out: url and models can come from the command line.

#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace retort::migrate {

struct Config {
  /// The file it was read from.
  std::filesystem::path file{};
  std::string url{};
  std::string models{};
  std::filesystem::path script_location{};
  std::string version_table = "migrate_version";
};

/// Throws MigrateError with "FILE:LINE: what is wrong", unknown keys included; for a missing file
/// it says how to make one.
Config read_config(const std::filesystem::path& file);

/// The text of a new configuration file, with its comments.
std::string new_config(std::string_view url, std::string_view models,
                       std::string_view script_location);

}  // namespace retort::migrate
