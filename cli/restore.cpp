// `migrate restore`: a copy that `--backup` made, back in its place.

#include <iostream>

#include <retort/cli/detail/backup.h>
#include <retort/cli/detail/commands.h>
#include <retort/cli/detail/json.h>
#include <retort/cli/detail/status.h>
#include <retort/migrate/error.h>

namespace retort::cli::detail {

namespace {

struct RestoreArguments {
  std::filesystem::path file{};
  std::filesystem::path folder{};
  bool list = false;
  bool json = false;
};

int list(Context& context, const std::vector<std::filesystem::path>& copies, bool json) {
  Json files = Json::array();
  for (const std::filesystem::path& copy : copies) files.push_back(copy.string());
  if (json)
    context.report(text_of({{"backups", std::move(files)}}));
  else
    for (const std::filesystem::path& copy : copies) std::cout << copy.string() << '\n';
  return done;
}

int restore(Context& context, const RestoreArguments& arguments) {
  const migrate::BackupOptions options = backup_options(context.config(), arguments.folder);
  engine::Engine& engine = context.engine(Access::create);
  const std::vector<std::filesystem::path> copies = migrate::backups(engine, options.folder);
  if (arguments.list) return list(context, copies, arguments.json);
  if (arguments.file.empty() && copies.empty())
    throw migrate::MigrateError("there is no copy of " + engine.url().text() +
                                "; name the file, or its folder with --backup-folder");
  const std::filesystem::path copy = arguments.file.empty() ? copies.front() : arguments.file;
  // All copies are kept while one of them is put back.
  const std::filesystem::path aside =
      migrate::restore(engine, copy, {.folder = options.folder}, context.config().lock_timeout);
  if (arguments.json)
    context.report(text_of({{"restored", copy.string()}, {"aside", aside.string()}}));
  else
    std::cout << "restored " << copy.string() << '\n'
              << (aside.empty() ? "" : "the database as it was is in " + aside.string() + '\n');
  return done;
}

}  // namespace

void add_restore(CommandLine& line) {
  auto arguments = std::make_shared<RestoreArguments>();
  line.command("restore", "Put a copy of the database back that --backup made",
               [arguments](Context& context) { return restore(context, *arguments); })
      .optional_argument("file", arguments->file, "The copy; the newest one without it")
      .option("--backup-folder", arguments->folder,
              "Where the copies are, instead of the file's `backup.folder`")
      .flag("--list", arguments->list, "Show the copies there are, newest first, and do nothing")
      .flag("--json", arguments->json, "As JSON");
}

}  // namespace retort::cli::detail
