// Where a new script goes, what its file is called, and what runs when it is written.
//
//   migrate::Script script{...};
//   const migrate::ScriptTime time = migrate::script_time(config.timezone);
//   script.created = time.created;
//   script.path = migrate::script_folder(config, graph, parents, "") /
//                 migrate::script_file_name(script, config, time);
//
// All of them throw MigrateError.

#pragma once

#include <ctime>
#include <filesystem>
#include <string>
#include <vector>

#include <retort/migrate/config.h>
#include <retort/migrate/graph.h>
#include <retort/migrate/script.h>

namespace retort::migrate {

struct ScriptTime {
  std::time_t epoch{};
  /// RFC 3339, in the zone that was asked for.
  std::string created{};
};

/// A moment in a zone: "UTC", "local", or a name of the system's time zones such as "Europe/Berlin".
/// The process's own zone stays as it is.
ScriptTime script_time(const std::string& timezone, std::time_t moment = std::time(nullptr));

/// The name by the configuration's template, with its ending. Where the template holds a `/`, a path
/// below the version location.
std::filesystem::path script_file_name(const Script& script, const Config& config,
                                       const ScriptTime& time, bool sql = false);

/// The folder of a script that follows these revisions: that of the first of them. A first revision
/// goes to the only version location. `version_path` overrules both and has to be one of the
/// configuration's locations.
std::filesystem::path script_folder(const Config& config,
                                    const std::vector<const Revision*>& parents,
                                    const std::filesystem::path& version_path);

/// Runs the configuration's post-write hooks on a script, in order. What they print goes to the
/// standard output, or to the standard error where `quiet`. The first that fails ends it; the
/// script stays.
void run_post_write_hooks(const Config& config, const std::filesystem::path& script, bool quiet);

}  // namespace retort::migrate
