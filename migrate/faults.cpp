#include <retort/migrate/faults.h>

#include <algorithm>
#include <map>
#include <set>

#include <retort/migrate/checksum.h>
#include <retort/migrate/database_graph.h>
#include <retort/migrate/detail/rows.h>
#include <retort/migrate/detail/text_diff.h>

namespace retort::migrate {

namespace {

// Scripts by id and by label, for links that may lead nowhere.
class Scripts {
 public:
  explicit Scripts(const std::vector<Revision>& scripts) {
    for (const Revision& script : scripts) add(script);
  }

  void add(const Revision& script) {
    by_name_.emplace(script.revision, &script);
    for (const std::string& label : script.branch_labels) by_name_.emplace(label, &script);
  }

  const Revision* find(const std::string& name) const {
    const auto found = by_name_.find(name);
    return found == by_name_.end() ? nullptr : found->second;
  }

  // Everything that these names require, themselves included, as far as it is there.
  std::set<std::string> required(std::vector<std::string> open) const {
    std::set<std::string> found;
    while (!open.empty()) {
      const std::string name = open.back();
      open.pop_back();
      const Revision* script = find(name);
      if (!found.insert(script == nullptr ? name : script->revision).second || script == nullptr)
        continue;
      for (const auto* links : {&script->down_revisions, &script->depends_on})
        open.insert(open.end(), links->begin(), links->end());
    }
    return found;
  }

 private:
  std::map<std::string, const Revision*> by_name_;
};

// A database that was at the revision before others were squashed into it has the old text.
bool was_squashed_since(const Revision& script, const HistoryEntry& applied) {
  return !script.replaces.empty() && revision_of(applied).replaces != script.replaces;
}

bool differs(const Revision& script, const std::string& applied) {
  return !applied.empty() && checksum(script.text) != applied;
}

std::vector<EditedScript> find_edited(const std::vector<Revision>& all,
                                      const std::vector<std::string>& rows,
                                      const std::vector<HistoryEntry>& applied) {
  const Scripts scripts(all);
  const std::set<std::string> here = scripts.required(rows);
  std::vector<EditedScript> edited;
  for (const HistoryEntry& entry : applied) {
    const Revision* script = here.contains(entry.revision) ? scripts.find(entry.revision) : nullptr;
    if (script != nullptr && differs(*script, entry.checksum) &&
        !was_squashed_since(*script, entry))
      edited.push_back({*script, entry});
  }
  std::ranges::sort(edited, {}, [](const EditedScript& one) { return one.applied.id; });
  return edited;
}

void find_missing(const std::vector<Revision>& all, const std::vector<std::string>& rows,
                  const std::vector<HistoryEntry>& copies, Faults& faults) {
  Scripts scripts(all);
  std::vector<std::string> names = rows;
  for (const Revision& script : all) names.push_back(script.revision);
  std::vector<std::string> absent;
  for (const std::string& name : scripts.required(names))
    if (scripts.find(name) == nullptr) absent.push_back(name);
  while (!absent.empty()) {
    const std::string name = absent.back();
    absent.pop_back();
    if (scripts.find(name) != nullptr ||
        std::ranges::find(faults.missing, name, &HistoryEntry::revision) != faults.missing.end())
      continue;
    const auto copy = std::ranges::find(copies, name, &HistoryEntry::revision);
    if (copy == copies.end() || copy->script.empty()) {
      if (detail::contains(rows, name)) faults.unknown.push_back(name);
      continue;
    }
    faults.missing.push_back(*copy);
    const Revision header = revision_of(*copy);
    for (const auto* links : {&header.down_revisions, &header.depends_on})
      absent.insert(absent.end(), links->begin(), links->end());
  }
  std::ranges::sort(faults.missing, {}, &HistoryEntry::id);
  std::ranges::sort(faults.unknown);
}

std::string who_and_when(const HistoryEntry& entry) { return entry.started + " by " + entry.who; }

}  // namespace

std::vector<EditedScript> edited_scripts(engine::Connection& connection,
                                         const std::vector<Revision>& scripts,
                                         const RunnerTables& tables) {
  const HistoryTable history(tables.history_table);
  const auto applied = history.checksums(connection);
  const bool none = std::ranges::none_of(scripts, [&](const Revision& script) {
    const auto found = applied.find(script.revision);
    return found != applied.end() && differs(script, found->second);
  });
  if (none) return {};
  return find_edited(scripts, VersionTable(tables.version_table).rows(connection),
                     history.applied(connection));
}

Faults find_faults(engine::Connection& connection, std::vector<Revision> scripts,
                   const RunnerTables& tables) {
  const HistoryTable history(tables.history_table);
  const std::vector<std::string> rows = VersionTable(tables.version_table).rows(connection);
  const std::vector<HistoryEntry> applied = history.applied(connection);
  scripts = with_originals(std::move(scripts), rows);
  Faults faults{.unfinished = history.unfinished(connection)};
  find_missing(scripts, rows, applied, faults);
  // What is missing leads on to scripts that are here.
  for (const HistoryEntry& copy : faults.missing) scripts.push_back(revision_of(copy));
  faults.edited = find_edited(scripts, rows, applied);
  return faults;
}

std::string describe(const EditedScript& edited) {
  return edited.script.path.string() + ": revision " + edited.script.revision +
         " was edited since it was applied (" + who_and_when(edited.applied) + ")";
}

std::string describe_missing(const HistoryEntry& copy) {
  const Revision header = revision_of(copy);
  const std::string message = header.message.substr(0, header.message.find('\n'));
  return "revision " + copy.revision + (message.empty() ? "" : " (" + message + ")") +
         " was applied " + who_and_when(copy) + ", and its script " + copy.file + " is not here";
}

std::string describe_unfinished(const HistoryEntry& entry) {
  return "the " + entry.direction + " of revision " + entry.revision + " was stopped behind step " +
         std::to_string(entry.steps) + " of its script (" + who_and_when(entry) + ")";
}

std::string unified_diff(const EditedScript& edited, bool colour) {
  return detail::text_diff(edited.applied.script, edited.script.text,
                           {"applied " + edited.applied.started, edited.script.path.string()},
                           colour);
}

}  // namespace retort::migrate
