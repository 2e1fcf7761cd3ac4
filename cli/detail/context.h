// What every command works with: the options that stand before or after the command word, and what
// follows from them, each made when it is first asked for. A command that needs no database opens
// none.

#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include <retort/cli/run.h>
#include <retort/engine/engine.h>
#include <retort/migrate/config.h>
#include <retort/migrate/graph.h>
#include <retort/schema/metadata.h>

namespace retort::cli::detail {

struct Globals {
  std::filesystem::path config = "migrate.toml";
  /// A name under `environments` in the file; empty for the top of the file.
  std::string environment{};
  std::string url{};
  std::string models{};
  /// What `-x` said.
  migrate::RunArguments arguments{};
};

/// Whether a command may make the database's file.
enum class Access { read, create };

class Context {
 public:
  /// `application` must outlive it.
  Context(Globals globals, const Application& application)
      : globals_(std::move(globals)), application_(application) {}

  const Globals& globals() const { return globals_; }
  const Application& application() const { return application_; }
  const migrate::Config& config();
  const migrate::Graph& graph();
  /// Throws MigrateError where the scripts are the program's own: there is no folder to write to.
  void require_script_folder();
  engine::Engine& engine(Access access);
  /// In normal form.
  schema::Metadata models();
  /// The database's version rows.
  std::vector<std::string> rows();

  /// The one JSON document that a command with --json gives for its environment. It is printed when
  /// the command has run for all of them.
  void report(std::string json) { report_ = std::move(json); }
  const std::string& reported() const { return report_; }

 private:
  bool has_script_folder();

  Globals globals_;
  const Application& application_;
  std::optional<migrate::Config> config_;
  std::optional<migrate::Graph> graph_;
  std::optional<engine::Engine> engine_;
  std::string report_;
};

}  // namespace retort::cli::detail
