// `migrate status`: where the database stands, on one screen.

#include <algorithm>
#include <iostream>

#include <retort/cli/detail/commands.h>
#include <retort/cli/detail/compare.h>
#include <retort/cli/detail/json.h>
#include <retort/cli/detail/output.h>
#include <retort/cli/detail/status.h>
#include <retort/migrate/autogenerate.h>
#include <retort/migrate/decide.h>
#include <retort/migrate/diff.h>
#include <retort/migrate/status.h>

namespace retort::cli::detail {

namespace {

struct StatusOptions {
  bool verbose = false;
  bool exit_code = false;
  bool json = false;
};

// What the models need. They may be absent, or be of no use at the moment: that is no reason to say
// nothing about the rest.
struct Models {
  bool configured = false;
  std::vector<migrate::Operation> wanted{};
  std::string unknown{};
};

Models compare_models(Context& context, const migrate::Status& found) {
  Models models{.configured = context.has_models()};
  if (!models.configured || !found.exists || !found.faults.unknown.empty()) return models;
  try {
    const migrate::Comparison compared = migrate::compare(
        context.engine(Access::read), context.database_graph(), context.models(true),
        context.config().version_table, compare_options(context, {}));
    models.wanted =
        migrate::diff(compared.database, compared.models, migrate::declared_answers(compared));
  } catch (const Error& error) {
    models.unknown = error.what();
  }
  return models;
}

bool up_to_date(const migrate::Status& found, const Models& models) {
  return found.up_to_date() && models.wanted.empty();
}

Json json_of(Context& context, const migrate::Status& found, const Models& models) {
  Json places = Json::array();
  for (const migrate::Place& place : found.places)
    places.push_back({{"revision", place.revision.revision},
                      {"message", place.revision.message},
                      {"applied", place.applied},
                      {"who", place.who}});
  Json pending = Json::array();
  for (const migrate::Revision& revision : found.pending)
    pending.push_back({{"revision", revision.revision}, {"message", revision.message}});
  Json unfinished = nullptr;
  if (const auto& entry = found.faults.unfinished)
    unfinished = {{"revision", entry->revision},
                  {"direction", entry->direction},
                  {"steps", entry->steps},
                  {"started", entry->started},
                  {"who", entry->who}};
  return {{"database", context.engine(Access::read).url().text()},
          {"exists", found.exists},
          {"up_to_date", up_to_date(found, models)},
          {"rows", found.rows},
          {"revisions", std::move(places)},
          {"pending", std::move(pending)},
          {"heads", found.heads},
          {"edited", detail::json_of(found.faults.edited)},
          {"missing", detail::json_of(found.faults.missing)},
          {"unknown", found.faults.unknown},
          {"unfinished", std::move(unfinished)},
          {"drift", detail::json_of(found.drift.operations)},
          {"drift_unknown", found.drift.unknown},
          {"models", detail::json_of(models.wanted)},
          {"models_unknown", models.unknown}};
}

// "name      first line", and the lines of a list below it.
void entry(const std::string& name, const std::string& text) {
  std::cout << name << std::string(std::max<std::size_t>(12 - name.size(), 1), ' ') << text << '\n';
}

template <class List, class Function>
void list(const List& things, bool all, const Function& text) {
  constexpr std::size_t most = 10;
  const std::size_t shown = all || things.size() <= most + 1 ? things.size() : most;
  for (std::size_t i = 0; i < shown; ++i) std::cout << "  " << text(things[i]) << '\n';
  if (shown < things.size()) std::cout << "  and " << things.size() - shown << " more\n";
}

std::string counted(std::size_t number, const std::string& thing) {
  return std::to_string(number) + " " + thing + (number == 1 ? "" : "s");
}

std::string first_line(const migrate::Revision& revision) {
  const std::string message = printable(revision.message.substr(0, revision.message.find('\n')));
  return message.empty() ? revision.revision : revision.revision + ", " + message;
}

void print_places(const migrate::Status& found) {
  if (!found.exists) return entry("at", "the database does not exist yet");
  if (found.rows.empty()) return entry("at", "<base>");
  for (const migrate::Place& place : found.places)
    entry("at", first_line(place.revision) +
                    (place.applied.empty() ? "" : " (" + place.applied + " by " + place.who + ")"));
}

void print_faults(const migrate::Faults& faults, bool verbose) {
  for (const migrate::EditedScript& edited : faults.edited) {
    entry("edited", migrate::describe(edited));
    if (verbose) std::cout << migrate::unified_diff(edited, wants_colour());
  }
  for (const migrate::HistoryEntry& copy : faults.missing)
    entry("missing", migrate::describe_missing(copy));
  for (const std::string& row : faults.unknown)
    entry("unknown", "the version row " + row + " names no revision that is here");
  if (faults.unfinished) entry("unfinished", migrate::describe_unfinished(*faults.unfinished));
}

void print_operations(const std::string& name, const std::vector<migrate::Operation>& operations,
                      const std::string& unknown, const std::string& what, bool verbose) {
  if (!unknown.empty()) return entry(name, "not known: " + unknown);
  if (operations.empty()) return entry(name, "none");
  entry(name, what);
  list(operations, verbose,
       [](const migrate::Operation& operation) { return migrate::describe(operation); });
}

void print(Context& context, const migrate::Status& found, const Models& models, bool verbose) {
  entry("database", context.engine(Access::read).url().text());
  print_places(found);
  entry("heads", std::to_string(found.heads));
  entry("pending", found.pending.empty() ? "none" : counted(found.pending.size(), "revision"));
  list(found.pending, verbose, first_line);
  print_faults(found.faults, verbose);
  if (found.exists) {
    print_operations("drift", found.drift.operations, found.drift.unknown,
                     "what the database had without a script", verbose);
    if (models.configured && found.faults.unknown.empty())
      print_operations("models", models.wanted, models.unknown, "what they need in this database",
                       verbose);
  }
  std::cout << (up_to_date(found, models) ? "up to date\n" : "not up to date\n");
  if (!found.faults.none()) std::cerr << "`migrate repair` says what mends this\n";
}

int status(Context& context, const StatusOptions& options) {
  const migrate::Status found =
      migrate::status(context.engine(Access::read), context.graph(), context.tables());
  const Models models = compare_models(context, found);
  if (options.json)
    context.report(text_of(json_of(context, found, models)));
  else
    print(context, found, models, options.verbose);
  return options.exit_code && !up_to_date(found, models) ? differences : done;
}

}  // namespace

void add_status(CommandLine& line) {
  auto options = std::make_shared<StatusOptions>();
  line.command("status",
               "Where the database stands: revisions, what is pending, edited or missing, drift. "
               "Exit status 0 whenever it could look",
               [options](Context& context) { return status(context, *options); })
      .flag("-v,--verbose", options->verbose, "Whole lists, and what was edited")
      .flag("--exit-code", options->exit_code, "Exit status 1 where it is not up to date")
      .flag("--json", options->json, "As JSON");
}

}  // namespace retort::cli::detail
