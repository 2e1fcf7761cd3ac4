// `migrate lint`: what in the scripts a person should look at before they run.

#include <algorithm>
#include <charconv>
#include <iostream>

#include <retort/cli/detail/commands.h>
#include <retort/cli/detail/findings.h>
#include <retort/cli/detail/status.h>
#include <retort/migrate/lint.h>
#include <retort/migrate/runner.h>

namespace retort::cli::detail {

namespace {

struct LintArguments {
  std::string range{};
  std::string latest{};
  std::string level{};
  bool offline = false;
  bool verbose = false;
  bool json = false;
};

std::size_t number(const std::string& text) {
  std::size_t value = 0;
  const char* const end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc() || rest != end || value == 0)
    throw UsageError("--latest takes a number of revisions, and is \"" + text + "\"");
  return value;
}

// Those that are asked for; without a word, all.
std::vector<const migrate::Revision*> revisions(Context& context, const LintArguments& arguments) {
  const migrate::Graph& graph = context.graph();
  if (!arguments.range.empty()) {
    const bool of_database = migrate::depends_on_rows(arguments.range);
    return graph.range(arguments.range, of_database ? context.rows() : std::vector<std::string>());
  }
  std::vector<const migrate::Revision*> newest = graph.newest_first();
  if (!arguments.latest.empty()) newest.resize(std::min(newest.size(), number(arguments.latest)));
  return newest;
}

// What the database at hand has not: only there the rows can tell.
std::vector<migrate::Finding> pending(Context& context, const migrate::LintOptions& options) {
  engine::Engine& engine = context.engine(Access::read);
  migrate::Runner runner(engine, context.graph(), context.tables());
  const migrate::Preview preview = runner.preview(migrate::Direction::upgrade, "heads",
                                                  {.functions = context.application().functions});
  engine::Connection connection = engine.connect();
  auto findings = migrate::lint(engine, connection, preview, options);
  migrate::look_at_rows(findings, preview, connection);
  return findings;
}

int lint(Context& context, const LintArguments& arguments) {
  if (!arguments.range.empty() && !arguments.latest.empty())
    throw UsageError("give either a range or --latest, and only one of them");
  const migrate::Config& config = context.config();
  const migrate::Level level =
      migrate::level_of(arguments.level.empty() ? config.lint.level : arguments.level);
  const migrate::LintOptions options{.oldest_version = config.lint.oldest_version};
  const bool asks_database = arguments.range.empty() && arguments.latest.empty() &&
                             !arguments.offline && context.has_database();
  const std::vector<migrate::Finding> findings =
      asks_database ? pending(context, options)
                    : migrate::lint(context.engine(Access::read), context.graph(),
                                    revisions(context, arguments), options);
  if (arguments.json)
    context.report(text_of({{"findings", findings_json(findings)}}));
  else
    print_summary(findings, arguments.verbose);
  return migrate::reaches(findings, level) ? differences : done;
}

}  // namespace

void add_lint(CommandLine& line) {
  auto arguments = std::make_shared<LintArguments>();
  line.command("lint", "What in the scripts to look at before they run",
               [arguments](Context& context) { return lint(context, *arguments); })
      .optional_argument("range", arguments->range,
                         "A:B, both included; without it what the database has not")
      .option("--latest", arguments->latest, "The newest N revisions")
      .option("--level", arguments->level,
              "error, warning or notice: from which on the exit status is 1, instead of the "
              "file's `lint.level`")
      .flag("--offline", arguments->offline, "Open no database: all revisions, and no rows")
      .flag("-v,--verbose", arguments->verbose, "Why, and what is safe; also what is suppressed")
      .flag("--json", arguments->json, "As JSON");
}

}  // namespace retort::cli::detail
