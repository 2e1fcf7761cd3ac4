// `migrate completion` and `migrate man`: what shells and man(1) want to know about the command line.

#include <algorithm>
#include <iostream>

#include <retort/cli/detail/command_tree.h>
#include <retort/cli/detail/commands.h>
#include <retort/cli/detail/status.h>
#include <retort/migrate/detail/text_file.h>
#include <retort/migrate/environment_names.h>
#include <retort/migrate/error.h>
#include <retort/schema/detail/nearest.h>

namespace retort::cli::detail {

namespace {

namespace fs = std::filesystem;

struct PrintOptions {
  std::string what{};
  fs::path output{};
};

void write(const fs::path& file, const std::string& text) {
  std::error_code ignored;  // then the file cannot be written either
  fs::create_directories(file.parent_path(), ignored);
  migrate::detail::write_over(file, text);
}

// What the scripts ask for while somebody types: the words that identifiers are made of.
void print_revisions(Context& context) {
  for (const char* word : {"head", "heads", "base", "current"}) std::cout << word << '\n';
  for (const migrate::Revision* revision : context.graph().newest_first()) {
    std::cout << revision->revision << '\n';
    for (const std::string& label : revision->branch_labels) std::cout << label << '\n';
  }
}

void print_environments(Context& context) {
  for (const std::string& name : migrate::environment_names(context.globals().config))
    std::cout << name << '\n';
}

int completion(Context& context, const CommandLine& line, const PrintOptions& options) {
  const std::string& what = options.what;
  if (what == "revisions") {
    print_revisions(context);
    return done;
  }
  if (what == "environments") {
    print_environments(context);
    return done;
  }
  std::string text;
  if (what == "bash") text = bash_completion(line.tree());
  if (what == "zsh") text = zsh_completion(line.tree());
  if (what == "fish") text = fish_completion(line.tree());
  if (text.empty())
    throw UsageError("there is no completion for \"" + what + "\"; there are bash, zsh and fish");
  if (options.output.empty())
    std::cout << text;
  else
    write(options.output, text);
  return done;
}

int man(const CommandLine& line, const PrintOptions& options) {
  const CommandTree tree = line.tree();
  if (!options.output.empty()) {
    write(options.output / "migrate.1", man_page(tree));
    for (const CommandInfo& command : tree.commands)
      write(options.output / ("migrate-" + command.name + ".1"), man_page(tree, command));
    return done;
  }
  if (options.what.empty()) {
    std::cout << man_page(tree);
    return done;
  }
  const auto found = std::ranges::find(tree.commands, options.what, &CommandInfo::name);
  if (found == tree.commands.end()) {
    std::vector<std::string> names;
    for (const CommandInfo& command : tree.commands) names.push_back(command.name);
    throw UsageError("there is no command \"" + options.what + "\"" +
                     schema::detail::did_you_mean(options.what, names));
  }
  std::cout << man_page(tree, *found);
  return done;
}

}  // namespace

void add_completion(CommandLine& line) {
  auto options = std::make_shared<PrintOptions>();
  line.command("completion", "Print the completion script of a shell",
               [options, &line](Context& context) { return completion(context, line, *options); })
      .argument("shell", options->what,
                "bash, zsh or fish; `revisions` and `environments` print what these complete to")
      .option("-o,--output", options->output, "Write it to this file");
}

void add_man(CommandLine& line) {
  auto options = std::make_shared<PrintOptions>();
  line.command("man", "Print a man page, of `migrate` or of a command",
               [options, &line](Context&) { return man(line, *options); })
      .optional_argument("command", options->what, "One of the commands")
      .option("-o,--output", options->output, "Write all pages to this folder");
}

}  // namespace retort::cli::detail
