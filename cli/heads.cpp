// `migrate heads`: the revisions that no other one follows.

#include <iostream>

#include <retort/cli/detail/commands.h>
#include <retort/cli/detail/json.h>
#include <retort/cli/detail/output.h>
#include <retort/cli/detail/status.h>

namespace retort::cli::detail {

namespace {

struct HeadsOptions {
  bool verbose = false;
  bool resolve_dependencies = false;
  bool json = false;
};

int heads(Context& context, const HeadsOptions& options) {
  const migrate::Graph& graph = context.graph();
  const auto found = options.resolve_dependencies ? graph.heads() : graph.ends();
  if (options.json) {
    context.report(text_of({{"heads", json_of(found, graph)}}));
    return done;
  }
  for (const migrate::Revision* head : found)
    std::cout << (options.verbose ? block(*head, graph) : short_line(*head, graph) + '\n');
  return done;
}

}  // namespace

void add_heads(CommandLine& line) {
  auto options = std::make_shared<HeadsOptions>();
  line.command("heads", "The revisions that no other one follows",
               [options](Context& context) { return heads(context, *options); })
      .flag("-v,--verbose", options->verbose, "Everything about each")
      .flag("--resolve-dependencies", options->resolve_dependencies,
            "Leave out those that another revision depends on")
      .flag("--json", options->json, "As JSON");
}

}  // namespace retort::cli::detail
