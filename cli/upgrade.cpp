// `migrate upgrade` and `migrate downgrade`.

#include <iostream>

#include <retort/cli/detail/commands.h>
#include <retort/cli/detail/output.h>
#include <retort/cli/detail/status.h>
#include <retort/migrate/runner.h>

namespace retort::cli::detail {

namespace {

struct UpgradeOptions {
  std::string identifier{};
  bool allow_destructive = false;
};

void print_done(const migrate::Move& move) { std::cout << line(move) << std::endl; }

int upgrade(Context& context, const UpgradeOptions& options) {
  const migrate::Graph& graph = context.graph();
  migrate::Runner runner(context.engine(Access::create), graph, context.config().version_table);
  runner.upgrade(options.identifier,
                 {.allow_destructive = options.allow_destructive, .on_done = print_done});
  return done;
}

int downgrade(Context& context, const std::string& identifier) {
  const migrate::Graph& graph = context.graph();
  migrate::Runner runner(context.engine(Access::read), graph, context.config().version_table);
  runner.downgrade(identifier, {.on_done = print_done});
  return done;
}

}  // namespace

void add_upgrade(CommandLine& line) {
  auto options = std::make_shared<UpgradeOptions>();
  line.command("upgrade", "Run the revisions up to one",
               [options](Context& context) { return upgrade(context, *options); })
      .argument("revision", options->identifier, "An id, `head`, `heads`, `+N`")
      .flag("--allow-destructive", options->allow_destructive,
            "Lose data that is there: in what is dropped, or in values that a new type changes");
}

void add_downgrade(CommandLine& line) {
  auto identifier = std::make_shared<std::string>();
  line.command("downgrade", "Undo the revisions down to one",
               [identifier](Context& context) { return downgrade(context, *identifier); })
      .argument("revision", *identifier, "An id, `base`, `-N`");
}

}  // namespace retort::cli::detail
