// The command line: its commands, each of which adds itself from its own file.
//
//   void add_history(CommandLine& line) {
//     auto options = std::make_shared<HistoryOptions>();
//     line.command("history", "The revisions, newest first",
//                  [options](Context& context) { return history(context, *options); })
//         .flag("-v,--verbose", options->verbose, "Everything about each");
//   }
//
// A command's function prints results to standard output, returns the exit status and throws what
// goes wrong. The variables of its options have to live as long as the function.

#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <retort/cli/detail/command_tree.h>
#include <retort/cli/detail/context.h>

// CLI11 takes long to compile: one file includes it.
namespace CLI {
class App;
}  // namespace CLI

namespace retort::cli::detail {

/// One command's options. Names are CLI11's: "-m,--message".
class Command {
 public:
  explicit Command(CLI::App& app) : app_(app) {}

  Command& flag(const std::string& names, bool& value, const std::string& help);
  Command& option(const std::string& names, std::string& value, const std::string& help);
  Command& option(const std::string& names, std::filesystem::path& value, const std::string& help);
  /// May be given several times.
  Command& option(const std::string& names, std::vector<std::string>& values,
                  const std::string& help);
  /// Has to be there.
  Command& argument(const std::string& name, std::string& value, const std::string& help);
  /// One or more.
  Command& arguments(const std::string& name, std::vector<std::string>& values,
                     const std::string& help);
  /// Both keep their value where it is not given, and say which that is.
  Command& optional_argument(const std::string& name, std::string& value, const std::string& help);
  Command& optional_argument(const std::string& name, std::filesystem::path& value,
                             const std::string& help);
  /// The same as an option.
  Command& option_with_default(const std::string& names, std::string& value,
                               const std::string& help);
  /// The first makes no sense without the second; both are there already.
  Command& needs(const std::string& option, const std::string& other);

 private:
  CLI::App& app_;
};

class CommandLine {
 public:
  using Function = std::function<int(Context&)>;

  /// `application` must outlive it.
  explicit CommandLine(const Application& application);
  ~CommandLine();
  CommandLine(const CommandLine&) = delete;
  CommandLine& operator=(const CommandLine&) = delete;

  Command command(const std::string& name, const std::string& description, Function function);

  /// All of it, as data.
  CommandTree tree() const;

  /// Runs the command that was typed, once for each environment. Help and mistakes of usage are printed and give their status.
  int run(int argc, const char* const* argv);

  /// Whether a command was typed, and typed right. Prints nothing.
  bool parse(int argc, const char* const* argv);
  /// Runs what was parsed.
  int run_parsed();

 private:
  migrate::RunArguments arguments() const;
  int refuse_command(const std::string& word) const;

  std::unique_ptr<CLI::App> app_;
  const Application& application_;
  Globals globals_;
  std::vector<std::string> environments_;
  /// `KEY=VALUE`.
  std::vector<std::string> arguments_;
  Function chosen_;
};

}  // namespace retort::cli::detail
