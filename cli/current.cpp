// `migrate current`: where the database stands.

#include <iostream>

#include <retort/cli/detail/commands.h>
#include <retort/cli/detail/output.h>
#include <retort/cli/detail/status.h>
#include <retort/migrate/error.h>
#include <retort/migrate/runner.h>

namespace retort::cli::detail {

namespace {

int current(Context& context) {
  const migrate::Graph& graph = context.graph();
  engine::Engine& engine = context.engine(Access::read);
  migrate::Runner runner(engine, graph, context.config().version_table);
  const std::vector<std::string> rows = runner.current();
  if (rows.empty()) std::cerr << engine.url().text() << " is at base: no revision is applied\n";
  for (const std::string& row : rows) {
    const migrate::Revision* script = graph.find(row);
    if (script == nullptr)
      throw migrate::MigrateError("the database " + engine.url().text() + " is at revision " + row +
                                  ", which no script in " +
                                  context.config().script_location.string() + " has");
    std::cout << line(*script, graph) << '\n';
  }
  return done;
}

}  // namespace

void add_current(CommandLine& line) {
  line.command("current", "Where the database stands", current);
}

}  // namespace retort::cli::detail
