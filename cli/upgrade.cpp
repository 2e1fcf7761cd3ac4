// `migrate upgrade` and `migrate downgrade`.

#include <iostream>

#include <retort/cli/detail/commands.h>
#include <retort/cli/detail/output.h>
#include <retort/migrate/runner.h>

namespace retort::cli::detail {

namespace {

void print_done(const migrate::Move& move) { std::cout << line(move) << std::endl; }

}  // namespace

int upgrade(Context& context, const UpgradeOptions& options) {
  const migrate::Graph& graph = context.graph();
  migrate::Runner runner(context.engine(Access::create), graph, context.config().version_table);
  runner.upgrade(options.identifier,
                 {.allow_destructive = options.allow_destructive, .on_done = print_done});
  return 0;
}

int downgrade(Context& context, const std::string& identifier) {
  const migrate::Graph& graph = context.graph();
  migrate::Runner runner(context.engine(Access::read), graph, context.config().version_table);
  runner.downgrade(identifier, {.on_done = print_done});
  return 0;
}

}  // namespace retort::cli::detail
