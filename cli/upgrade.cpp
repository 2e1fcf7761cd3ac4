// `migrate upgrade` and `migrate downgrade`.

#include <charconv>
#include <chrono>
#include <filesystem>
#include <iostream>
#include <memory>
#include <optional>
#include <utility>

#include <retort/cli/detail/backup.h>
#include <retort/cli/detail/commands.h>
#include <retort/cli/detail/interrupts.h>
#include <retort/cli/detail/json.h>
#include <retort/cli/detail/output.h>
#include <retort/cli/detail/progress.h>
#include <retort/cli/detail/status.h>
#include <retort/migrate/faults.h>
#include <retort/migrate/offline_sql.h>
#include <retort/migrate/runner.h>
#include <retort/migrate/script.h>

namespace retort::cli::detail {

namespace {

struct RunArguments {
  std::string identifier{};
  bool allow_destructive = false;
  bool dry_run = false;
  bool one_transaction = false;
  bool online = false;
  std::string lock_timeout{};
  std::string tag{};
  bool backup = false;
  std::filesystem::path backup_folder{};
  bool no_space_check = false;
  bool sql = false;
  bool json = false;
};

std::chrono::milliseconds seconds(const std::string& text) {
  double value = 0;
  const char* const end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc() || rest != end || !(value >= 0 && value < 1e9))
    throw UsageError("--lock-timeout takes a number of seconds, and is \"" + text + "\"");
  return std::chrono::milliseconds(static_cast<std::int64_t>(value * 1000));
}

Json json_of(const migrate::Move& move) {
  const bool up = move.direction == migrate::Direction::upgrade;
  return {{"revision", move.revision->revision},
          {"direction", up ? "upgrade" : "downgrade"},
          {"message", move.revision->message}};
}

// It is not at its revision any more, and what the revision did is still there.
void warn_of_no_way_back(const migrate::Revision& revision) {
  const migrate::Script script = migrate::load(revision);
  if (!script.downgrade.empty() || script.upgrade.empty()) return;
  std::cerr << "warning: revision " << revision.revision
            << " has no downgrade: what its upgrade did to the database was not undone\n";
}

std::optional<migrate::BackupOptions> wanted_backup(Context& context,
                                                    const RunArguments& arguments) {
  if (!arguments.backup && arguments.backup_folder.empty()) return std::nullopt;
  migrate::BackupOptions options = backup_options(context.config(), arguments.backup_folder);
  if (!arguments.json && !context.globals().quiet)
    options.made = [](const std::filesystem::path& copy) {
      std::cerr << "the database as it was is in " << copy.string() << '\n';
    };
  return options;
}

// What the script says of rows that were in the way is done; how many there were is told when it is
// committed. Such a step runs with foreign keys off, so the transaction that it is in is not begun again.
class RowsTold {
 public:
  void watch(migrate::Lifecycle& lifecycle) {
    lifecycle.statements.after = [this](engine::Connection& connection, const migrate::Step& step) {
      if (!step.tells.empty()) told_.push_back({step.tells, connection.changes()});
    };
  }
  std::vector<std::string> take() {
    std::vector<std::string> lines;
    for (const Told& told : std::exchange(told_, {}))
      if (told.rows > 0) lines.push_back(told.what + ": " + std::to_string(told.rows));
    return lines;
  }

 private:
  struct Told {
    std::string what{};
    std::int64_t rows = 0;
  };

  std::vector<Told> told_;
};

// `ran` gets what is committed where it is to be told in the end.
migrate::RunOptions run_options(Context& context, const RunArguments& arguments, Json& ran) {
  const migrate::Config& config = context.config();
  const std::string tried = arguments.dry_run ? " (dry run)" : "";
  migrate::RunOptions options{
      .allow_destructive = arguments.allow_destructive,
      .one_transaction = arguments.one_transaction || !config.transaction_per_migration,
      .dry_run = arguments.dry_run,
      .online = arguments.online ? std::optional(online_options()) : std::nullopt,
      .lock_timeout =
          arguments.lock_timeout.empty() ? config.lock_timeout : seconds(arguments.lock_timeout),
      .backup = wanted_backup(context, arguments),
      .space_check = !arguments.no_space_check,
      .functions = context.application().functions,
      .context = {.tag = arguments.tag, .arguments = context.globals().arguments}};
  const auto told = std::make_shared<RowsTold>();
  told->watch(options.lifecycle);
  options.lifecycle.committed = [tried, told, &ran,
                                 json = arguments.json](const migrate::Move& move) {
    for (const std::string& line : told->take()) std::cerr << "warning: " << line << '\n';
    if (json)
      ran.push_back(json_of(move));
    else
      std::cout << line(move) << tried << std::endl;
    if (move.direction == migrate::Direction::downgrade) warn_of_no_way_back(*move.revision);
  };
  return options;
}

migrate::Runner runner(Context& context, Access access) {
  return {context.engine(access), context.graph(), context.tables()};
}

// No result, so it is on standard error.
void say_nothing_to_do(Context& context) {
  if (context.globals().quiet) return;
  const std::vector<std::string> rows = context.rows();
  const migrate::Graph& graph = context.database_graph();
  std::string where;
  for (const migrate::Revision* revision : graph.positions(rows))
    where += (where.empty() ? "" : ", ") + revision->revision +
             (graph.is_head(*revision) ? " (head)" : "");
  std::cerr << "nothing to do: "
            << (graph.empty() ? "there are no revisions yet"
                              : "the database is at " + (where.empty() ? "base" : where))
            << '\n';
}

int end(Context& context, const RunArguments& arguments, Json ran, std::size_t made) {
  if (arguments.json)
    context.report(text_of(
        {{"revisions", std::move(ran)}, {"rows", context.rows()}, {"dry_run", arguments.dry_run}}));
  else if (made == 0)
    say_nothing_to_do(context);
  else if (arguments.dry_run)
    std::cout << "rolled back; nothing was changed\n";
  return done;
}

bool is_range(const std::string& identifier) { return identifier.find(':') != std::string::npos; }

// Whether it is a script of SQL that is asked for; throws where the rest does not go with the answer.
bool is_offline(const RunArguments& arguments) {
  if (!arguments.sql && is_range(arguments.identifier))
    throw UsageError("\"" + arguments.identifier +
                     "\" is a range, which goes with --sql only: the database says where it is");
  if (arguments.sql && (arguments.dry_run || !arguments.lock_timeout.empty()))
    throw UsageError("--sql goes with neither --dry-run nor --lock-timeout");
  if (arguments.sql && (arguments.backup || !arguments.backup_folder.empty()))
    throw UsageError("--sql opens no database, so there is none to back up");
  if (arguments.online && (arguments.sql || arguments.dry_run || arguments.one_transaction))
    throw UsageError("--online goes with none of --sql, --dry-run and --one-transaction");
  if (arguments.sql && arguments.json)
    throw UsageError("--sql and --json do not go together: what is printed is SQL");
  return arguments.sql;
}

migrate::OfflineOptions offline_options(Context& context, const RunArguments& arguments) {
  const migrate::Config& config = context.config();
  return {.tables = {config.version_table, config.history_table},
          .allow_destructive = arguments.allow_destructive,
          .one_transaction = arguments.one_transaction || !config.transaction_per_migration,
          .tag = arguments.tag};
}

int upgrade_offline(Context& context, const RunArguments& arguments) {
  std::cout << migrate::upgrade_sql(context.engine(Access::read), context.graph(),
                                    arguments.identifier, offline_options(context, arguments));
  return done;
}

int downgrade_offline(Context& context, const RunArguments& arguments) {
  if (!is_range(arguments.identifier))
    throw UsageError(
        "downgrade --sql takes a range, FROM:TO, since no database is asked where it is");
  std::cout << migrate::downgrade_sql(context.engine(Access::read), context.graph(),
                                      arguments.identifier, offline_options(context, arguments));
  return done;
}

// An applied script that was edited since is never run again, and whoever edited it should know.
void warn_of_edited_scripts(Context& context) {
  if (!context.has_database()) return;
  engine::Connection connection = context.engine(Access::create).connect();
  for (const migrate::EditedScript& edited :
       migrate::edited_scripts(connection, context.graph().revisions(), context.tables()))
    std::cerr
        << "warning: " << migrate::describe(edited)
        << "; it is not run again (`migrate status -v` shows what was edited, `migrate repair` "
           "accepts it or puts it back)\n";
}

int upgrade(Context& context, const RunArguments& arguments) {
  if (is_offline(arguments)) return upgrade_offline(context, arguments);
  // A mistake in the identifier is told before a database is made.
  if (!context.has_database()) context.graph().upgrade_path({}, arguments.identifier);
  warn_of_edited_scripts(context);
  Json ran = Json::array();
  migrate::RunOptions options = run_options(context, arguments, ran);
  const auto progress = show_progress(options.lifecycle);
  const Interrupts interrupts(options);
  const std::size_t made = runner(context, Access::create).upgrade(arguments.identifier, options);
  return end(context, arguments, std::move(ran), made);
}

int downgrade(Context& context, const RunArguments& arguments) {
  if (is_offline(arguments)) return downgrade_offline(context, arguments);
  if (!context.has_database()) {
    context.graph().downgrade_path({}, arguments.identifier);  // says what is wrong with it
    if (arguments.json) return end(context, arguments, Json::array(), 0);
    if (!context.globals().quiet)
      std::cerr << context.engine(Access::read).url().text()
                << " does not exist yet: there is nothing to undo\n";
    return done;
  }
  Json ran = Json::array();
  migrate::RunOptions options = run_options(context, arguments, ran);
  const auto progress = show_progress(options.lifecycle);
  const Interrupts interrupts(options);
  const std::size_t made = runner(context, Access::read).downgrade(arguments.identifier, options);
  return end(context, arguments, std::move(ran), made);
}

void add_run_options(Command command, RunArguments& arguments) {
  command.flag("--dry-run", arguments.dry_run, "Run it all in one transaction, and roll that back")
      .flag("--one-transaction", arguments.one_transaction,
            "One transaction for all revisions, instead of one for each")
      .flag("--online", arguments.online,
            "Copy tables that are rebuilt in short transactions, while others write to them")
      .option("--lock-timeout", arguments.lock_timeout,
              "Seconds to wait for another runner, instead of the file's `lock_timeout`")
      .option("--tag", arguments.tag, "A word of yours, kept with the run in the history table")
      .flag("--backup", arguments.backup,
            "Copy the database before the first revision that changes or drops what is there")
      .option("--backup-folder", arguments.backup_folder,
              "The same, and where to, instead of the file's `backup.folder`")
      .flag("--no-space-check", arguments.no_space_check,
            "Rebuild tables although there seems to be too little room on the disk")
      .flag("--sql", arguments.sql,
            "Print a script of SQL instead, and open no database; A:B says where it begins")
      .flag("--json", arguments.json, "Say what was run as JSON");
}

}  // namespace

void add_upgrade(CommandLine& line) {
  auto arguments = std::make_shared<RunArguments>();
  Command command =
      line.command("upgrade", "Run the revisions up to one",
                   [arguments](Context& context) { return upgrade(context, *arguments); });
  command.argument("revision", arguments->identifier, "An id, `head`, `heads`, `+N`")
      .flag("--allow-destructive", arguments->allow_destructive,
            "Drop tables and columns although they hold data");
  add_run_options(command, *arguments);
}

void add_downgrade(CommandLine& line) {
  auto arguments = std::make_shared<RunArguments>();
  Command command =
      line.command("downgrade", "Undo the revisions down to one",
                   [arguments](Context& context) { return downgrade(context, *arguments); });
  command.argument("revision", arguments->identifier, "An id, `base`, `-N`");
  add_run_options(command, *arguments);
}

}  // namespace retort::cli::detail
