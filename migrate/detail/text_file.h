// Whole text files, read and written.

#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace retort::migrate::detail {

/// Throws MigrateError "WHAT FILE: reason".
std::string read_text_file(const std::filesystem::path& file, std::string_view what);

/// Writes a new file, all of it or none: the text goes to a temporary file beside it, which then takes
/// the name. Throws MigrateError where the file exists already or cannot be written.
void write_new_file(const std::filesystem::path& file, std::string_view text);

}  // namespace retort::migrate::detail
