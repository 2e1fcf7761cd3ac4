// Man pages in roff, in the macros of man(7).

#include <string_view>

#include <retort/cli/detail/command_tree.h>

namespace retort::cli::detail {

namespace {

// Text in which nothing means anything to roff.
std::string escaped(const std::string& text) {
  std::string result;
  for (const char c : text) {
    if (c == '\\')
      result += "\\e";
    else if (c == '-')
      result += "\\-";
    else if (c == '\'')
      result += "\\(aq";
    else if (c == '`')
      result += "\\(ga";
    else if (c == '^')
      result += "\\(ha";
    else if (c == '~')
      result += "\\(ti";
    else
      result += c;
  }
  // A line that begins with a dot would be a request.
  return result.starts_with('.') ? "\\&" + result : result;
}

std::string upper(std::string text) {
  for (char& c : text)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return text;
}

// "MESSAGE" of "--message", "FOLDER" of "folder".
std::string placeholder(const OptionInfo& option) {
  std::string name = option.names.back();
  while (name.starts_with('-')) name.erase(0, 1);
  return upper(name);
}

std::string begin_page(const std::string& name, const std::string& what) {
  return ".\\\" Written by `migrate man`.\n.TH " + escaped(upper(name)) +
         " 1 \"\" \"retort " RETORT_VERSION "\" \"User Commands\"\n.SH NAME\n" + escaped(name) +
         " \\- " + escaped(what) + "\n.SH SYNOPSIS\n";
}

std::string listed(const OptionInfo& option) {
  std::string text = ".TP\n";
  if (option.positional) {
    text += ".I " + escaped(placeholder(option));
  } else {
    std::string names;
    for (const std::string& name : option.names)
      names += (names.empty() ? "" : "\\fR, \\fB") + escaped(name);
    text += "\\fB" + names + "\\fR";
    if (option.takes_value) text += " \\fI" + escaped(placeholder(option)) + "\\fR";
  }
  text += '\n' + escaped(option.help) + '.';
  if (!option.default_value.empty())
    text += " Without it: \\fB" + escaped(option.default_value) + "\\fR.";
  return text + '\n';
}

std::string section(const std::string& title, const std::vector<OptionInfo>& options,
                    bool positional) {
  std::string text;
  for (const OptionInfo& option : options)
    if (option.positional == positional) text += listed(option);
  return text.empty() ? "" : ".SH " + title + "\n" + text;
}

// The end of --help without its first words, which are the section's title here.
std::string exit_status(const CommandTree& tree) {
  constexpr std::string_view title = "Exit status: ";
  return ".SH EXIT STATUS\n" +
         escaped(tree.footer.starts_with(title) ? tree.footer.substr(title.size()) : tree.footer) +
         "\n";
}

constexpr auto end_of_main_page = R"(.SH FILES
.TP
.I migrate.toml
The configuration. Its keys are told in docs/configuration.md of the sources.
.TP
.I migrations/
The scripts, one file for each revision.
.SH ENVIRONMENT
.TP
.B NO_COLOR
No colour, also on a terminal.
.TP
.BR EDITOR ", " VISUAL
What \fBmigrate edit\fR opens scripts with.
)";

}  // namespace

std::string man_page(const CommandTree& tree) {
  std::string text = begin_page("migrate", "revisions of a database schema");
  text +=
      ".B migrate\n[\\fIOPTION\\fR...] \\fICOMMAND\\fR [\\fIARGUMENT\\fR...]\n.SH DESCRIPTION\n" +
      escaped(tree.help) + "\n.SH COMMANDS\n";
  for (const CommandInfo& command : tree.commands)
    text +=
        ".TP\n\\fBmigrate " + escaped(command.name) + "\\fR(1)\n" + escaped(command.help) + ".\n";
  text += section("OPTIONS", tree.options, false);
  return text + exit_status(tree) + end_of_main_page;
}

std::string man_page(const CommandTree& tree, const CommandInfo& command) {
  std::string text = begin_page("migrate-" + command.name, command.help);
  text += ".B migrate " + escaped(command.name) + "\n[\\fIOPTION\\fR...]";
  for (const OptionInfo& option : command.options) {
    if (!option.positional) continue;
    const std::string name =
        "\\fI" + escaped(placeholder(option)) + "\\fR" + (option.several ? "..." : "");
    text += option.required ? " " + name : " [" + name + "]";
  }
  text += "\n" + section("ARGUMENTS", command.options, true);
  text += section("OPTIONS", command.options, false);
  text += section("OPTIONS OF EVERY COMMAND", tree.options, false);
  return text + exit_status(tree) + ".SH SEE ALSO\n.BR migrate (1)\n";
}

}  // namespace retort::cli::detail
