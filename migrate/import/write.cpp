// Imported scripts on disk.

#include <system_error>

#include <retort/migrate/detail/text_file.h>
#include <retort/migrate/error.h>
#include <retort/migrate/graph.h>
#include <retort/migrate/import.h>
#include <retort/migrate/new_script.h>
#include <retort/migrate/planner.h>
#include <retort/migrate/runner.h>

namespace retort::migrate {

namespace {

namespace fs = std::filesystem;

// What was written so far, which goes again where a later file cannot be written.
class NewFiles {
 public:
  NewFiles() = default;
  ~NewFiles() {
    std::error_code ignored;
    for (const fs::path& file : files_) fs::remove(file, ignored);
  }
  NewFiles(const NewFiles&) = delete;
  NewFiles& operator=(const NewFiles&) = delete;

  void write(const Revision& revision) {
    std::error_code error;
    const fs::path folder = revision.path.parent_path();
    fs::create_directories(folder, error);
    if (error)
      throw MigrateError("cannot make the folder " + folder.string() + ": " + error.message());
    detail::write_new_file(revision.path, revision.text);
    files_.push_back(revision.path);
  }
  void keep() { files_.clear(); }

 private:
  std::vector<fs::path> files_;
};

// The script as it will stand in its file. Text of the other tool's could hold a line that means
// something there, which is found now.
Revision placed(const ImportedScript& imported, const Config& config, const ScriptTime& time) {
  Script script = imported.script;
  script.path =
      script_folder(config, {}, {}) / script_file_name(script, config, time, /*sql=*/true);
  try {
    Revision revision = parse_revision(write_script(script), script.path);
    load(revision);
    return revision;
  } catch (const MigrateError& error) {
    throw MigrateError(imported.source.string() + ": cannot be a script here: " + error.what());
  }
}

}  // namespace

std::vector<Revision> write_import(Import& import, const Config& config,
                                   const engine::Engine& engine) {
  const ScriptTime time = script_time(config.timezone);
  engine::Connection scratch = engine.scratch();
  std::vector<Revision> revisions;
  for (const ImportedScript& imported : import.scripts) {
    revisions.push_back(placed(imported, config, time));
    try {
      check(scratch, imported.script.upgrade);
      check(scratch, imported.script.downgrade);
    } catch (const Error& error) {
      throw MigrateError(imported.source.string() + ": " + error.what());
    }
  }
  try {
    replay(scratch, Graph(revisions));
  } catch (const Error& error) {
    import.notices.push_back(std::string("the scripts do not run on an empty database: ") +
                             error.what());
  }
  NewFiles files;
  for (const Revision& revision : revisions) files.write(revision);
  files.keep();
  return revisions;
}

}  // namespace retort::migrate
