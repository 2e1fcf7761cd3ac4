// `migrate check`: whether models, history and database agree.

#include <iostream>
#include <optional>

#include <retort/cli/detail/commands.h>
#include <retort/cli/detail/compare.h>
#include <retort/cli/detail/json.h>
#include <retort/cli/detail/output.h>
#include <retort/cli/detail/status.h>
#include <retort/engine/error.h>
#include <retort/migrate/autogenerate.h>
#include <retort/migrate/decide.h>
#include <retort/migrate/diff.h>
#include <retort/migrate/faults.h>

namespace retort::cli::detail {

namespace {

struct CheckOptions {
  CompareWords compare{};
  bool verbose = false;
  bool json = false;
};

struct Findings {
  /// Revisions that are not applied.
  std::vector<const migrate::Revision*> pending{};
  /// What the models need.
  std::vector<migrate::Operation> wanted{};
  /// What a person has to say about that.
  migrate::Undecided undecided{};
  std::vector<migrate::Operation> drift{};
  /// Scripts that are not what was applied, and scripts that are not there.
  std::vector<migrate::EditedScript> edited{};
  std::vector<migrate::HistoryEntry> missing{};

  bool none() const {
    return pending.empty() && wanted.empty() && drift.empty() && edited.empty() && missing.empty();
  }
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

void print(const char* heading, const std::vector<std::string>& lines) {
  if (!lines.empty()) std::cout << heading << '\n';
  for (const std::string& line : lines) std::cout << "  " << line << '\n';
}

void print(const Findings& found, const migrate::Comparison& compared, const migrate::Graph& graph,
           bool verbose) {
  if (!found.pending.empty()) std::cout << "revisions that are not applied:\n";
  for (const migrate::Revision* revision : found.pending)
    std::cout << "  " << line(*revision, graph) << '\n';
  if (!found.wanted.empty()) {
    std::cout << "the database differs from the models; they need:\n";
    print(found.wanted);
    std::cout << migrate::unified_diff(compared.database, compared.models, wants_colour());
  }
  print("a person has to decide first:", found.undecided.questions);
  print("mind that:", found.undecided.notices);
  if (!found.drift.empty()) {
    std::cout << "the database differs from what its scripts build; without a script it had:\n";
    print(found.drift);
  }
  if (!found.edited.empty()) std::cout << "scripts that say something else than was applied:\n";
  for (const migrate::EditedScript& edited : found.edited) {
    std::cout << "  " << migrate::describe(edited) << '\n';
    if (verbose) std::cout << migrate::unified_diff(edited, wants_colour());
  }
  if (!found.missing.empty()) std::cout << "scripts that are missing:\n";
  for (const migrate::HistoryEntry& copy : found.missing)
    std::cout << "  " << migrate::describe_missing(copy) << '\n';
  if (found.none()) std::cout << "nothing differs\n";
}

Json document_of(const Findings& found) {
  Json pending = Json::array();
  for (const migrate::Revision* revision : found.pending) pending.push_back(revision->revision);
  return {{"same", found.none()},
          {"pending", std::move(pending)},
          {"models", json_of(found.wanted)},
          {"questions", found.undecided.questions},
          {"notices", found.undecided.notices},
          {"drift", json_of(found.drift)},
          {"edited", json_of(found.edited)},
          {"missing", json_of(found.missing)}};
}

engine::ConnectError no_database(Context& context) {
  return engine::ConnectError(
      {.message = "there is no such database yet",
       .doing = "cannot check " + context.engine(Access::read).url().text(),
       .hint = "`migrate upgrade head` makes it, and --against history needs none"});
}

int check(Context& context, const CheckOptions& options) {
  // Where the database is not asked, neither are its version rows.
  const bool live = options.compare.against != "history";
  const migrate::CompareOptions wanted = compare_options(context, options.compare);
  const schema::Metadata models = context.models(live);
  if (live && !context.has_database()) throw no_database(context);
  const migrate::Graph& graph = live ? context.database_graph() : context.graph();
  const migrate::Comparison compared = migrate::compare(context.engine(Access::read), graph, models,
                                                        context.config().version_table, wanted);
  if (!compared.history)
    std::cerr << "drift was not looked for, since the scripts alone do not build this database: "
              << compared.no_history << '\n';
  Findings found = find(compared, graph);
  std::optional<engine::Connection> connection;
  if (live) {
    connection.emplace(context.engine(Access::read).connect());
    migrate::Faults faults =
        migrate::find_faults(*connection, context.graph().revisions(), context.tables());
    found.edited = std::move(faults.edited);
    found.missing = std::move(faults.missing);
  }
  if (!found.wanted.empty())
    found.undecided = migrate::undecided(compared, connection ? &*connection : nullptr);
  if (options.json)
    context.report(text_of(document_of(found)));
  else
    print(found, compared, graph, options.verbose);
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
      .flag("-v,--verbose", options->verbose, "What was edited in scripts that are applied")
      .flag("--json", options->json, "As JSON");
}

}  // namespace retort::cli::detail
