// `migrate merge`: a revision with several parents.

#include <algorithm>

#include <retort/cli/detail/commands.h>
#include <retort/cli/detail/status.h>
#include <retort/cli/detail/write_script.h>
#include <retort/migrate/error.h>

namespace retort::cli::detail {

namespace {

struct MergeOptions {
  std::vector<std::string> revisions{};
  bool splice = false;
  NewScript script{};
};

std::vector<const migrate::Revision*> parents(const migrate::Graph& graph,
                                              const std::vector<std::string>& identifiers) {
  std::vector<const migrate::Revision*> parents;
  for (const std::string& identifier : identifiers)
    for (const migrate::Revision* revision : graph.resolve_all(identifier, {})) {
      if (std::ranges::find(parents, revision) != parents.end())
        throw migrate::MigrateError("revision " + revision->revision +
                                    " is to be merged with itself");
      parents.push_back(revision);
    }
  if (parents.size() < 2)
    throw migrate::MigrateError(parents.empty()
                                    ? "there is nothing to merge: no revision is named"
                                    : "there is nothing to merge: that is one revision, " +
                                          parents.front()->revision);
  return parents;
}

// What one parent has already is nothing to merge with.
void require_apart(const migrate::Graph& graph,
                   const std::vector<const migrate::Revision*>& parents) {
  for (const migrate::Revision* parent : parents)
    for (const migrate::Move& move : graph.upgrade_path({}, parent->revision))
      if (move.revision != parent && std::ranges::find(parents, move.revision) != parents.end())
        throw migrate::MigrateError("revision " + parent->revision + " has revision " +
                                    move.revision->revision +
                                    " already; there is nothing to merge");
}

int merge(Context& context, const MergeOptions& options) {
  const migrate::Graph& graph = context.graph();
  const std::vector<const migrate::Revision*> merged = parents(graph, options.revisions);
  require_apart(graph, merged);
  for (const migrate::Revision* parent : merged)
    if (!options.splice && !graph.children(*parent).empty())
      throw migrate::MigrateError("revision " + parent->revision + " is not a head, " +
                                  graph.children(*parent).front()->revision +
                                  " follows it; --splice merges it all the same");
  NewScript script = options.script;
  if (script.message.empty()) {
    for (const migrate::Revision* parent : merged)
      script.message += (script.message.empty() ? "merge " : " and ") + parent->revision;
  }
  write_script(context, {}, merged, script);
  return done;
}

}  // namespace

void add_merge(CommandLine& line) {
  auto options = std::make_shared<MergeOptions>();
  line.command("merge", "Write a revision that joins several",
               [options](Context& context) { return merge(context, *options); })
      .arguments("revisions", options->revisions, "What it joins; `heads` for all heads")
      .option("-m,--message", options->script.message, "What it does, in a line")
      .flag("--splice", options->splice, "Also join revisions that others follow already")
      .option("--branch-label", options->script.branch_labels, "A name for the branch from here on")
      .option("--rev-id", options->script.revision, "Its id, instead of a random one")
      .option("--version-path", options->script.version_path, "The version location to write to")
      .flag("--json", options->script.json, "Say what was written as JSON");
}

}  // namespace retort::cli::detail
