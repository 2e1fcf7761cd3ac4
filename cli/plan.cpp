// `migrate plan`: what `upgrade` or `downgrade` would send to the database.

#include <iostream>

#include <retort/cli/detail/commands.h>
#include <retort/cli/detail/findings.h>
#include <retort/cli/detail/json.h>
#include <retort/cli/detail/output.h>
#include <retort/cli/detail/status.h>
#include <retort/migrate/runner.h>

namespace retort::cli::detail {

namespace {

struct PlanOptions {
  std::string target{};
  bool down = false;
  bool allow_destructive = false;
  bool json = false;
  std::string tag{};
};

// -1 and LABEL@-1 can only mean down, and so can the base.
bool goes_down(const std::string& target) {
  const std::string last = target.substr(target.find('@') + 1);
  return last == "base" || last.starts_with('-');
}

// A script's text in the history table is as long as the script; a line has room for its beginning.
std::string shortened(const migrate::Preview& preview, migrate::Step step) {
  constexpr std::size_t most = 40;
  for (engine::Value& value : step.parameters)
    if (auto* text = std::get_if<std::string>(&value); text && text->size() > most)
      *text = text->substr(0, text->find('\n') < most ? text->find('\n') : most) + "...";
  return preview.text(step);
}

void print(const migrate::Preview& preview, const migrate::Step& step) {
  if (step.kind == migrate::Step::Kind::call)
    std::cout << "  -- the function " << step.sql << '\n';
  else
    std::cout << "  "
              << migrate::terminated(step.is_own ? preview.text(step) : shortened(preview, step))
              << '\n';
}

// What several statements are there for is said once.
void print(const migrate::Preview& preview, const std::vector<migrate::Step>& steps) {
  std::string said;
  for (const migrate::Step& step : steps) {
    const std::string why =
        (migrate::is_check(step) ? "stops where there is a row: " : "") + step.reason;
    if (why != said) std::cout << "  -- " << why << '\n';
    said = why;
    print(preview, step);
  }
}

void print(const migrate::Preview& preview, const migrate::Stretch& stretch) {
  for (const std::string& sql : stretch.around.before) std::cout << "  " << sql << ";\n";
  if (stretch.transaction) std::cout << "  " << preview.begin << ";\n";
  print(preview, stretch.steps);
  if (stretch.transaction) std::cout << "  COMMIT;\n";
  for (const std::string& sql : stretch.around.after) std::cout << "  " << sql << ";\n";
}

std::string counted(std::size_t count, const std::string& what) {
  return std::to_string(count) + " " + what + (count == 1 ? "" : "s");
}

void print(const migrate::Preview& preview, const std::vector<migrate::Finding>& findings) {
  if (preview.revisions.empty()) {
    std::cout << "nothing to do\n";
    return;
  }
  for (const migrate::PlannedRevision& revision : preview.revisions) {
    std::cout << line(revision.move) << '\n';
    for (const migrate::Stretch& stretch : revision.stretches) print(preview, stretch);
  }
  std::cout << counted(preview.revisions.size(), "revision") << ", "
            << counted(preview.statements(), "statement") << ", "
            << counted(preview.checks(), "check") << "; nothing was changed\n";
  for (const migrate::PlannedRevision& revision : preview.revisions)
    for (const std::string& obstacle : revision.obstacles)
      std::cout << "in the way of " << revision.move.revision->revision << ": " << obstacle << '\n';
  print_findings(findings, false);
}

Json json_of(const migrate::Preview& preview, const migrate::Step& step) {
  Json json = {{"reason", step.reason}};
  if (step.kind == migrate::Step::Kind::call) {
    json["function"] = step.sql;
    return json;
  }
  json["sql"] = preview.text(step);
  json["check"] = migrate::is_check(step);
  return json;
}

Json json_of(const migrate::Preview& preview, const migrate::Stretch& stretch) {
  Json statements = Json::array();
  for (const migrate::Step& step : stretch.steps) statements.push_back(json_of(preview, step));
  return {{"transaction", stretch.transaction},
          {"before", stretch.around.before},
          {"statements", std::move(statements)},
          {"after", stretch.around.after}};
}

Json json_of(const migrate::Preview& preview, const std::vector<migrate::Finding>& findings) {
  Json revisions = Json::array();
  for (const migrate::PlannedRevision& revision : preview.revisions) {
    const migrate::Move& move = revision.move;
    Json parts = Json::array();
    for (const migrate::Stretch& stretch : revision.stretches)
      parts.push_back(json_of(preview, stretch));
    const bool up = move.direction == migrate::Direction::upgrade;
    revisions.push_back({{"revision", move.revision->revision},
                         {"direction", up ? "upgrade" : "downgrade"},
                         {"message", move.revision->message},
                         {"rows_before", move.rows_before},
                         {"rows_after", move.rows_after},
                         {"parts", std::move(parts)},
                         {"in_the_way", revision.obstacles}});
  }
  return {{"revisions", std::move(revisions)},
          {"statements", preview.statements()},
          {"checks", preview.checks()},
          {"findings", findings_json(findings)}};
}

std::vector<migrate::Finding> findings_of(Context& context, const migrate::Preview& preview) {
  engine::Engine& engine = context.engine(Access::read);
  engine::Connection connection = context.has_database() ? engine.connect() : engine.scratch();
  const migrate::LintOptions options{.oldest_version = context.config().lint.oldest_version};
  auto findings = migrate::lint(engine, connection, preview, options);
  migrate::look_at_rows(findings, preview, connection);
  return findings;
}

int plan(Context& context, const PlanOptions& options) {
  if (options.down && options.target.empty())
    throw UsageError("plan --down takes a target, such as -1 or base");
  const migrate::Config& config = context.config();
  migrate::Runner runner(context.engine(Access::read), context.graph(),
                         {config.version_table, config.history_table});
  const bool down = options.down || goes_down(options.target);
  const migrate::Preview preview =
      runner.preview(down ? migrate::Direction::downgrade : migrate::Direction::upgrade,
                     options.target.empty() ? "head" : options.target,
                     {.allow_destructive = options.allow_destructive,
                      .functions = context.application().functions,
                      .context = {.tag = options.tag, .arguments = context.globals().arguments}});
  const std::vector<migrate::Finding> findings = findings_of(context, preview);
  if (options.json)
    context.report(text_of(json_of(preview, findings)));
  else
    print(preview, findings);
  return preview.has_obstacles() ? decision : done;
}

}  // namespace

void add_plan(CommandLine& line) {
  auto options = std::make_shared<PlanOptions>();
  line.command("plan", "What upgrade would send to the database, and what is in its way",
               [options](Context& context) { return plan(context, *options); })
      .optional_argument("target", options->target,
                         "A revision, `head` (also without one), `heads`, `+N`, `-N`, `base`")
      .flag("--down", options->down, "Down to the target, as `downgrade` would")
      .flag("--allow-destructive", options->allow_destructive,
            "As upgrade has it: losses are not in the way")
      .option("--tag", options->tag, "A word of yours for the history table")
      .flag("--json", options->json, "As JSON");
}

}  // namespace retort::cli::detail
