// `migrate current`: where the database stands.

#include <algorithm>
#include <iostream>
#include <set>

#include <retort/cli/detail/commands.h>
#include <retort/cli/detail/json.h>
#include <retort/cli/detail/output.h>
#include <retort/cli/detail/status.h>
#include <retort/migrate/faults.h>

namespace retort::cli::detail {

namespace {

struct CurrentOptions {
  bool verbose = false;
  bool check_heads = false;
  bool json = false;
};

// Whether everything is applied: a head that another one depends on needs no row of its own.
bool at_heads(Context& context, const std::vector<std::string>& rows) {
  std::set<std::string> applied;
  for (const migrate::Revision* revision : context.database_graph().applied(rows))
    applied.insert(revision->revision);
  return std::ranges::all_of(context.graph().heads(), [&](const migrate::Revision* head) {
    return applied.contains(head->revision);
  });
}

// What the database has and only its own copies know.
std::vector<migrate::HistoryEntry> missing_scripts(Context& context,
                                                   const std::vector<std::string>& rows) {
  const auto known = [&](const std::string& row) { return context.graph().find(row) != nullptr; };
  if (std::ranges::all_of(rows, known)) return {};
  engine::Connection connection = context.engine(Access::read).connect();
  return migrate::find_faults(connection, context.graph().revisions(), context.tables()).missing;
}

void report(Context& context, const std::vector<std::string>& rows,
            const std::vector<const migrate::Revision*>& positions,
            const std::vector<migrate::HistoryEntry>& missing) {
  Json ids = Json::array();
  for (const migrate::HistoryEntry& copy : missing) ids.push_back(copy.revision);
  context.report(text_of({{"database", context.engine(Access::read).url().text()},
                          {"rows", rows},
                          {"revisions", json_of(positions, context.database_graph())},
                          {"missing", std::move(ids)},
                          {"at_heads", at_heads(context, rows)}}));
}

int current(Context& context, const CurrentOptions& options) {
  const std::vector<std::string> rows = context.rows();
  const migrate::Graph& graph = context.database_graph();
  const std::vector<const migrate::Revision*> positions = graph.positions(rows);
  const std::vector<migrate::HistoryEntry> missing = missing_scripts(context, rows);
  const std::string url = context.engine(Access::read).url().text();
  if (options.json) {
    report(context, rows, positions, missing);
  } else {
    if (options.verbose) std::cout << "Current revision(s) for " << url << ":\n";
    for (const migrate::Revision* revision : positions)
      std::cout << (options.verbose ? block(*revision, graph)
                                    : short_line(*revision, graph) + '\n');
    if (!context.has_database())
      std::cerr << url << " does not exist yet: no revision is applied\n";
    else if (rows.empty())
      std::cerr << url << " is at base: no revision is applied\n";
  }
  for (const migrate::HistoryEntry& copy : missing)
    std::cerr << migrate::describe_missing(copy)
              << "; `migrate downgrade` can undo it from the database's copy, and `migrate repair "
                 "--write-missing` can write it\n";
  if (!options.check_heads || at_heads(context, rows)) return done;
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
