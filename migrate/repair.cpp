#include <retort/migrate/repair.h>

#include <algorithm>
#include <optional>
#include <span>
#include <system_error>

#include <retort/engine/transaction.h>
#include <retort/migrate/database_graph.h>
#include <retort/migrate/detail/record.h>
#include <retort/migrate/detail/rows.h>
#include <retort/migrate/detail/text_file.h>
#include <retort/migrate/detail/utc.h>
#include <retort/migrate/error.h>

namespace retort::migrate {

namespace {

namespace fs = std::filesystem;

RunnerTables tables_of(const Config& config) {
  return {config.version_table, config.history_table};
}

// One run of `repair`. What it is asked for becomes changes of the version rows, entries and files;
// nothing is written before all of it is known to be possible.
class Mending {
 public:
  Mending(engine::Connection& connection, const Config& config)
      : connection_(connection),
        config_(config),
        versions_(config.version_table),
        history_(config.history_table),
        scripts_(read_revisions(config)),
        faults_(find_faults(connection, scripts_, tables_of(config))),
        rows_(versions_.rows(connection)),
        before_(rows_) {}

  void plan(const RepairOptions& options) {
    if (options.write_missing) write_missing();
    for (const EditedScript* edited : chosen(options.accept)) accept(*edited);
    for (const EditedScript* edited : chosen(options.restore)) restore(*edited);
    for (const std::string& row : options.forget) forget(row);
    for (const auto& [row, revision] : options.replace) replace(row, revision);
    if (!options.finish.empty()) finish(options.finish);
    if (!options.abandon.empty()) abandon(options.abandon);
  }

  // In the caller's transaction, which is committed afterwards.
  std::vector<std::string> run() {
    const std::vector<std::string> after = tips();
    if (after != before_) versions_.move(connection_, before_, after);
    for (const auto& [revision, direction] : entries_)
      detail::record(connection_, history_, revision, direction);
    if (end_unfinished_)
      history_.update(connection_, faults_.unfinished->steps, detail::utc_text());
    if (remove_unfinished_) history_.remove(connection_, faults_.unfinished->id);
    write_files();
    return std::move(done_);
  }

 private:
  struct File {
    fs::path path{};
    std::string text{};
    /// What it replaces.
    std::optional<std::string> before{};
  };

  // All of them or none, as the tables.
  void write_files() {
    std::size_t written = 0;
    try {
      for (; written < files_.size(); ++written) write(files_[written]);
    } catch (const std::exception&) {
      for (const File& file : std::span(files_).first(written)) take_back(file);
      throw;
    }
  }

  static void write(const File& file) {
    if (file.before)
      detail::replace_file(file.path, file.text);
    else
      detail::write_new_file(file.path, file.text);
  }

  static void take_back(const File& file) {
    std::error_code ignored;
    if (file.before)
      detail::replace_file(file.path, *file.before);
    else
      fs::remove(file.path, ignored);
  }

  void write_missing() {
    if (faults_.missing.empty()) throw MigrateError("no script is missing");
    for (const HistoryEntry& copy : faults_.missing) {
      const fs::path path = path_of_missing(config_, scripts_, copy);
      if (fs::exists(path))
        throw MigrateError("cannot write " + path.string() +
                           ": there is another file of that name");
      files_.push_back({path, copy.script});
      scripts_.push_back(revision_of(copy));
      scripts_.back().path = path;
      done_.push_back("wrote " + path.string());
    }
  }

  // The edited scripts that are named. Each may be named once.
  std::vector<const EditedScript*> chosen(const std::vector<std::string>& names) {
    std::vector<const EditedScript*> result;
    for (const std::string& name : names) {
      const std::size_t before = result.size();
      for (const EditedScript& edited : faults_.edited) {
        if (name != "all" && name != edited.script.revision) continue;
        if (detail::contains(mended_, edited.script.revision))
          throw MigrateError("revision " + edited.script.revision + " is named twice");
        mended_.push_back(edited.script.revision);
        result.push_back(&edited);
      }
      if (result.size() == before)
        throw MigrateError(name == "all" ? "no script was edited since it was applied"
                                         : "the script of revision \"" + name +
                                               "\" was not edited since it was applied");
    }
    return result;
  }

  void accept(const EditedScript& edited) {
    entries_.emplace_back(edited.script, "repair");
    done_.push_back("accepted " + edited.script.path.string());
  }

  void restore(const EditedScript& edited) {
    files_.push_back({edited.script.path, edited.applied.script, edited.script.text});
    done_.push_back("restored " + edited.script.path.string());
  }

  void take_row(const std::string& row) {
    if (!detail::contains(rows_, row))
      throw MigrateError("there is no version row \"" + row + "\"");
    if (graph().find(row) != nullptr)
      throw MigrateError("the version row " + row +
                         " is a revision that the scripts have; `downgrade` and `stamp` move it");
    std::erase(rows_, row);
    Revision gone;
    gone.revision = row;
    entries_.emplace_back(std::move(gone), "unstamp");
  }

  void forget(const std::string& row) {
    take_row(row);
    done_.push_back("forgot the version row " + row);
  }

  void replace(const std::string& row, const std::string& identifier) {
    const Revision& revision = graph().resolve(identifier);
    take_row(row);
    if (!detail::contains(rows_, revision.revision)) rows_.push_back(revision.revision);
    entries_.emplace_back(revision, "stamp");
    done_.push_back("the version row " + row + " is " + revision.revision + " now");
  }

  const HistoryEntry& unfinished(const std::string& name) const {
    if (!faults_.unfinished || faults_.unfinished->revision != name)
      throw MigrateError("no run of revision \"" + name + "\" was stopped");
    return *faults_.unfinished;
  }

  void finish(const std::string& name) {
    const HistoryEntry& entry = unfinished(name);
    if (graph().find(name) == nullptr)
      throw MigrateError("the script of revision " + name + " is not here");
    if (entry.direction == "upgrade") {
      rows_.push_back(name);
    } else {
      std::vector<std::string> left;
      for (const Revision* revision : graph().applied(rows_))
        if (revision->revision != name) left.push_back(revision->revision);
      rows_ = std::move(left);
    }
    end_unfinished_ = true;
    done_.push_back("the " + entry.direction + " of " + name + " counts as done");
  }

  void abandon(const std::string& name) {
    const HistoryEntry& entry = unfinished(name);
    if (end_unfinished_) throw MigrateError("revision " + name + " is named twice");
    remove_unfinished_ = true;
    done_.push_back("the " + entry.direction + " of " + name + " counts as not begun");
  }

  // The rows that no other one requires; those that nobody knows stay as they are.
  std::vector<std::string> tips() {
    if (rows_ == before_) return rows_;
    std::vector<std::string> known, result;
    for (const std::string& row : rows_)
      (graph().find(row) != nullptr ? known : result).push_back(row);
    for (std::string& tip : graph().stamp({}, known)) result.push_back(std::move(tip));
    std::ranges::sort(result);
    return result;
  }

  // Made when it is first needed: with scripts missing it cannot be made before they are written.
  const Graph& graph() {
    if (!graph_) graph_.emplace(with_originals(scripts_, rows_));
    return *graph_;
  }

  engine::Connection& connection_;
  const Config& config_;
  VersionTable versions_;
  HistoryTable history_;
  std::vector<Revision> scripts_;
  Faults faults_;
  std::vector<std::string> rows_;
  std::vector<std::string> before_;
  std::optional<Graph> graph_;
  std::vector<std::string> mended_;
  std::vector<std::pair<Revision, std::string>> entries_;
  std::vector<File> files_;
  bool end_unfinished_ = false;
  bool remove_unfinished_ = false;
  std::vector<std::string> done_;
};

Faults faults_now(engine::Engine& engine, const Config& config) {
  engine::Connection connection = engine.connect();
  return find_faults(connection, read_revisions(config), tables_of(config));
}

}  // namespace

fs::path path_of_missing(const Config& config, const std::vector<Revision>& scripts,
                         const HistoryEntry& copy) {
  fs::path folder = config.version_locations.front();
  for (const std::string& parent : revision_of(copy).down_revisions) {
    const auto found = std::ranges::find(scripts, parent, &Revision::revision);
    if (found != scripts.end()) folder = found->path.parent_path();
  }
  // A database may come from anywhere: what it says is a name there, and no way out of the folder.
  return folder / fs::path(copy.file).filename();
}

Repair repair(engine::Engine& engine, const Config& config, const RepairOptions& options) {
  Repair repair;
  if (!options.none()) {
    const engine::AdvisoryLock lock = engine.lock("migrate", options.lock_timeout);
    engine::Connection connection = engine.connect();
    engine::Transaction transaction(connection, engine::Mode::immediate);
    Mending mending(connection, config);
    mending.plan(options);
    repair.done = mending.run();
    transaction.commit();
  }
  repair.faults = faults_now(engine, config);
  return repair;
}

}  // namespace retort::migrate
