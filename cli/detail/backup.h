// Where copies of a database go, for the commands that make or use them.

#pragma once

#include <filesystem>

#include <retort/migrate/backup.h>
#include <retort/migrate/config.h>

namespace retort::cli::detail {

/// As the configuration has it, `folder` before it where it is given.
inline migrate::BackupOptions backup_options(const migrate::Config& config,
                                             const std::filesystem::path& folder) {
  return {.folder = folder.empty() ? config.backup.folder : folder, .keep = config.backup.keep};
}

}  // namespace retort::cli::detail
