// `migrate repair`: what is wrong between database and scripts, and what mends it.

#include <iostream>

#include <retort/cli/detail/commands.h>
#include <retort/cli/detail/json.h>
#include <retort/cli/detail/status.h>
#include <retort/migrate/repair.h>

namespace retort::cli::detail {

namespace {

struct RepairArguments {
  migrate::RepairOptions options{};
  std::vector<std::string> replace{};
  bool json = false;
};

void mend(const std::string& fault, const std::string& options) {
  std::cout << fault << "\n    " << options << '\n';
}

void print(Context& context, const migrate::Faults& faults) {
  for (const migrate::EditedScript& edited : faults.edited)
    mend(migrate::describe(edited), "--accept " + edited.script.revision +
                                        " keeps the file as it is; --restore " +
                                        edited.script.revision + " puts back what was applied");
  for (const migrate::HistoryEntry& copy : faults.missing)
    mend(migrate::describe_missing(copy),
         "--write-missing writes " +
             migrate::path_of_missing(context.config(), migrate::read_revisions(context.config()),
                                      copy)
                 .string() +
             " from the database's copy; --forget " + copy.revision +
             " takes its version row away where it has one");
  for (const std::string& row : faults.unknown)
    mend("the version row " + row +
             " names no revision that is here or that the database has a "
             "copy of",
         "--forget " + row + " takes it away; --replace " + row + "=REVISION makes it another one");
  if (faults.unfinished) {
    const migrate::HistoryEntry& entry = *faults.unfinished;
    mend(migrate::describe_unfinished(entry),
         "`migrate " + entry.direction + "` goes on there; --finish " + entry.revision +
             " where the rest was done by hand; --abandon " + entry.revision +
             " where what it did was undone by hand");
  }
}

Json json_of(const migrate::Repair& repair) {
  const migrate::Faults& faults = repair.faults;
  return {{"done", repair.done},
          {"sound", faults.none()},
          {"edited", detail::json_of(faults.edited)},
          {"missing", detail::json_of(faults.missing)},
          {"unknown", faults.unknown},
          {"unfinished", faults.unfinished ? Json(faults.unfinished->revision) : Json(nullptr)}};
}

std::pair<std::string, std::string> pair_of(const std::string& text) {
  const std::size_t sign = text.find('=');
  if (sign == text.npos || sign == 0 || sign + 1 == text.size())
    throw UsageError("--replace takes OLD=NEW, and is \"" + text + "\"");
  return {text.substr(0, sign), text.substr(sign + 1)};
}

int repair(Context& context, RepairArguments arguments) {
  context.require_script_folder();
  for (const std::string& text : arguments.replace)
    arguments.options.replace.push_back(pair_of(text));
  arguments.options.lock_timeout = context.config().lock_timeout;
  const migrate::Repair repair =
      context.has_database() || !arguments.options.none()
          ? migrate::repair(context.engine(Access::read), context.config(), arguments.options)
          : migrate::Repair();
  if (arguments.json) {
    context.report(text_of(json_of(repair)));
  } else {
    for (const std::string& line : repair.done) std::cout << line << '\n';
    print(context, repair.faults);
    if (repair.done.empty() && repair.faults.none()) std::cout << "nothing to repair\n";
  }
  return repair.faults.none() ? done : differences;
}

}  // namespace

void add_repair(CommandLine& line) {
  auto arguments = std::make_shared<RepairArguments>();
  migrate::RepairOptions& options = arguments->options;
  line.command("repair",
               "What is wrong between database and scripts; the options mend it. Exit status 1 "
               "where something is wrong still",
               [arguments](Context& context) { return repair(context, *arguments); })
      .flag("--write-missing", options.write_missing,
            "Write the scripts that are missing from the database's copies")
      .option("--accept", options.accept,
              "Let an edited script count as the one that was applied; an id or `all`")
      .option("--restore", options.restore,
              "Put back the text of an edited script that was applied; an id or `all`")
      .option("--forget", options.forget, "Take a version row away that no script has")
      .option("--replace", arguments->replace,
              "OLD=NEW: make a version row that no script has another revision")
      .option("--finish", options.finish,
              "The revision whose run was stopped is done: the rest was done by hand")
      .option("--abandon", options.abandon,
              "The revision whose run was stopped was not begun: what it did was undone by hand")
      .flag("--json", arguments->json, "As JSON");
}

}  // namespace retort::cli::detail
