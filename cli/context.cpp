#include <string>
#include <vector>

#include <retort/cli/detail/context.h>
#include <retort/migrate/error.h>
#include <retort/migrate/model_source.h>
#include <retort/migrate/version_table.h>

namespace retort::cli::detail {

const migrate::Config& Context::config() {
  if (!config_) {
    config_ = migrate::read_config(globals_.config, globals_.environment);
    if (!globals_.url.empty()) config_->url = globals_.url;
  }
  return *config_;
}

const migrate::Graph& Context::graph() {
  if (!graph_) graph_.emplace(migrate::read_revisions(config()));
  return *graph_;
}

engine::Engine& Context::engine(Access access) {
  if (!engine_) {
    const std::string& url = config().url;
    if (url.empty())
      throw migrate::MigrateError(config().file.string() +
                                  ": there is no `url`; set it there or give --url");
    engine_.emplace(url, engine::Options{.create = access == Access::create});
  }
  return *engine_;
}

std::vector<std::string> Context::rows() {
  engine::Connection connection = engine(Access::read).connect();
  return migrate::VersionTable(config().version_table).rows(connection);
}

schema::Metadata Context::models() {
  engine::Engine& database = engine(Access::read);
  const std::vector<std::string> bookkeeping = {config().version_table, config().history_table};
  // A source on the command line is relative to where the command was typed, one in the file to the
  // file's folder.
  if (!globals_.models.empty())
    return migrate::load_models(globals_.models, {}, database, bookkeeping);
  if (own_models_ != nullptr) return migrate::normal_form(*own_models_, database);
  if (config().models.empty())
    throw migrate::MigrateError(config().file.string() +
                                ": there is no `models`; set it there or give --models");
  return migrate::load_models(config().models, config().file.parent_path(), database, bookkeeping);
}

}  // namespace retort::cli::detail
