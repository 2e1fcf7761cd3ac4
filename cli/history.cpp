// `migrate history`: the scripts, newest first.

#include <iostream>

#include <retort/cli/detail/commands.h>
#include <retort/cli/detail/output.h>
#include <retort/cli/detail/status.h>

namespace retort::cli::detail {

namespace {

int history(Context& context) {
  const migrate::Graph& graph = context.graph();
  for (const migrate::Revision* script : graph.newest_first())
    std::cout << line(*script, graph) << '\n';
  return done;
}

}  // namespace

void add_history(CommandLine& line) {
  line.command("history", "The revisions, newest first", history);
}

}  // namespace retort::cli::detail
