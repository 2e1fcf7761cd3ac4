// migrate::Config: what migrate.toml says.
//
//   url = "sqlite:///app.db"
//   models = "schema.toml"
//   script_location = "migrations"
//
//   [environments.test]
//   url = "sqlite:///test.db"
//
// Paths in the file are relative to its own folder, the file of a database among them. ${NAME} in a
// value stands for the environment variable, ${x.KEY} for what `-x KEY=VALUE` says. `models` is described in model_source.h, and is left
// as it was written. Every key may be left out: url and models can come from the command line. An
// environment, chosen by its name, may have every key and stands before the top of the file.

#pragma once

#include <chrono>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include <retort/migrate/callback.h>
#include <retort/migrate/filter.h>
#include <retort/migrate/script.h>
#include <retort/schema/naming.h>

namespace retort::migrate {

/// A program to run on each script that was written.
struct PostWriteHook {
  std::string name{};
  /// Found on PATH, or relative to `cwd`.
  std::string executable{};
  /// Its arguments, parted by spaces; {file} stands for the script, which is put first where no
  /// {file} says where it goes.
  std::string options{};
  std::filesystem::path cwd{};
};

/// What `migrate lint` goes by.
struct LintConfig {
  /// The oldest version of the database's software that the project ships to; empty: any.
  std::string oldest_version{};
  /// The level from which on findings fail the command: "error", "warning", "notice".
  std::string level = "warning";
};

/// Where `--backup` and `restore` keep copies, and how many of them (0: all).
struct BackupConfig {
  std::filesystem::path folder{};
  std::size_t keep = 0;
};

struct Config {
  /// The file it was read from.
  std::filesystem::path file{};
  /// The environment that was asked for; empty for the top of the file.
  std::string environment{};
  std::string url{};
  std::string models{};
  /// The schema of the models whose tables the database has (orm/constraints.h, in_schema<>); empty:
  /// those that say none.
  std::string schema{};
  /// Where new scripts go, and what else `version_locations` begins with where that is not said.
  std::filesystem::path script_location{};
  /// The folders of scripts; at least one.
  std::vector<std::filesystem::path> version_locations{};
  /// Whether scripts may lie in folders inside these.
  bool recursive_version_locations = false;
  /// Without the ending: {rev}, {slug}, {epoch}, {year}, {month}, {day}, {hour}, {minute}, {second}.
  std::string file_template = "{rev}_{slug}";
  std::size_t truncate_slug_length = 40;
  /// Of the times in scripts and in their names: "UTC", a name such as "Europe/Berlin", or "local".
  std::string timezone = "UTC";
  std::vector<PostWriteHook> post_write_hooks{};

  std::string version_table = "migrate_version";
  /// Who ran what when, beside the version table.
  std::string history_table = "migrate_history";
  /// One transaction for each revision, or one for a whole run.
  bool transaction_per_migration = true;
  /// How long a runner waits for another one.
  std::chrono::milliseconds lock_timeout = std::chrono::seconds(60);

  LintConfig lint{};
  BackupConfig backup{};

  /// Tables that neither models nor scripts know are dropped and reported, too.
  bool own_all = false;
  Filter filter{};
  /// Names for constraints and indexes of the models that have none, by kind: ix, uq, ck, fk, pk.
  schema::NamingConvention naming_convention{};
};

/// Throws MigrateError with "FILE:LINE: what is wrong", unknown keys included; for a missing file
/// it says how to make one, for an unknown environment which there are.
Config read_config(const std::filesystem::path& file, std::string_view environment = {},
                   const RunArguments& arguments = {});

/// The headers of the scripts in all of its version locations, each once where these overlap.
std::vector<Revision> read_revisions(const Config& config);

/// The text of a new configuration file, with its comments.
std::string new_config(std::string_view url, std::string_view models,
                       std::string_view script_location);

}  // namespace retort::migrate
