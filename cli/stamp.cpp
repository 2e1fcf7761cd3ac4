// `migrate stamp` and `migrate ensure_version`: the version rows, and nothing else.

#include <iostream>

#include <retort/cli/detail/commands.h>
#include <retort/cli/detail/json.h>
#include <retort/cli/detail/status.h>
#include <retort/engine/transaction.h>
#include <retort/migrate/database_graph.h>
#include <retort/migrate/stamp.h>
#include <retort/migrate/stamp_sql.h>
#include <retort/migrate/version_table.h>

namespace retort::cli::detail {

namespace {

using Rows = std::vector<std::string>;

struct StampOptions {
  Rows revisions{};
  bool purge = false;
  bool sql = false;
  bool json = false;
  std::string tag{};
};

std::string text_of_rows(const Rows& rows) {
  std::string text;
  for (const std::string& row : rows) text += (text.empty() ? "" : ", ") + row;
  return rows.empty() ? "<base>" : text;
}

bool is_range(const std::string& identifier) { return identifier.find(':') != std::string::npos; }

// The statements for a database that nobody asks. A range says where it is now.
int stamp_offline(Context& context, Rows targets, const std::string& tag) {
  Rows from;
  for (std::string& target : targets) {
    if (!is_range(target)) continue;
    if (targets.size() > 1)
      throw UsageError("stamp --sql takes one range, or revisions to begin with an empty database");
    const std::size_t colon = target.find(':');
    from.push_back(target.substr(0, colon));
    target.erase(0, colon + 1);
  }
  for (const std::string& target : targets)
    if (migrate::depends_on_rows(target))
      throw UsageError("\"" + target + "\" counts from where the database is, and --sql asks none");
  Rows named = targets;
  named.insert(named.end(), from.begin(), from.end());
  const std::optional<migrate::Graph> own =
      migrate::database_graph(context.graph(), migrate::squashed_revisions(context.graph(), named));
  const migrate::Graph& graph = own ? *own : context.graph();
  const Rows before = graph.stamp({}, from);
  const Rows after = graph.stamp(before, targets);
  std::cout << migrate::stamp_sql(context.engine(Access::read).scratch(),
                                  context.config().version_table, before, after, from.empty(), tag);
  return done;
}

int stamp(Context& context, const StampOptions& options) {
  if (options.sql && (options.purge || options.json))
    throw UsageError("stamp --sql goes with neither --purge nor --json");
  if (options.sql) return stamp_offline(context, options.revisions, options.tag);
  for (const std::string& target : options.revisions)
    if (is_range(target))
      throw UsageError("\"" + target + "\" is a range, which stamp takes with --sql only");

  const migrate::Stamped stamped = migrate::stamp(
      context.engine(Access::create), context.graph(), context.tables(), options.revisions,
      {.purge = options.purge, .tag = options.tag, .lock_timeout = context.config().lock_timeout});
  if (options.json)
    context.report(detail::text_of({{"before", stamped.before}, {"after", stamped.after}}));
  else
    std::cout << "stamp " << text_of_rows(stamped.before) << " -> " << text_of_rows(stamped.after)
              << '\n';
  return done;
}

int ensure_version(Context& context, bool sql) {
  const std::string& name = context.config().version_table;
  if (sql) {
    std::cout << migrate::stamp_sql(context.engine(Access::read).scratch(), name, {}, {}, true);
    return done;
  }
  engine::Connection connection = context.engine(Access::create).connect();
  engine::Transaction transaction(connection, engine::Mode::immediate);
  migrate::VersionTable(name).move(connection, {}, {});
  transaction.commit();
  return done;
}

}  // namespace

void add_stamp(CommandLine& line) {
  auto options = std::make_shared<StampOptions>();
  line.command("stamp", "Say where the database stands, without running anything",
               [options](Context& context) { return stamp(context, *options); })
      .arguments("revisions", options->revisions, "An id, `head`, `heads`, `base`, LABEL@base, ...")
      .flag("--purge", options->purge, "Forget the rows that are there, also unknown ones")
      .flag("--sql", options->sql, "Print the statements instead; A:B says where it is now")
      .option("--tag", options->tag,
              "A word of yours, kept in the history table; at the top of what --sql prints")
      .flag("--json", options->json, "Say what changed as JSON");
}

void add_ensure_version(CommandLine& line) {
  auto sql = std::make_shared<bool>(false);
  line.command("ensure_version", "Make the version table where it is missing",
               [sql](Context& context) { return ensure_version(context, *sql); })
      .flag("--sql", *sql, "Print the statement instead");
}

}  // namespace retort::cli::detail
