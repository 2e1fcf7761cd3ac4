// Answers to what two schemas alone cannot tell (diff.h), from a file.
//
//   { "rename_table": {"artists": "performers"},
//     "rename_column": {"artists.year": "founded"},
//     "fill": {"artists.country": "'unknown'"},
//     "drop": ["albums.notes"] }
//
// JSON or TOML, told apart by the file's ending; both have the same keys, and each may be missing.

#pragma once

#include <filesystem>

#include <retort/migrate/diff.h>

namespace retort::migrate {

/// Throws MigrateError with the file's name and what is wrong, unknown keys included.
Answers read_answers(const std::filesystem::path& file);

}  // namespace retort::migrate
