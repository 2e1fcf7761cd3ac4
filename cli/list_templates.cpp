// `migrate list_templates`: what `migrate init` can begin a project with.

#include <iomanip>
#include <iostream>

#include <retort/cli/detail/commands.h>
#include <retort/cli/detail/status.h>
#include <retort/cli/detail/templates.h>

namespace retort::cli::detail {

namespace {

int list_templates(Context&) {
  for (const Template& known : templates())
    std::cout << std::left << std::setw(9) << known.name << known.description << '\n';
  return done;
}

}  // namespace

void add_list_templates(CommandLine& line) {
  line.command("list_templates", "What `init --template` can begin with", list_templates);
}

}  // namespace retort::cli::detail
