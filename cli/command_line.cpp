#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>
#include <iterator>
#include <optional>
#include <streambuf>

#include <retort/cli/detail/command_line.h>
#include <retort/cli/detail/status.h>
#include <retort/schema/detail/nearest.h>

namespace retort::cli::detail {

namespace {

// So comes a variable of the shell that is not set: that is another thing than no option.
const CLI::Validator not_empty(
    [](const std::string& text) { return std::string(text.empty() ? "it is empty" : ""); }, "");

}  // namespace

Command& Command::flag(const std::string& names, bool& value, const std::string& help) {
  app_.add_flag(names, value, help);
  return *this;
}

Command& Command::option(const std::string& names, std::string& value, const std::string& help) {
  app_.add_option(names, value, help);
  return *this;
}

Command& Command::option(const std::string& names, std::filesystem::path& value,
                         const std::string& help) {
  app_.add_option(names, value, help);
  return *this;
}

Command& Command::option(const std::string& names, std::vector<std::string>& values,
                         const std::string& help) {
  app_.add_option(names, values, help)->allow_extra_args(false);
  return *this;
}

Command& Command::argument(const std::string& name, std::string& value, const std::string& help) {
  app_.add_option(name, value, help)->required();
  return *this;
}

Command& Command::arguments(const std::string& name, std::vector<std::string>& values,
                            const std::string& help) {
  app_.add_option(name, values, help)->required();
  return *this;
}

Command& Command::optional_argument(const std::string& name, std::string& value,
                                    const std::string& help) {
  app_.add_option(name, value, help)->capture_default_str();
  return *this;
}

Command& Command::optional_argument(const std::string& name, std::filesystem::path& value,
                                    const std::string& help) {
  app_.add_option(name, value, help)->capture_default_str();
  return *this;
}

Command& Command::option_with_default(const std::string& names, std::string& value,
                                      const std::string& help) {
  app_.add_option(names, value, help)->capture_default_str();
  return *this;
}

Command& Command::needs(const std::string& option, const std::string& other) {
  app_.get_option(option)->needs(app_.get_option(other));
  return *this;
}

namespace {

OptionInfo info(const CLI::Option& option) {
  OptionInfo info{.help = option.get_description(),
                  .default_value = option.get_default_str(),
                  .takes_value = option.get_items_expected_max() > 0,
                  .positional = option.get_positional(),
                  .required = option.get_required(),
                  .several = option.get_items_expected_max() > 1};
  for (const std::string& name : option.get_snames()) info.names.push_back("-" + name);
  for (const std::string& name : option.get_lnames()) info.names.push_back("--" + name);
  if (info.positional) info.names = {option.get_name(true)};
  return info;
}

std::vector<OptionInfo> options_of(const CLI::App& app) {
  std::vector<OptionInfo> options;
  std::vector<OptionInfo> positional;  // these come last
  for (const CLI::Option* option : app.get_options()) {
    OptionInfo one = info(*option);
    (one.positional ? positional : options).push_back(std::move(one));
  }
  std::ranges::move(positional, std::back_inserter(options));
  return options;
}

// Standard output goes nowhere as long as it lives.
class Silence {
 public:
  Silence() : before_(std::cout.rdbuf(&nowhere_)) {}
  ~Silence() { std::cout.rdbuf(before_); }
  Silence(const Silence&) = delete;
  Silence& operator=(const Silence&) = delete;

 private:
  struct Nowhere : std::streambuf {
    int_type overflow(int_type c) override { return traits_type::not_eof(c); }
  };

  Nowhere nowhere_;
  std::streambuf* before_;
};

}  // namespace

CommandTree CommandLine::tree() const {
  CommandTree tree{
      .help = app_->get_description(), .footer = app_->get_footer(), .options = options_of(*app_)};
  for (const CLI::App* command : app_->get_subcommands(nullptr))
    tree.commands.push_back(
        {command->get_name(), command->get_description(), options_of(*command)});
  // Every command has --help; it is told of once.
  for (CommandInfo& command : tree.commands)
    std::erase_if(command.options, [](const OptionInfo& option) {
      return std::ranges::find(option.names, "--help") != option.names.end();
    });
  return tree;
}

CommandLine::CommandLine(const Application& application)
    : app_(std::make_unique<CLI::App>("Carries a database along its history of schema revisions.")),
      application_(application) {
  app_->fallthrough();
  app_->require_subcommand(1);
  app_->set_version_flag("--version", "migrate " RETORT_VERSION);
  app_->add_option("-c,--config", globals_.config, "The configuration file")
      ->capture_default_str()
      ->envname("RETORT_CONFIG");
  app_->add_option("-n,--name", environments_,
                   "An environment of the configuration file; several run one after the other")
      ->allow_extra_args(false);
  app_->add_option("-x", arguments_,
                   "KEY=VALUE for ${x.KEY} in the file, and for the application's functions; may "
                   "be repeated")
      ->allow_extra_args(false);
  app_->add_option("--url", globals_.url, "The database, instead of the file's `url`")
      ->check(not_empty);
  app_->add_option("--models", globals_.models, "The models, instead of the file's `models`")
      ->check(not_empty);
  app_->add_flag("-q,--quiet", globals_.quiet, "Print no results; errors and warnings still are");
  app_->footer(
      "Exit status: 0 done; 1 check found differences; 2 usage; 3 configuration, scripts, "
      "models\n"
      "or output; 4 the database refused; 5 a person has to decide first.");
}

CommandLine::~CommandLine() = default;

Command CommandLine::command(const std::string& name, const std::string& description,
                             Function function) {
  CLI::App* added = app_->add_subcommand(name, description);
  added->callback([this, function = std::move(function)] { chosen_ = function; });
  return Command(*added);
}

int CommandLine::run(int argc, const char* const* argv) {
  try {
    app_->parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    // CLI11 misses a command before it looks at the word that stands in its place.
    const std::vector<std::string> words = app_->remaining();
    if (app_->get_subcommands().empty() && !words.empty()) return refuse_command(words.front());
    if (error.get_exit_code() == 0) {  // --help and --version come this way, too
      app_->exit(error);
      return done;
    }
    const auto chosen = app_->get_subcommands();
    std::cerr << "migrate: " << error.what() << "; `migrate "
              << (chosen.empty() ? "" : chosen.front()->get_name() + ' ')
              << "--help` says what there is\n";
    return usage;
  }
  return run_parsed();
}

bool CommandLine::parse(int argc, const char* const* argv) {
  try {
    app_->parse(argc, argv);
  } catch (const CLI::ParseError&) {
    return false;
  }
  return true;
}

int CommandLine::run_parsed() {
  std::optional<Silence> silence;
  if (globals_.quiet) silence.emplace();
  if (environments_.empty()) environments_.emplace_back();
  const bool several = environments_.size() > 1;
  // With several environments their documents are the members of one.
  std::string reports;
  int status = done;
  for (const std::string& environment : environments_) {
    if (several) std::cerr << "== " << environment << '\n';
    Globals globals = globals_;
    globals.environment = environment;
    globals.arguments = arguments();
    Context context(globals, application_);
    status = chosen_(context);
    if (!context.reported().empty())
      reports += several ? (reports.empty() ? "" : ",\n") + ("\"" + environment + "\": ") +
                               context.reported()
                         : context.reported();
    if (status != done) break;
  }
  if (!reports.empty()) std::cout << (several ? "{\n" + reports + "\n}" : reports) << '\n';
  return status;
}

migrate::RunArguments CommandLine::arguments() const {
  migrate::RunArguments result;
  for (const std::string& text : arguments_) {
    const std::size_t equals = text.find('=');
    const std::string key = text.substr(0, equals);
    if (key.empty()) throw UsageError("-x takes KEY or KEY=VALUE, and not \"" + text + "\"");
    result.insert_or_assign(key, equals == text.npos ? "" : text.substr(equals + 1));
  }
  return result;
}

int CommandLine::refuse_command(const std::string& word) const {
  std::vector<std::string> names;
  for (const CLI::App* known : app_->get_subcommands(nullptr)) names.push_back(known->get_name());
  std::cerr << "migrate: there is no command \"" << word << '"'
            << schema::detail::did_you_mean(word, names) << "; migrate --help lists them\n";
  return usage;
}

}  // namespace retort::cli::detail
