// The command line as data: what completion scripts and man pages are written from. It comes from the
// parser itself (CommandLine::tree), so neither of them can lag behind.

#pragma once

#include <string>
#include <vector>

namespace retort::cli::detail {

struct OptionInfo {
  /// As they are typed: "-m", "--message". A positional argument has its name.
  std::vector<std::string> names{};
  std::string help{};
  /// Where the help says what it is without the option; may be empty.
  std::string default_value{};
  bool takes_value = false;
  bool positional = false;
  bool required = false;
  /// Whether a positional argument is one or more.
  bool several = false;
};

struct CommandInfo {
  std::string name{};
  std::string help{};
  /// Options first, then positional arguments.
  std::vector<OptionInfo> options{};
};

struct CommandTree {
  std::string help{};
  std::string footer{};
  /// Those that stand before or after the command.
  std::vector<OptionInfo> options{};
  std::vector<CommandInfo> commands{};
};

/// What a value can be completed to.
enum class Value { anything, file, revision, environment, format, project_template, shell };
Value value_of(const OptionInfo& option);
/// The words of the last three, which are known beforehand.
std::vector<std::string> words_of(Value value);

std::string bash_completion(const CommandTree& tree);
std::string zsh_completion(const CommandTree& tree);
std::string fish_completion(const CommandTree& tree);

/// The pages in roff: `migrate` itself, and one of its commands.
std::string man_page(const CommandTree& tree);
std::string man_page(const CommandTree& tree, const CommandInfo& command);

}  // namespace retort::cli::detail
