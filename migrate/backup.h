// migrate::back_up, migrate::restore: a copy of a database before a run that may cost something, and the
// way back to it.
//
//   const std::filesystem::path copy = migrate::back_up(engine, "3f2a9c1b7d04", {.folder = "backups"});
//   ...
//   migrate::restore(engine, copy);
//
// A copy is a database of its own, app.db.TIME.REVISION.backup. It has that name only when it has been
// checked: the database itself finds nothing wrong with it, and each table has as many rows as the
// original. Costs the writing and the reading of the whole database. One thread at a time.

#pragma once

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include <retort/engine/engine.h>

namespace retort::migrate {

struct BackupOptions {
  /// Made where it is missing. Empty: the database's own folder.
  std::filesystem::path folder{};
  /// How many copies of the database stay in the folder; the oldest go first. 0: all of them.
  std::size_t keep = 0;
  /// Told of the copy.
  std::function<void(const std::filesystem::path&)> made{};
};

/// Copies what is committed; `revision` is for the name. Throws MigrateError where the database is no
/// file, or where the copy is not what it should be, and DatabaseError.
std::filesystem::path back_up(engine::Engine& engine, const std::string& revision,
                              const BackupOptions& options = {});

/// The copies of the database in a folder, newest first.
std::vector<std::filesystem::path> backups(const engine::Engine& engine,
                                           const std::filesystem::path& folder = {});

/// Puts a copy in the database's place, in one piece: whoever has the database open goes on with the old
/// content or with the new one. The content before is copied, too, and its place is returned (empty
/// where there was no database). Waits `timeout` for the lock of runners. Throws MigrateError where
/// `copy` is no sound database, BusyError where somebody is using the database.
std::filesystem::path restore(engine::Engine& engine, const std::filesystem::path& copy,
                              const BackupOptions& aside = {},
                              std::chrono::milliseconds timeout = std::chrono::seconds(60));

}  // namespace retort::migrate
