// Completion for fish: one line for each command and option.

#include <retort/cli/detail/command_tree.h>

namespace retort::cli::detail {

namespace {

constexpr auto beginning = R"(# fish completion for migrate, written by `migrate completion fish`.

function __migrate_ask
    set -l given
    set -l words (commandline -opc)
    for i in (seq 2 (count $words))
        if contains -- $words[$i] -c --config -n --name
            set -l next (math $i + 1)
            set given $given $words[$i] $words[$next]
        end
    end
    migrate $given completion $argv[1] 2>/dev/null
end

complete -c migrate -f
)";

std::string quoted(const std::string& text) {
  std::string result = "'";
  for (const char c : text) {
    if (c == '\'' || c == '\\') result += '\\';
    result += c;
  }
  return result + "'";
}

// What fills the place of a value, as options of `complete`.
std::string values(const OptionInfo& option) {
  const Value value = value_of(option);
  switch (value) {
    case Value::anything: return "";
    case Value::file: return " -F";
    case Value::revision: return " -a '(__migrate_ask revisions)'";
    case Value::environment: return " -a '(__migrate_ask environments)'";
    case Value::format:
    case Value::project_template:
    case Value::shell: break;
  }
  std::string words;
  for (const std::string& word : words_of(value)) words += (words.empty() ? "" : " ") + word;
  return " -a " + quoted(words);
}

std::string line(const OptionInfo& option, const std::string& condition) {
  std::string text = "complete -c migrate" + condition;
  if (option.positional) {
    const std::string filled = values(option);
    return filled.empty() ? "" : text + filled + "\n";
  }
  for (const std::string& name : option.names)
    text += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
  if (option.takes_value)
    text += (value_of(option) == Value::file ? " -r" : " -x") + values(option);
  return text + " -d " + quoted(option.help) + "\n";
}

}  // namespace

std::string fish_completion(const CommandTree& tree) {
  std::string text = beginning;
  for (const OptionInfo& option : tree.options) text += line(option, "");
  for (const CommandInfo& command : tree.commands) {
    text += "complete -c migrate -n __fish_use_subcommand -a " + command.name + " -d " +
            quoted(command.help) + "\n";
    for (const OptionInfo& option : command.options)
      text += line(option, " -n '__fish_seen_subcommand_from " + command.name + "'");
  }
  return text;
}

}  // namespace retort::cli::detail
