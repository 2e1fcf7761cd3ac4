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
#include <retort/migrate/runner.h>
#include <retort/schema/metadata.h>

namespace retort::cli::detail {

struct Globals {
  std::filesystem::path config = "migrate.toml";
  /// A name under `environments` in the file; empty for the top of the file.
  std::string environment{};
  std::string url{};
  std::string models{};
  /// Results are not printed.
  bool quiet = false;
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
  bool has_models();
  /// In normal form. A command that opens the database anyway says so, which makes it cheaper.
  schema::Metadata models(bool beside_database);
  /// The names of the runner's tables.
  migrate::RunnerTables tables();
  /// The usual ones where there is no configuration.
  migrate::RunnerTables usual_tables();
  /// Whether there is a database at the URL. None is made.
  bool has_database();
  /// The database's version rows; none where there is no database yet.
  std::vector<std::string> rows();
  /// The history as the database needs it (migrate/database_graph.h), also by its own copies of what
  /// is missing.
  const migrate::Graph& database_graph();

  /// The one JSON document that a command with --json gives for its environment. It is printed when
  /// the command has run for all of them.
  void report(std::string json) { report_ = std::move(json); }
  const std::string& reported() const { return report_; }

 private:
  bool has_script_folder();
  std::optional<engine::Connection> open_beside(bool wanted);
  const std::string& url();

  Globals globals_;
  const Application& application_;
  std::optional<migrate::Config> config_;
  std::optional<migrate::Graph> graph_;
  std::optional<migrate::Graph> database_graph_;
  std::optional<engine::Engine> engine_;
  std::string report_;
};

}  // namespace retort::cli::detail
