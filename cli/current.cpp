// `migrate current`: where the database stands.

#include <algorithm>
#include <iostream>

#include <retort/cli/detail/commands.h>
#include <retort/cli/detail/json.h>
#include <retort/cli/detail/output.h>
#include <retort/cli/detail/status.h>

namespace retort::cli::detail {

namespace {

struct CurrentOptions {
  bool verbose = false;
  bool check_heads = false;
  bool json = false;
};

// Whether everything is applied: a head that another one depends on needs no row of its own.
bool at_heads(const migrate::Graph& graph, const std::vector<std::string>& rows) {
  const std::vector<const migrate::Revision*> heads = graph.heads();
  return std::ranges::all_of(heads, [&](const migrate::Revision* head) {
    return std::ranges::find(rows, head->revision) != rows.end();
  });
}

void report(Context& context, const std::vector<std::string>& rows,
            const std::vector<const migrate::Revision*>& positions) {
  const migrate::Graph& graph = context.graph();
  context.report(text_of({{"database", context.engine(Access::read).url().text()},
                          {"rows", rows},
                          {"revisions", json_of(positions, graph)},
                          {"at_heads", at_heads(graph, rows)}}));
}

int current(Context& context, const CurrentOptions& options) {
  const migrate::Graph& graph = context.graph();
  const std::vector<std::string> rows = context.rows();
  const std::vector<const migrate::Revision*> positions = graph.positions(rows);
  const std::string url = context.engine(Access::read).url().text();
  if (options.json) {
    report(context, rows, positions);
  } else {
    if (options.verbose) std::cout << "Current revision(s) for " << url << ":\n";
    for (const migrate::Revision* revision : positions)
      std::cout << (options.verbose ? block(*revision, graph)
                                    : short_line(*revision, graph) + '\n');
    if (rows.empty()) std::cerr << url << " is at base: no revision is applied\n";
  }
  if (!options.check_heads || at_heads(graph, rows)) return done;
  std::cerr << url << " is not at the heads; `migrate upgrade heads` brings it there\n";
  return differences;
}

}  // namespace

void add_current(CommandLine& line) {
  auto options = std::make_shared<CurrentOptions>();
  line.command("current", "Where the database stands",
               [options](Context& context) { return current(context, *options); })
      .flag("-v,--verbose", options->verbose, "The database, and everything about each revision")
      .flag("-c,--check-heads", options->check_heads,
            "Exit status 1 where the database is not at the heads")
      .flag("--json", options->json, "As JSON");
}

}  // namespace retort::cli::detail
