// A script of another tool, as it was read from its files, and the readers of each tool's files.

#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include <retort/migrate/import.h>

namespace retort::migrate::detail {

struct ForeignSection {
  std::string sql{};
  /// Whether the tool runs it in a transaction.
  bool transaction = true;
};

struct ForeignScript {
  /// As the tool counts, in digits that may be parted by underscores: "20240501120000", "1_2".
  std::string version{};
  /// Words for the message.
  std::string name{};
  std::filesystem::path source{};
  ForeignSection up{};
  ForeignSection down{};
  bool has_down = false;
};

using ForeignScripts = std::vector<ForeignScript>;

// Each throws MigrateError "FILE: ..." for what it cannot read.
ForeignScripts read_dbmate(const std::filesystem::path& folder);
ForeignScripts read_goose(const std::filesystem::path& folder);
ForeignScripts read_golang_migrate(const std::filesystem::path& folder);
ForeignScripts read_diesel(const std::filesystem::path& folder);
ForeignScripts read_flyway(const std::filesystem::path& folder);
ForeignScripts read_numbered(const std::filesystem::path& folder);

/// The files of a folder that end so, by name; those of folders inside it too where `recursive`.
std::vector<std::filesystem::path> files_ending(const std::filesystem::path& folder,
                                                std::string_view ending, bool recursive = false);
std::vector<std::filesystem::path> folders_in(const std::filesystem::path& folder);

std::string read_foreign(const std::filesystem::path& file);

/// "0012_add_users" -> version "0012", name "add_users"; the version is empty where it does not begin
/// with a digit.
ForeignScript named_script(std::string_view stem, const std::filesystem::path& source);

/// The same; throws MigrateError where there is no version.
ForeignScript versioned_script(std::string_view stem, const std::filesystem::path& source);

/// The text after a line's `-- ` where it begins with `mark`, in either case; nothing otherwise.
/// `marked("-- +goose Up", "+goose")` is "up".
std::string marked(std::string_view line, std::string_view mark);

/// The lines of a text, each with its end.
std::vector<std::string_view> lines_of(std::string_view text);

/// Whether a tool runs one version before another. By their numbers, "9" before "10" and "1_2" before
/// "1_10"; dbmate and diesel go by the text, "20240306170000" before "20240313".
bool version_less(ForeignTool tool, std::string_view left, std::string_view right);

/// Throws MigrateError where that is not clear.
ForeignTool detect(const std::filesystem::path& folder);

[[noreturn]] void fail_import(const std::filesystem::path& file, const std::string& what);

}  // namespace retort::migrate::detail
