// Completion for bash. Revisions and environments are asked of `migrate` itself, with the options that
// were typed so far.

#include <retort/cli/detail/command_tree.h>

namespace retort::cli::detail {

namespace {

constexpr auto beginning = R"(# bash completion for migrate, written by `migrate completion bash`.

_migrate_ask() {
  local i given=()
  for ((i = 1; i < COMP_CWORD; i++)); do
    case ${COMP_WORDS[i]} in
      -c | --config | -n | --name) given+=("${COMP_WORDS[i]}" "${COMP_WORDS[i + 1]}") ;;
    esac
  done
  "${COMP_WORDS[0]}" "${given[@]}" completion "$1" 2>/dev/null
}

_migrate() {
  local word=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]} command='' i
  # Bash takes the colon of A:B for a word of its own.
  if [[ $word == : ]]; then
    word='' previous=${COMP_WORDS[COMP_CWORD - 2]}
  elif [[ $previous == : ]]; then
    previous=${COMP_WORDS[COMP_CWORD - 3]}
  fi
  for ((i = 1; i < COMP_CWORD; i++)); do
    case ${COMP_WORDS[i]} in
)";

constexpr auto after_scan = R"(      -*) ;;
      *) command=${COMP_WORDS[i]}; break ;;
    esac
  done
  COMPREPLY=()
)";

std::string joined(const std::vector<std::string>& words, const std::string& between) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : between) + word;
  return text;
}

std::string reply(Value value) {
  switch (value) {
    case Value::anything: return "COMPREPLY=()";
    case Value::file: return "COMPREPLY=($(compgen -f -- \"$word\"))";
    case Value::revision:
      return "COMPREPLY=($(compgen -W \"$(_migrate_ask revisions)\" -- \"$word\"))";
    case Value::environment:
      return "COMPREPLY=($(compgen -W \"$(_migrate_ask environments)\" -- \"$word\"))";
    case Value::format:
    case Value::project_template:
    case Value::shell: break;
  }
  return "COMPREPLY=($(compgen -W \"" + joined(words_of(value), " ") + "\" -- \"$word\"))";
}

std::string names_with_value(const std::vector<OptionInfo>& options) {
  std::string names;
  for (const OptionInfo& option : options)
    if (option.takes_value && !option.positional)
      names += (names.empty() ? "" : " | ") + joined(option.names, " | ");
  return names;
}

// After an option that takes a value, that value.
std::string value_cases(const std::vector<OptionInfo>& options, const std::string& indent) {
  std::string text;
  for (const OptionInfo& option : options)
    if (option.takes_value && !option.positional)
      text +=
          indent + joined(option.names, " | ") + ") " + reply(value_of(option)) + "; return ;;\n";
  if (text.empty()) return "";
  return indent + "case $previous in\n" + text + indent + "esac\n";
}

std::string option_words(const std::vector<OptionInfo>& options) {
  std::vector<std::string> words;
  for (const OptionInfo& option : options)
    if (!option.positional) words.insert(words.end(), option.names.begin(), option.names.end());
  return joined(words, " ");
}

std::string command_case(const CommandInfo& command, const std::string& globals) {
  std::string text = "    " + command.name + ")\n" + value_cases(command.options, "      ");
  text += "      if [[ $word == -* ]]; then\n        COMPREPLY=($(compgen -W \"" +
          option_words(command.options) + " " + globals + "\" -- \"$word\"))\n";
  for (const OptionInfo& option : command.options)
    if (option.positional && value_of(option) != Value::anything) {
      text += "      else\n        " + reply(value_of(option)) + "\n";
      break;
    }
  return text + "      fi ;;\n";
}

}  // namespace

std::string bash_completion(const CommandTree& tree) {
  const std::string globals = option_words(tree.options);
  std::vector<std::string> names;
  for (const CommandInfo& command : tree.commands) names.push_back(command.name);

  std::string text = beginning;
  text += "      " + names_with_value(tree.options) + ") ((i++)) ;;\n";
  text += after_scan + value_cases(tree.options, "  ");
  text += "  case $command in\n    '')\n      COMPREPLY=($(compgen -W \"" + joined(names, " ") +
          " " + globals + "\" -- \"$word\")) ;;\n";
  for (const CommandInfo& command : tree.commands) text += command_case(command, globals);
  return text + "  esac\n}\n\ncomplete -o bashdefault -F _migrate migrate\n";
}

}  // namespace retort::cli::detail
