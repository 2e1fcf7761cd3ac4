// `migrate import`: another tool's history becomes ours, and its databases too.

#include <algorithm>
#include <iostream>

#include <retort/cli/detail/commands.h>
#include <retort/cli/detail/json.h>
#include <retort/cli/detail/status.h>
#include <retort/cli/detail/write_script.h>
#include <retort/migrate/error.h>
#include <retort/migrate/take_over.h>

namespace retort::cli::detail {

namespace {

using migrate::ForeignTool;

struct ImportOptions {
  std::filesystem::path folder{};
  std::string from{};
  bool stamp = false;
  bool json = false;
};

// The database as it is with the other tool; nothing is written.
std::string tip_of(Context& context, ForeignTool tool,
                   const std::vector<migrate::Revision>& oldest_first) {
  engine::Connection connection = context.engine(Access::read).connect();
  return migrate::foreign_tip(connection, tool, oldest_first);
}

void stamp(Context& context, const std::string& tip) {
  engine::Connection connection = context.engine(Access::read).connect();
  migrate::take_over(connection, migrate::VersionTable(context.config().version_table), tip);
}

std::string stamped_text(const std::string& tip) {
  return "stamp <base> -> " + (tip.empty() ? std::string("<base>") : tip);
}

std::vector<migrate::Revision> oldest_first(const migrate::Graph& graph) {
  std::vector<migrate::Revision> revisions;
  for (const migrate::Revision* revision : graph.newest_first()) revisions.push_back(*revision);
  std::ranges::reverse(revisions);
  return revisions;
}

// A further database of a history that was imported before.
int stamp_alone(Context& context, ForeignTool tool, bool json) {
  const std::string tip = tip_of(context, tool, oldest_first(context.graph()));
  stamp(context, tip);
  if (json)
    context.report(text_of({{"format", migrate::name_of(tool)}, {"stamped", tip}}));
  else
    std::cout << stamped_text(tip) << '\n';
  return done;
}

int import_alembic(Context& context, bool json) {
  if (!context.graph().empty()) return stamp_alone(context, ForeignTool::alembic, json);
  migrate::Script script =
      migrate::alembic_baseline(context.engine(Access::read), context.config());
  const std::string tip = script.revision;
  const NewScript wanted{.message = script.message, .revision = tip, .json = json};
  write_script(context, std::move(script), {}, wanted);
  stamp(context, tip);
  if (!json) std::cout << stamped_text(tip) << '\n';
  return done;
}

void report(Context& context, const migrate::Import& import,
            const std::vector<migrate::Revision>& written, const ImportOptions& options,
            const std::string& tip) {
  Json revisions = Json::array();
  for (std::size_t i = 0; i < written.size(); ++i)
    revisions.push_back({{"revision", written[i].revision},
                         {"message", written[i].message},
                         {"written", written[i].path.string()},
                         {"source", import.scripts[i].source.string()}});
  Json document{{"format", migrate::name_of(import.tool)},
                {"revisions", std::move(revisions)},
                {"notices", import.notices}};
  if (options.stamp) document["stamped"] = tip;
  context.report(text_of(document));
}

int import_folder(Context& context, const ImportOptions& options, std::optional<ForeignTool> tool) {
  context.require_script_folder();
  if (!context.graph().empty())
    throw migrate::MigrateError(
        "the history has revisions already, and an import begins one; give it a folder of its own "
        "(version_locations, or another configuration)");
  engine::Engine& engine = context.engine(Access::read);
  migrate::Import import = migrate::read_foreign_history(options.folder, tool, engine.dialect());
  // Before anything is written: a database that cannot be taken over stops the import.
  std::string tip;
  if (options.stamp) {
    std::vector<migrate::Revision> history;
    for (const migrate::ImportedScript& script : import.scripts) history.push_back(script.script);
    tip = tip_of(context, import.tool, history);
  }
  const std::vector<migrate::Revision> written =
      migrate::write_import(import, context.config(), engine);
  if (options.stamp) stamp(context, tip);
  if (options.json) {
    report(context, import, written, options, tip);
    return done;
  }
  for (const std::string& notice : import.notices) std::cerr << notice << '\n';
  for (const migrate::Revision& revision : written)
    std::cout << "wrote " << revision.path.string() << '\n';
  if (options.stamp) std::cout << stamped_text(tip) << '\n';
  return done;
}

int import(Context& context, const ImportOptions& options) {
  std::optional<ForeignTool> tool;
  if (!options.from.empty()) tool = migrate::find_foreign_tool(options.from);
  if (tool == ForeignTool::alembic && options.folder.empty())
    return import_alembic(context, options.json);
  if (!options.folder.empty()) return import_folder(context, options, tool);
  if (!options.stamp || !tool)
    throw UsageError(
        "import needs a folder of scripts, or --from and --stamp for a database alone, or --from "
        "alembic");
  return stamp_alone(context, *tool, options.json);
}

}  // namespace

void add_import(CommandLine& line) {
  auto options = std::make_shared<ImportOptions>();
  line.command("import", "Take over the history of another migration tool",
               [options](Context& context) { return import(context, *options); })
      .optional_argument("folder", options->folder, "Its scripts")
      .option("--from", options->from,
              "dbmate, goose, golang-migrate, diesel, flyway, numbered or alembic")
      .flag("--stamp", options->stamp, "Also say where the database is, by the tool's own table")
      .flag("--json", options->json, "Say what was written as JSON");
}

}  // namespace retort::cli::detail
