// `migrate revision`: a new script, empty or worked out from what differs.

#include <iostream>
#include <optional>

#include <retort/cli/detail/ask.h>
#include <retort/cli/detail/commands.h>
#include <retort/cli/detail/compare.h>
#include <retort/cli/detail/json.h>
#include <retort/cli/detail/status.h>
#include <retort/cli/detail/write_script.h>
#include <retort/migrate/answers.h>
#include <retort/migrate/autogenerate.h>
#include <retort/migrate/decide.h>
#include <retort/migrate/error.h>

namespace retort::cli::detail {

namespace {

struct RevisionOptions {
  NewScript script{};
  std::vector<std::string> heads{};
  bool splice = false;
  bool autogenerate = false;
  bool allow_empty = false;
  CompareWords compare{};
  migrate::GivenAnswers given{};
  std::filesystem::path answers{};
};

std::vector<const migrate::Revision*> parents(const migrate::Graph& graph,
                                              const RevisionOptions& options) {
  if (options.heads.size() > 1)
    throw UsageError(
        "--head is given several times; a revision with several parents is a merge: `migrate "
        "merge " +
        options.heads[0] + " " + options.heads[1] + "`");
  if (options.heads.empty() && graph.empty()) return {};
  const std::string& head = options.heads.empty() ? "head" : options.heads.front();
  const std::vector<const migrate::Revision*> found = graph.resolve_all(head, {});
  if (found.size() > 1)
    throw migrate::MigrateError("--head " + head + " is several revisions, and a revision with " +
                                "several parents is a merge: `migrate merge " + head + "`");
  if (!found.empty() && !options.splice && !graph.children(*found.front()).empty())
    throw migrate::MigrateError("revision " + found.front()->revision + " is not a head, " +
                                graph.children(*found.front()).front()->revision +
                                " follows it; --splice begins another branch there all the same");
  return found;
}

// The sign that each of these needs.
void require_sign(const std::vector<std::string>& values, char sign, const std::string& form) {
  for (const std::string& value : values)
    if (value.find(sign) == value.npos)
      throw UsageError("`" + value + "` is not of the form " + form);
}

// A database that is not there yet is as empty as a history without scripts, and is not made for that.
// Behind the first revision its URL is more likely wrong.
void compare_without_database(Context& context, migrate::CompareOptions& compare) {
  if (!context.graph().empty())
    throw migrate::MigrateError(
        "there is no database at " + context.engine(Access::create).url().text() +
        " to compare with; `migrate upgrade head` makes it, and --against " + "history needs none");
  compare.against_history = true;
}

migrate::Script work_out(Context& context, RevisionOptions& options) {
  migrate::GivenAnswers given = options.given;
  require_sign(given.renames, ':', "--rename OLD:NEW or --rename TABLE.OLD:NEW");
  require_sign(given.fills, '=', "--fill TABLE.COLUMN=EXPRESSION");
  if (!options.answers.empty()) given.file = migrate::read_answers(options.answers);
  migrate::CompareOptions compare = compare_options(context, options.compare);
  compare.owned = migrate::named_tables(given);
  if (!compare.against_history && !context.has_database())
    compare_without_database(context, compare);
  engine::Engine& engine = context.engine(Access::create);
  const migrate::Comparison comparison =
      migrate::compare(engine, context.graph(), context.models(!compare.against_history),
                       context.config().version_table, compare);
  if (!comparison.at_head)
    throw migrate::MigrateError(
        "the database " + engine.url().text() +
        " is not at the head of its history; run `migrate upgrade head` first");
  std::optional<engine::Connection> database;
  if (!compare.against_history) database.emplace(engine.connect());
  const std::unique_ptr<migrate::Asker> asker = options.script.json ? nullptr : terminal_asker();
  std::vector<std::string>& notices = options.script.notices;
  const migrate::Answers answers =
      migrate::decide(comparison, given, asker.get(), database ? &*database : nullptr, notices);
  if (!options.script.json)
    for (const std::string& notice : notices) std::cerr << "migrate: " << notice << '\n';
  return migrate::autogenerate(engine, comparison, answers);
}

int revision(Context& context, RevisionOptions options) {
  if (options.autogenerate && options.script.sql)
    throw UsageError(
        "--autogenerate and --sql do not go together: a script that is worked out is in "
        "operations");
  const std::vector<const migrate::Revision*> down_revisions = parents(context.graph(), options);
  migrate::Script script;
  if (options.autogenerate) {
    script = work_out(context, options);
    if (script.upgrade.empty() && !options.allow_empty) {
      if (options.script.json)
        context.report(text_of({{"written", nullptr},
                                {"operations", Json::array()},
                                {"notices", options.script.notices}}));
      else
        std::cout << "nothing differs; no revision was written\n";
      return done;
    }
  }
  write_script(context, std::move(script), down_revisions, options.script);
  return done;
}

}  // namespace

void add_revision(CommandLine& line) {
  auto options = std::make_shared<RevisionOptions>();
  Command command = line.command("revision", "Write a new revision", [options](Context& context) {
    return revision(context, *options);
  });
  command.option("-m,--message", options->script.message, "What it does, in a line")
      .flag("--autogenerate", options->autogenerate,
            "Work out the operations from what differs between models and database")
      .option("--against", options->compare.against,
              "What the models are compared with: database, or history, which opens none")
      .flag("--own-all", options->compare.own_all, "Also drop what neither models nor scripts know")
      .option("--rename", options->given.renames,
              "OLD:NEW of a table or TABLE.OLD:NEW of a column: it is a rename")
      .option("--drop", options->given.drops,
              "TABLE or TABLE.COLUMN: it is no rename and may be dropped")
      .option(
          "--fill", options->given.fills,
          "TABLE.COLUMN=EXPRESSION: what rows that are there get in a column that needs a value")
      .option("--answers", options->answers, "A JSON or TOML file of such answers")
      .flag("--allow-empty", options->allow_empty, "Write a revision where nothing differs, too")
      .option("--head", options->heads, "The revision that it follows; `base` for none")
      .flag("--splice", options->splice, "Follow a revision that others follow already")
      .option("--branch-label", options->script.branch_labels, "A name for the branch from here on")
      .option("--depends-on", options->script.depends_on,
              "A revision or label of another branch that has to be there first")
      .option("--rev-id", options->script.revision, "Its id, instead of a random one")
      .option("--version-path", options->script.version_path, "The version location to write to")
      .flag("--sql", options->script.sql, "A script in SQL")
      .flag("--json", options->script.json, "Say what was written as JSON");
  for (const char* option :
       {"--against", "--own-all", "--rename", "--drop", "--fill", "--answers", "--allow-empty"})
    command.needs(option, "--autogenerate");
}

}  // namespace retort::cli::detail
