// `migrate list_templates`: what `migrate init` can begin a project with.

#include <iomanip>
#include <iostream>

#include <retort/cli/detail/commands.h>
#include <retort/cli/detail/json.h>
#include <retort/cli/detail/status.h>
#include <retort/cli/detail/templates.h>

namespace retort::cli::detail {

namespace {

int list_templates(Context& context, bool json) {
  if (json) {
    Json all = Json::array();
    for (const Template& known : templates())
      all.push_back({{"name", known.name}, {"description", known.description}});
    context.report(text_of({{"templates", std::move(all)}}));
    return done;
  }
  for (const Template& known : templates())
    std::cout << std::left << std::setw(9) << known.name << known.description << '\n';
  return done;
}

}  // namespace

void add_list_templates(CommandLine& line) {
  auto json = std::make_shared<bool>(false);
  line.command("list_templates", "What `init --template` can begin with",
               [json](Context& context) { return list_templates(context, *json); })
      .flag("--json", *json, "As JSON");
}

}  // namespace retort::cli::detail
