#include <algorithm>
#include <string>
#include <system_error>
#include <vector>

#include <retort/cli/detail/context.h>
#include <retort/engine/error.h>
#include <retort/migrate/database_graph.h>
#include <retort/migrate/error.h>
#include <retort/migrate/model_source.h>
#include <retort/migrate/version_table.h>

namespace retort::cli::detail {

namespace {

namespace fs = std::filesystem;

bool is_there(const fs::path& path) {
  std::error_code error;
  return fs::exists(path, error) || error;
}

// A program with its scripts in it works without a configuration, but not without one that was asked
// for.
bool is_alone(const Globals& globals, const Application& application) {
  return !application.scripts.files.empty() && globals.environment.empty() &&
         globals.config == Globals().config && !is_there(globals.config);
}

}  // namespace

const migrate::Config& Context::config() {
  if (config_) return *config_;
  const migrate::RunnerTables& tables = application_.tables;
  config_ = is_alone(globals_, application_)
                ? migrate::Config{.version_table = tables.version_table,
                                  .history_table = tables.history_table}
                : migrate::read_config(globals_.config, globals_.environment, globals_.arguments);
  if (!globals_.url.empty())
    config_->url = globals_.url;
  else if (config_->url.empty())
    config_->url = application_.url;
  return *config_;
}

bool Context::has_script_folder() {
  return application_.scripts.files.empty() ||
         std::ranges::any_of(config().version_locations, is_there);
}

const migrate::Graph& Context::graph() {
  if (!graph_)
    graph_.emplace(has_script_folder() ? migrate::read_revisions(config())
                                       : migrate::read_revisions(application_.scripts));
  return *graph_;
}

void Context::require_script_folder() {
  if (!has_script_folder())
    throw migrate::MigrateError(
        "the scripts are part of this program; new ones are written where its sources are, in the "
        "folder of migrate.toml");
}

const std::string& Context::url() {
  if (config().url.empty())
    throw migrate::MigrateError(config().file.empty()
                                    ? "there is no database; give --url"
                                    : config().file.string() +
                                          ": there is no `url`; set it there or give --url");
  return config().url;
}

engine::Engine& Context::engine(Access access) {
  if (!engine_) engine_.emplace(url(), engine::Options{.create = access == Access::create});
  return *engine_;
}

migrate::RunnerTables Context::tables() { return {config().version_table, config().history_table}; }

migrate::RunnerTables Context::usual_tables() {
  return is_there(globals_.config) || !globals_.environment.empty() ? tables()
                                                                    : application_.tables;
}

bool Context::has_database() { return engine::Engine(url()).exists(); }

const migrate::Graph& Context::database_graph() {
  if (database_graph_) return *database_graph_;
  const std::vector<std::string> at = rows();
  if (std::ranges::all_of(at, [&](const std::string& row) { return graph().find(row) != nullptr; }))
    return graph();
  engine::Connection connection = engine(Access::read).connect();
  database_graph_ = migrate::database_graph(
      graph(), at, migrate::HistoryTable(config().history_table).applied(connection));
  return database_graph_ ? *database_graph_ : graph();
}

std::vector<std::string> Context::rows() {
  if (!has_database()) return {};
  engine::Connection connection = engine(Access::read).connect();
  return migrate::VersionTable(config().version_table).rows(connection);
}

bool Context::has_models() {
  return !globals_.models.empty() || application_.models.has_value() || !config().models.empty();
}

schema::Metadata Context::models(bool beside_database) {
  engine::Engine& database = engine(Access::read);
  const std::vector<std::string> bookkeeping = {config().version_table, config().history_table};
  const schema::NamingConvention& convention = config().naming_convention;
  std::optional<engine::Connection> connection = open_beside(beside_database);
  engine::Connection* beside = connection ? &*connection : nullptr;
  // A source on the command line is relative to where the command was typed, one in the file to the
  // file's folder.
  if (!globals_.models.empty())
    return migrate::load_models(globals_.models, {}, database, bookkeeping, convention, beside,
                                config().schema);
  if (application_.models)
    return migrate::normal_form(*application_.models, database, convention, "of the program",
                                beside, config().schema);
  if (config().models.empty())
    throw migrate::MigrateError(config().file.string() +
                                ": there is no `models`; set it there or give --models");
  return migrate::load_models(config().models, config().file.parent_path(), database, bookkeeping,
                              convention, beside, config().schema);
}

// A database that cannot be opened is a matter for whoever needs it.
std::optional<engine::Connection> Context::open_beside(bool wanted) {
  if (!wanted || !has_database()) return std::nullopt;
  try {
    return engine(Access::read).connect();
  } catch (const engine::DatabaseError&) {
    return std::nullopt;
  }
}

}  // namespace retort::cli::detail
