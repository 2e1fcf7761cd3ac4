// `migrate squash`: one script in the place of many.

#include <iostream>

#include <retort/cli/detail/commands.h>
#include <retort/cli/detail/json.h>
#include <retort/cli/detail/status.h>
#include <retort/migrate/database_graph.h>
#include <retort/migrate/new_script.h>
#include <retort/migrate/squash.h>

namespace retort::cli::detail {

namespace {

struct SquashOptions {
  std::string range{};
  std::string message{};
  bool dry_run = false;
  bool json = false;
};

int squash(Context& context, const SquashOptions& options) {
  context.require_script_folder();
  const migrate::Squash squash =
      migrate::plan_squash(context.engine(Access::read), context.graph(), context.config(),
                           options.range, options.message);
  if (!options.dry_run) {
    migrate::write_squash(squash);
    migrate::run_post_write_hooks(context.config(), squash.script.path, options.json);
  }
  const std::string path = squash.script.path.string();
  const std::string folder = migrate::folder_of_originals(squash.script).string();
  if (options.json) {
    context.report(text_of({{"written", options.dry_run ? Json(nullptr) : Json(path)},
                            {"revision", squash.script.revision},
                            {"down_revision", squash.script.down_revisions},
                            {"replaces", squash.script.replaces},
                            {"originals", folder},
                            {"concatenated", squash.concatenated}}));
    return done;
  }
  if (!squash.concatenated.empty())
    std::cout << "the operations of all scripts, one after the other, because of: "
              << squash.concatenated << '\n';
  if (options.dry_run)
    std::cout << squash.script.text << "nothing was written\n";
  else
    std::cout << "wrote " << path << " in the place of " << squash.originals.size()
              << " scripts, which are in " << folder << " now\n";
  return done;
}

}  // namespace

void add_squash(CommandLine& line) {
  auto options = std::make_shared<SquashOptions>();
  line.command("squash",
               "One script in the place of many; databases anywhere inside find their way",
               [options](Context& context) { return squash(context, *options); })
      .argument("range", options->range, "A:B, both included; either may be left out")
      .option("-m,--message", options->message, "What the new script does, in a line")
      .flag("--dry-run", options->dry_run, "Show the script that would be written")
      .flag("--json", options->json, "As JSON");
}

}  // namespace retort::cli::detail
