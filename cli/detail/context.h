// What every command works with: the options that stand before or after the command word, and what
// follows from them, each made when it is first asked for. A command that needs no database opens
// none.

#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

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
};

/// Whether a command may make the database's file.
enum class Access { read, create };

class Context {
 public:
  /// `own_models` may be null; it must outlive the context.
  Context(Globals globals, const schema::Metadata* own_models)
      : globals_(std::move(globals)), own_models_(own_models) {}

  const Globals& globals() const { return globals_; }
  const migrate::Config& config();
  const migrate::Graph& graph();
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
  Globals globals_;
  const schema::Metadata* own_models_;
  std::optional<migrate::Config> config_;
  std::optional<migrate::Graph> graph_;
  std::optional<engine::Engine> engine_;
  std::string report_;
};

}  // namespace retort::cli::detail
