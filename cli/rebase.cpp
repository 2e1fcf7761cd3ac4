// `migrate rebase`: revisions that nobody has applied go on another parent.

#include <iostream>

#include <retort/cli/detail/commands.h>
#include <retort/cli/detail/json.h>
#include <retort/cli/detail/output.h>
#include <retort/cli/detail/status.h>
#include <retort/migrate/rebase.h>

namespace retort::cli::detail {

namespace {

struct RebaseOptions {
  std::string revision{};
  std::string onto{};
  bool dry_run = false;
  bool json = false;
};

int rebase(Context& context, const RebaseOptions& options) {
  context.require_script_folder();
  const migrate::Rebase rebase =
      migrate::plan_rebase(context.engine(Access::read), context.graph(), options.revision,
                           options.onto, context.rows());
  const bool changes = !rebase.text.empty();
  const std::string path = rebase.first.path.string();
  const std::string onto = rebase.onto.empty() ? "<base>" : rebase.onto;
  if (changes && !options.dry_run) migrate::write_rebase(rebase);
  if (options.json) {
    context.report(text_of({{"revision", rebase.first.revision},
                            {"onto", rebase.onto},
                            {"moved", rebase.moved},
                            {"path", path},
                            {"changes", changes},
                            {"written", changes && !options.dry_run},
                            {"diff", migrate::unified_diff(rebase)}}));
  } else if (!changes) {
    std::cout << rebase.first.revision << " follows " << onto << " already\n";
  } else if (options.dry_run) {
    std::cout << migrate::unified_diff(rebase, wants_colour()) << "nothing was written\n";
  } else {
    std::cout << "wrote " << path << ": " << rebase.first.revision << " follows " << onto << '\n';
  }
  return done;
}

}  // namespace

void add_rebase(CommandLine& line) {
  auto options = std::make_shared<RebaseOptions>();
  line.command("rebase", "Put revisions that are not applied anywhere on another parent",
               [options](Context& context) { return rebase(context, *options); })
      .argument("revision", options->revision, "The last of them that has to move")
      .option("--onto", options->onto, "The new parent, or `base`; without it the only other head")
      .flag("--dry-run", options->dry_run, "Show what would change in the file")
      .flag("--json", options->json, "As JSON");
}

}  // namespace retort::cli::detail
