// Whole text files, read and written.

#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace retort::migrate::detail {

/// Throws MigrateError "WHAT FILE: reason".
std::string read_text_file(const std::filesystem::path& file, std::string_view what);

/// The same of a regular file, which saves asking for what comes behind its end.
std::string read_regular_file(const std::filesystem::path& file, std::string_view what);

/// The text without the byte order mark that some editors put before UTF-8.
std::string_view without_byte_order_mark(std::string_view text);

/// Writes a new file, all of it or none: the text goes to a temporary file beside it, which takes the
/// name when it is on the disk. Throws MigrateError where the file exists already or cannot be written.
void write_new_file(const std::filesystem::path& file, std::string_view text);

/// Gives a file another text, or makes it: whoever reads it sees the old text or the new one, whatever
/// happens in between. Its permissions stay. Throws MigrateError.
void replace_file(const std::filesystem::path& file, std::string_view text);

/// Writes to what the name stands for, a device or a pipe, too; the old text of a file is gone first.
/// Throws MigrateError.
void write_over(const std::filesystem::path& file, std::string_view text);

/// Gives a file a name that no other has, where the filesystem has no hard links: an empty file holds
/// the name for a moment. Returns an error number, EEXIST where the name is taken, or 0.
int rename_to_new(const std::filesystem::path& from, const std::filesystem::path& to);

}  // namespace retort::migrate::detail
