// migrate::repair: mends what find_faults (faults.h) finds, each thing only when it is named.
//
//   const migrate::Repair left = migrate::repair(engine, config, {.write_missing = true});
//   if (!left.faults.none()) ...   // what nobody has decided about yet
//
// A run of it is all or nothing: what is asked for is checked first, the database changes in one
// transaction under the runners' lock, and that is committed when the files are written.

#pragma once

#include <chrono>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include <retort/engine/engine.h>
#include <retort/migrate/config.h>
#include <retort/migrate/faults.h>

namespace retort::migrate {

struct RepairOptions {
  /// Write the scripts that are missing from the database's copies.
  bool write_missing = false;
  /// Revisions whose edited script counts from now on, or "all".
  std::vector<std::string> accept{};
  /// Revisions whose script gets the text back that was applied, or "all".
  std::vector<std::string> restore{};
  /// Version rows to take away that no script has.
  std::vector<std::string> forget{};
  /// Version rows that no script has, and the revision that each becomes.
  std::vector<std::pair<std::string, std::string>> replace{};
  /// The revision whose run was stopped, where the rest of it was done by hand ...
  std::string finish{};
  /// ... or where what it did was undone by hand.
  std::string abandon{};
  /// How long to wait for a runner.
  std::chrono::milliseconds lock_timeout = std::chrono::seconds(60);

  bool none() const {
    return !write_missing && accept.empty() && restore.empty() && forget.empty() &&
           replace.empty() && finish.empty() && abandon.empty();
  }
};

struct Repair {
  /// What was done, a line each.
  std::vector<std::string> done{};
  /// What is still wrong.
  Faults faults{};
};

/// Without options it only looks. Throws MigrateError, with nothing changed, for what is not wrong or
/// cannot be mended so.
Repair repair(engine::Engine& engine, const Config& config, const RepairOptions& options);

/// Where the script of a copy belongs: beside its parent's, or in the first version location.
std::filesystem::path path_of_missing(const Config& config, const std::vector<Revision>& scripts,
                                      const HistoryEntry& copy);

}  // namespace retort::migrate
