// `migrate history`: the scripts, newest first.

#include <iostream>

#include <retort/cli/detail/commands.h>
#include <retort/cli/detail/output.h>

namespace retort::cli::detail {

int history(Context& context) {
  const migrate::Graph& graph = context.graph();
  for (const migrate::Revision* script : graph.newest_first())
    std::cout << line(*script, graph) << '\n';
  return 0;
}

}  // namespace retort::cli::detail
