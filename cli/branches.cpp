// `migrate branches`: where the history forks.

#include <iostream>

#include <retort/cli/detail/commands.h>
#include <retort/cli/detail/json.h>
#include <retort/cli/detail/output.h>
#include <retort/cli/detail/status.h>

namespace retort::cli::detail {

namespace {

struct BranchesOptions {
  bool verbose = false;
  bool json = false;
};

int branches(Context& context, const BranchesOptions& options) {
  const migrate::Graph& graph = context.graph();
  const std::vector<const migrate::Revision*> points = graph.branch_points();
  if (options.json) {
    context.report(text_of({{"branch_points", json_of(points, graph)}}));
    return done;
  }
  for (const migrate::Revision* point : points) {
    std::cout << (options.verbose ? block(*point, graph) : line(*point, graph) + '\n');
    for (const migrate::Revision* child : graph.children(*point))
      std::cout << "    -> " << short_line(*child, graph) << '\n';
    if (options.verbose) std::cout << '\n';
  }
  return done;
}

}  // namespace

void add_branches(CommandLine& line) {
  auto options = std::make_shared<BranchesOptions>();
  line.command("branches", "The revisions that several others follow",
               [options](Context& context) { return branches(context, *options); })
      .flag("-v,--verbose", options->verbose, "Everything about each")
      .flag("--json", options->json, "As JSON");
}

}  // namespace retort::cli::detail
