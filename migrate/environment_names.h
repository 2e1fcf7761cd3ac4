// The names that `-n` takes.

#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace retort::migrate {

/// The names of a configuration's environments, as they stand in the file. Nothing else in it is
/// looked at. Throws MigrateError where the file cannot be read or is no TOML.
std::vector<std::string> environment_names(const std::filesystem::path& file);

}  // namespace retort::migrate
