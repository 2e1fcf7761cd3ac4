// Completion for zsh, in the words of its _arguments.

#include <retort/cli/detail/command_tree.h>

namespace retort::cli::detail {

namespace {

constexpr auto beginning = R"zsh(#compdef migrate
# Written by `migrate completion zsh`.

_migrate_ask() {
  local -a given found
  local i
  for ((i = 2; i < ${#_migrate_words}; i++)); do
    case ${_migrate_words[i]} in
      -c|--config|-n|--name) given+=(${_migrate_words[i]} ${_migrate_words[i+1]}) ;;
    esac
  done
  found=(${(f)"$(_call_program migrate migrate $given completion $1 2>/dev/null)"})
  compadd -a found
}
_migrate_revisions() { _migrate_ask revisions }
_migrate_environments() { _migrate_ask environments }

_migrate() {
  local curcontext=$curcontext state line
  local -a _migrate_words commands options
  _migrate_words=($words)
)zsh";

// Inside '...' and inside the brackets of a specification.
std::string quoted(const std::string& text) {
  std::string result;
  for (const char c : text) {
    if (c == '\'')
      result += "'\\''";
    else if (c == '[' || c == ']' || c == ':' || c == '\\')
      result += std::string("\\") + c;
    else
      result += c;
  }
  return result;
}

std::string action(const OptionInfo& option) {
  const Value value = value_of(option);
  switch (value) {
    case Value::anything: return " ";
    case Value::file: return "_files";
    case Value::revision: return "_migrate_revisions";
    case Value::environment: return "_migrate_environments";
    case Value::format:
    case Value::project_template:
    case Value::shell: break;
  }
  std::string words;
  for (const std::string& word : words_of(value)) words += (words.empty() ? "" : " ") + word;
  return "(" + words + ")";
}

std::string specification(const OptionInfo& option) {
  const std::string& name = option.names.front();
  if (option.positional)
    return "'" +
           std::string(option.several    ? "*"
                       : option.required ? ""
                                         : ":") +
           ":" + quoted(name) + ":" + action(option) + "'";
  std::string text;
  for (const std::string& each : option.names)
    text += (text.empty() ? "" : " ") + ("'" + each) + "[" + quoted(option.help) + "]" +
            (option.takes_value ? ":" + quoted(option.names.back().substr(2)) + ":" + action(option)
                                : "") +
            "'";
  return text;
}

std::string specifications(const std::vector<OptionInfo>& options) {
  std::string text;
  for (const OptionInfo& option : options) text += " \\\n        " + specification(option);
  return text;
}

}  // namespace

std::string zsh_completion(const CommandTree& tree) {
  std::string text = beginning;
  text += "  options=(" + specifications(tree.options) + "\n  )\n  commands=(\n";
  for (const CommandInfo& command : tree.commands)
    text += "    '" + command.name + ":" + quoted(command.help) + "'\n";
  text +=
      "  )\n  _arguments -C $options '1:command:->command' '*::argument:->argument' && return\n"
      "  case $state in\n    command) _describe command commands ;;\n    argument)\n"
      "      case $words[1] in\n";
  for (const CommandInfo& command : tree.commands)
    text += "        " + command.name + ") _arguments $options" + specifications(command.options) +
            " ;;\n";
  return text + "      esac ;;\n  esac\n}\n\n_migrate \"$@\"\n";
}

}  // namespace retort::cli::detail
