// `migrate show`: everything about a revision.

#include <iostream>

#include <retort/cli/detail/commands.h>
#include <retort/cli/detail/json.h>
#include <retort/cli/detail/named.h>
#include <retort/cli/detail/output.h>
#include <retort/cli/detail/status.h>

namespace retort::cli::detail {

namespace {

struct ShowOptions {
  std::vector<std::string> revisions{};
  bool json = false;
};

int show(Context& context, const ShowOptions& options) {
  const auto [graph, shown] = named(context, options.revisions);
  if (options.json) {
    context.report(text_of({{"revisions", json_of(shown, graph)}}));
    return done;
  }
  for (const migrate::Revision* revision : shown) std::cout << block(*revision, graph);
  return done;
}

}  // namespace

void add_show(CommandLine& line) {
  auto options = std::make_shared<ShowOptions>();
  line.command("show", "Everything about a revision",
               [options](Context& context) { return show(context, *options); })
      .arguments("revisions", options->revisions, "An id, `head`, `heads`, `current`, ...")
      .flag("--json", options->json, "As JSON");
}

}  // namespace retort::cli::detail
