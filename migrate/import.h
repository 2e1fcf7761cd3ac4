// migrate::import: the history of another migration tool as one of ours.
//
//   migrate::Import import = migrate::read_foreign_history("db/migrations", {}, engine.dialect());
//   migrate::write_import(import, config, engine);
//
// A script is one in SQL: the other tool's text, in an up and a down section, one after the other in
// the other tool's order. Its revision is the other tool's version. Text that only makes sense to the
// other tool (BEGIN, PRAGMA foreign_keys) is replaced by what a revision has for it, and a notice says
// so.

#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <retort/engine/engine.h>
#include <retort/migrate/config.h>
#include <retort/migrate/script.h>

namespace retort::migrate {

enum class ForeignTool { dbmate, goose, golang_migrate, diesel, flyway, numbered, alembic };

/// "golang-migrate".
std::string_view name_of(ForeignTool tool);
/// Throws MigrateError, with those that there are.
ForeignTool find_foreign_tool(std::string_view name);

struct ImportedScript {
  /// Without a path.
  Script script{};
  /// What it was made from.
  std::filesystem::path source{};
};

struct Import {
  ForeignTool tool{};
  /// Oldest first.
  std::vector<ImportedScript> scripts{};
  /// What is not as it was, with the file's name.
  std::vector<std::string> notices{};
};

/// Reads a folder of scripts; without `tool` it is found out from the files. Throws MigrateError,
/// with the file's name, for what cannot be imported, and where the tool is not clear. Alembic's
/// scripts are programs and are refused (migrate/take_over.h).
Import read_foreign_history(const std::filesystem::path& folder, std::optional<ForeignTool> tool,
                            const engine::Dialect& dialect);

/// Writes the scripts to the configuration's folder, all of them or none, and returns them, oldest
/// first. They are run in a scratch database before that; where an empty database does not take them,
/// that is one more notice. Throws MigrateError.
std::vector<Revision> write_import(Import& import, const Config& config,
                                   const engine::Engine& engine);

}  // namespace retort::migrate
