// `migrate revision`: a new script, empty or worked out from what differs.

#include <chrono>
#include <ctime>
#include <iostream>

#include <retort/cli/detail/commands.h>
#include <retort/migrate/answers.h>
#include <retort/migrate/autogenerate.h>
#include <retort/migrate/detail/text_file.h>
#include <retort/migrate/error.h>

namespace retort::cli::detail {

namespace {

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

}  // namespace

int revision(Context& context, const RevisionOptions& options) {
  const std::vector<std::string> down_revisions = parents(context.graph());
  migrate::Script script;
  if (options.autogenerate) {
    script = work_out(context, options);
    if (script.upgrade.empty()) {
      std::cout << "nothing differs; no revision was written\n";
      return 0;
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
  return 0;
}

}  // namespace retort::cli::detail
