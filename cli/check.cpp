// `migrate check`: whether models, history and database agree.

#include <iostream>

#include <retort/cli/detail/commands.h>
#include <retort/cli/detail/compare.h>
#include <retort/cli/detail/json.h>
#include <retort/cli/detail/output.h>
#include <retort/cli/detail/status.h>
#include <retort/migrate/autogenerate.h>
#include <retort/migrate/decide.h>
#include <retort/migrate/diff.h>

namespace retort::cli::detail {

namespace {

struct CheckOptions {
  CompareWords compare{};
  bool json = false;
};

struct Findings {
  /// Revisions that are not applied.
  std::vector<const migrate::Revision*> pending{};
  /// What the models need.
  std::vector<migrate::Operation> wanted{};
  std::vector<migrate::Operation> drift{};

  bool none() const { return pending.empty() && wanted.empty() && drift.empty(); }
};

Findings find(const migrate::Comparison& compared, const migrate::Graph& graph) {
  Findings found{.wanted = migrate::diff(compared.database, compared.models,
                                         migrate::declared_answers(compared))};
  if (!compared.at_head)
    for (const migrate::Move& move : graph.upgrade_path(compared.rows, "heads"))
      found.pending.push_back(move.revision);
  // A database that is at head and still is not what its scripts build was changed behind their
  // back. One that differs from its models in the same way has been reported already.
  if (compared.history && compared.at_head && !graph.empty() && found.wanted.empty())
    found.drift = migrate::diff(*compared.history, compared.database);
  return found;
}

void print(const std::vector<migrate::Operation>& operations) {
  for (const migrate::Operation& operation : operations)
    std::cout << "  " << migrate::describe(operation) << '\n';
}

void print(const Findings& found, const migrate::Comparison& compared,
           const migrate::Graph& graph) {
  if (!found.pending.empty()) std::cout << "revisions that are not applied:\n";
  for (const migrate::Revision* revision : found.pending)
    std::cout << "  " << line(*revision, graph) << '\n';
  if (!found.wanted.empty()) {
    std::cout << "the database differs from the models; they need:\n";
    print(found.wanted);
    std::cout << migrate::unified_diff(compared.database, compared.models, wants_colour());
  }
  if (!found.drift.empty()) {
    std::cout << "the database differs from what its scripts build; without a script it had:\n";
    print(found.drift);
  }
  if (found.none()) std::cout << "nothing differs\n";
}

Json json_of(const std::vector<migrate::Operation>& operations) {
  Json texts = Json::array();
  for (const migrate::Operation& operation : operations)
    texts.push_back(migrate::describe(operation));
  return texts;
}

Json json_of(const Findings& found) {
  Json pending = Json::array();
  for (const migrate::Revision* revision : found.pending) pending.push_back(revision->revision);
  return {{"same", found.none()},
          {"pending", std::move(pending)},
          {"models", json_of(found.wanted)},
          {"drift", json_of(found.drift)}};
}

int check(Context& context, const CheckOptions& options) {
  const migrate::Graph& graph = context.graph();
  const migrate::Comparison compared =
      migrate::compare(context.engine(Access::read), graph, context.models(),
                       context.config().version_table, compare_options(context, options.compare));
  if (!compared.history)
    std::cerr << "drift was not looked for, since the scripts alone do not build this database: "
              << compared.no_history << '\n';
  const Findings found = find(compared, graph);
  if (options.json)
    context.report(text_of(json_of(found)));
  else
    print(found, compared, graph);
  return found.none() ? done : differences;
}

}  // namespace

void add_check(CommandLine& line) {
  auto options = std::make_shared<CheckOptions>();
  line.command("check", "Whether models, scripts and database agree",
               [options](Context& context) { return check(context, *options); })
      .flag("--own-all", options->compare.own_all,
            "Also report what neither models nor scripts know")
      .option("--against", options->compare.against,
              "What to compare the models with: database, or history, which opens none")
      .flag("--json", options->json, "As JSON");
}

}  // namespace retort::cli::detail
