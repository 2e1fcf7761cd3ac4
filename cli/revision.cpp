// `migrate revision`: a new script, empty or worked out from what differs.

#include <chrono>
#include <ctime>
#include <iostream>

#include <retort/cli/detail/commands.h>
#include <retort/cli/detail/status.h>
#include <retort/migrate/answers.h>
#include <retort/migrate/autogenerate.h>
#include <retort/migrate/detail/text_file.h>
#include <retort/migrate/error.h>

namespace retort::cli::detail {

namespace {

struct RevisionOptions {
  std::string message{};
  bool autogenerate = false;
  bool own_all = false;
  std::filesystem::path answers{};
};

std::string now_utc() {
  const std::time_t now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
  std::tm utc{};
  ::gmtime_r(&now, &utc);
  char text[sizeof "2026-11-22T11:30:00Z"];
  std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &utc);
  return text;
}

std::vector<std::string> parents(const migrate::Graph& graph) {
  if (graph.empty()) return {};
  return {graph.resolve("head").revision};
}

migrate::Script work_out(Context& context, const RevisionOptions& options) {
  const migrate::Answers answers =
      options.answers.empty() ? migrate::Answers{} : migrate::read_answers(options.answers);
  engine::Engine& engine = context.engine(Access::create);
  const migrate::Comparison comparison =
      migrate::compare(engine, context.graph(), context.models(), context.config().version_table,
                       {.own_all = options.own_all});
  if (!comparison.at_head)
    throw migrate::MigrateError(
        "the database " + engine.url().text() +
        " is not at the head of its history; run `migrate upgrade head` first");
  return migrate::autogenerate(engine, comparison, answers);
}

int revision(Context& context, const RevisionOptions& options) {
  const std::vector<std::string> down_revisions = parents(context.graph());
  migrate::Script script;
  if (options.autogenerate) {
    script = work_out(context, options);
    if (script.upgrade.empty()) {
      std::cout << "nothing differs; no revision was written\n";
      return done;
    }
  }
  script.revision = migrate::new_revision_id();
  script.down_revisions = down_revisions;
  script.message = options.message;
  script.created = now_utc();
  script.path = context.config().script_location / migrate::script_file_name(script);
  migrate::detail::write_new_file(script.path, migrate::write_script(script));
  for (const migrate::Operation& operation : script.upgrade)
    std::cout << "  " << migrate::describe(operation) << '\n';
  std::cout << "wrote " << script.path.string() << '\n';
  return done;
}

}  // namespace

void add_revision(CommandLine& line) {
  auto options = std::make_shared<RevisionOptions>();
  line.command("revision", "Write a new revision",
               [options](Context& context) { return revision(context, *options); })
      .option("-m,--message", options->message, "What it does, in a line")
      .flag("--autogenerate", options->autogenerate,
            "Work out the operations from what differs between models and database")
      .flag("--own-all", options->own_all, "Also drop what neither models nor scripts know")
      .option("--answers", options->answers, "A JSON or TOML file of renames and fill values");
}

}  // namespace retort::cli::detail
