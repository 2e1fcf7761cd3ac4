#include <iostream>

#include <retort/cli/detail/json.h>
#include <retort/cli/detail/write_script.h>
#include <retort/migrate/detail/revision_name.h>
#include <retort/migrate/detail/text_file.h>
#include <retort/migrate/diff.h>
#include <retort/migrate/error.h>
#include <retort/migrate/new_script.h>

namespace retort::cli::detail {

namespace {

namespace fs = std::filesystem;

void require_name(const std::string& name, std::string_view option) {
  const std::string fault = migrate::detail::fault_of_name(name);
  if (!fault.empty())
    throw migrate::MigrateError(std::string(option) + " \"" + name + "\": " + fault);
}

std::string chosen_id(const migrate::Graph& graph, const std::string& wanted) {
  if (wanted.empty()) return migrate::new_revision_id();
  require_name(wanted, "--rev-id");
  if (const migrate::Revision* there = graph.find(wanted))
    throw migrate::MigrateError("--rev-id " + wanted + ": " + there->path.string() +
                                " is revision " + wanted + " already");
  return wanted;
}

// A label stays a label, since it may move on; the beginning of an id becomes the id.
std::string dependency(const migrate::Graph& graph, const std::string& name) {
  const migrate::Revision& revision = graph.resolve(name);
  for (const std::string& label : revision.branch_labels)
    if (label == name) return label;
  return revision.revision;
}

// The history with the new script in it: whatever does not fit together throws.
void prove(const migrate::Graph& graph, const migrate::Revision& script) {
  std::vector<migrate::Revision> all = graph.revisions();
  all.push_back(script);
  migrate::Graph(std::move(all));
}

void make_folders(const fs::path& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) throw migrate::MigrateError("cannot make " + folder.string() + ": " + error.message());
}

}  // namespace

void write_script(Context& context, migrate::Script script,
                  const std::vector<const migrate::Revision*>& parents, const NewScript& wanted) {
  const migrate::Config& config = context.config();
  context.require_script_folder();
  const migrate::Graph& graph = context.graph();
  script.revision = chosen_id(graph, wanted.revision);
  for (const migrate::Revision* parent : parents) script.down_revisions.push_back(parent->revision);
  for (const std::string& name : wanted.depends_on)
    script.depends_on.push_back(dependency(graph, name));
  for (const std::string& label : wanted.branch_labels) require_name(label, "--branch-label");
  script.branch_labels = wanted.branch_labels;
  script.message = wanted.message;
  const migrate::ScriptTime time = migrate::script_time(config.timezone);
  script.created = time.created;
  script.path = migrate::script_folder(config, parents, wanted.version_path) /
                migrate::script_file_name(script, config, time, wanted.sql);
  prove(graph, script);

  const std::string text = migrate::write_script(script);
  make_folders(script.path.parent_path());
  migrate::detail::write_new_file(script.path, text);
  Json operations = Json::array();
  for (const migrate::Operation& operation : script.upgrade) {
    const std::string said = migrate::describe(operation);
    operations.push_back(said);
    if (!wanted.json) std::cout << "  " << said << '\n';
  }
  if (wanted.json)
    context.report(text_of({{"written", script.path.string()},
                            {"revision", script.revision},
                            {"down_revision", script.down_revisions},
                            {"depends_on", script.depends_on},
                            {"branch_labels", script.branch_labels},
                            {"message", script.message},
                            {"created", script.created},
                            {"operations", std::move(operations)},
                            {"notices", wanted.notices}}));
  else
    std::cout << "wrote " << script.path.string() << std::endl;
  migrate::run_post_write_hooks(config, script.path, wanted.json);
}

}  // namespace retort::cli::detail
