#include <retort/cli/run.h>

#include <CLI/CLI.hpp>
#include <functional>
#include <iostream>

#include <retort/cli/detail/commands.h>
#include <retort/engine/error.h>
#include <retort/migrate/error.h>

namespace retort::cli {

namespace {

enum Status { done = 0, usage = 2, configuration = 3, database = 4, decision = 5 };

// The commands with their options; the one that was typed is left in `chosen`.
class CommandLine {
 public:
  explicit CommandLine(const schema::Metadata* own_models) : own_models_(own_models) {
    app_.fallthrough();
    app_.require_subcommand(1);
    app_.set_version_flag("--version", "migrate " RETORT_VERSION);
    app_.add_option("-c,--config", globals_.config, "The configuration file")
        ->capture_default_str();
    app_.add_option("-n,--name", globals_.environment, "An environment of the configuration file");
    app_.add_option("--url", globals_.url, "The database, instead of the file's `url`");
    app_.add_option("--models", globals_.models, "The models, instead of the file's `models`");
    app_.footer(
        "Exit status: 0 done; 1 check found differences; 2 usage; 3 configuration, scripts or "
        "models;\n"
        "4 the database refused; 5 a person has to decide first.");
    add_init();
    add_revision();
    add_upgrade();
    add_downgrade();
    command("current", "Where the database stands", detail::current);
    command("history", "The revisions, newest first", detail::history);
    add_check();
  }

  int run(int argc, const char* const* argv) {
    try {
      app_.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
      return app_.exit(error) == 0 ? done : usage;
    }
    detail::Context context(globals_, own_models_);
    return chosen_(context);
  }

 private:
  using Command = std::function<int(detail::Context&)>;

  CLI::App* command(const std::string& name, const std::string& description, Command run) {
    CLI::App* added = app_.add_subcommand(name, description);
    added->callback([this, run = std::move(run)] { chosen_ = run; });
    return added;
  }

  void add_init() {
    CLI::App* init =
        command("init", "Write a configuration file and a folder for scripts",
                [this](detail::Context& context) { return detail::init(context, directory_); });
    init->add_option("directory", directory_, "The folder of scripts")->capture_default_str();
  }

  void add_revision() {
    CLI::App* revision =
        command("revision", "Write a new revision",
                [this](detail::Context& context) { return detail::revision(context, revision_); });
    revision->add_option("-m,--message", revision_.message, "What it does, in a line");
    revision->add_flag("--autogenerate", revision_.autogenerate,
                       "Work out the operations from what differs between models and database");
    revision->add_flag("--own-all", revision_.own_all,
                       "Also drop what neither models nor scripts know");
    revision->add_option("--answers", revision_.answers,
                         "A JSON or TOML file of renames and fill values");
  }

  void add_upgrade() {
    CLI::App* upgrade =
        command("upgrade", "Run the revisions up to one",
                [this](detail::Context& context) { return detail::upgrade(context, upgrade_); });
    upgrade->add_option("revision", upgrade_.identifier, "An id, `head`, `heads`, `+N`")
        ->required();
    upgrade->add_flag("--allow-destructive", upgrade_.allow_destructive,
                      "Drop tables and columns although they hold data");
  }

  void add_downgrade() {
    CLI::App* downgrade = command(
        "downgrade", "Undo the revisions down to one",
        [this](detail::Context& context) { return detail::downgrade(context, identifier_); });
    downgrade->add_option("revision", identifier_, "An id, `base`, `-N`")->required();
  }

  void add_check() {
    CLI::App* check =
        command("check", "Whether models, scripts and database agree",
                [this](detail::Context& context) { return detail::check(context, check_); });
    check->add_flag("--own-all", check_.own_all,
                    "Also report what neither models nor scripts know");
  }

  CLI::App app_{"Carries a database along its history of schema revisions."};
  const schema::Metadata* own_models_;
  detail::Globals globals_;
  std::filesystem::path directory_ = "migrations";
  detail::RevisionOptions revision_;
  detail::UpgradeOptions upgrade_;
  detail::CheckOptions check_;
  std::string identifier_;
  Command chosen_;
};

int report(const std::exception& error, Status status) {
  std::cerr << "migrate: " << error.what() << '\n';
  return status;
}

int run(int argc, const char* const* argv, const schema::Metadata* own_models) {
  try {
    return CommandLine(own_models).run(argc, argv);
  } catch (const migrate::DecisionNeeded& error) {
    return report(error, decision);
  } catch (const migrate::RevisionFailed& error) {
    return report(error, database);
  } catch (const engine::DatabaseError& error) {
    return report(error, database);
  } catch (const std::exception& error) {
    return report(error, configuration);
  }
}

}  // namespace

int run(int argc, const char* const* argv) { return run(argc, argv, nullptr); }

int run(int argc, const char* const* argv, const schema::Metadata& models) {
  return run(argc, argv, &models);
}

}  // namespace retort::cli
