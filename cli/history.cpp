// `migrate history`: the scripts, newest first.

#include <iostream>

#include <retort/cli/detail/commands.h>
#include <retort/cli/detail/json.h>
#include <retort/cli/detail/output.h>
#include <retort/cli/detail/status.h>
#include <retort/cli/detail/tree.h>

namespace retort::cli::detail {

namespace {

struct HistoryOptions {
  std::string range{};
  bool verbose = false;
  bool indicate_current = false;
  bool graph = false;
  bool json = false;
};

int history(Context& context, const HistoryOptions& options) {
  const bool ranged = !options.range.empty();
  const bool of_database =
      options.indicate_current || (ranged && migrate::depends_on_rows(options.range));
  std::vector<std::string> rows;
  if (of_database) rows = context.rows();
  const migrate::Graph& graph = of_database ? context.database_graph() : context.graph();
  const auto shown = ranged ? graph.range(options.range, rows) : graph.newest_first();
  Positions positions;
  if (options.indicate_current) {
    const auto found = graph.positions(rows);
    positions.insert(found.begin(), found.end());
  }
  const Positions* current = options.indicate_current ? &positions : nullptr;

  if (options.json) {
    context.report(text_of({{"revisions", json_of(shown, graph, current)}}));
    return done;
  }
  const auto text = [&](const migrate::Revision& revision) {
    return options.verbose ? block(revision, graph, current)
                           : line(revision, graph, current) + '\n';
  };
  if (options.graph)
    draw_tree(std::cout, graph, shown, wants_unicode(), text);
  else
    for (const migrate::Revision* revision : shown) std::cout << text(*revision);
  return done;
}

}  // namespace

void add_history(CommandLine& line) {
  auto options = std::make_shared<HistoryOptions>();
  line.command("history", "The revisions, newest first",
               [options](Context& context) { return history(context, *options); })
      .option("-r,--rev-range", options->range, "Only those of A:B; also A:, :B, -3:current")
      .flag("-v,--verbose", options->verbose, "Everything about each")
      .flag("-i,--indicate-current", options->indicate_current, "Mark where the database stands")
      .flag("--graph", options->graph, "Draw the tree")
      .flag("--json", options->json, "As JSON");
}

}  // namespace retort::cli::detail
