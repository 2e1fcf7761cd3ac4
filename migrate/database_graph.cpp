#include <retort/migrate/database_graph.h>

#include <algorithm>
#include <map>

#include <retort/migrate/detail/identifier.h>
#include <retort/migrate/detail/rows.h>
#include <retort/migrate/error.h>

namespace retort::migrate {

namespace {

bool has(const std::vector<Revision>& scripts, const std::string& id) {
  return std::ranges::any_of(scripts,
                             [&](const Revision& script) { return script.revision == id; });
}

std::vector<Revision> originals(const Revision& squashed, const std::string& row) {
  const std::filesystem::path folder = folder_of_originals(squashed);
  std::vector<Revision> found = originals_of(squashed);
  if (!has(found, squashed.revision))
    throw MigrateError("the database is at revision " + row + ", which was squashed into " +
                       squashed.revision + ", and the scripts that lead on from there are not in " +
                       (squashed.originals ? "this program; build it with " + folder.string()
                                           : folder.string() + "; bring that folder back"));
  return found;
}

// The copies of what the rows need and the scripts do not have.
void add_copies(std::vector<Revision>& scripts, std::vector<std::string> open,
                const std::vector<HistoryEntry>& copies) {
  while (!open.empty()) {
    const std::string id = open.back();
    open.pop_back();
    const auto copy = std::ranges::find(copies, id, &HistoryEntry::revision);
    if (has(scripts, id) || copy == copies.end() || copy->script.empty()) continue;
    scripts.push_back(revision_of(*copy));
    for (const auto* required : {&scripts.back().down_revisions, &scripts.back().depends_on})
      open.insert(open.end(), required->begin(), required->end());
  }
}

}  // namespace

std::filesystem::path folder_of_originals(const Revision& squashed) {
  return squashed.path.parent_path() / "squashed" / squashed.revision;
}

std::vector<Revision> originals_of(const Revision& squashed) {
  if (squashed.originals) return *squashed.originals;
  const std::filesystem::path folder = folder_of_originals(squashed);
  std::error_code ignored;
  if (!std::filesystem::is_directory(folder, ignored)) return {};
  return read_revisions(folder);
}

std::vector<Revision> with_originals(std::vector<Revision> scripts,
                                     const std::vector<std::string>& rows) {
  for (const std::string& row : rows) {
    // What was squashed may have been the result of a squash itself.
    while (!has(scripts, row)) {
      const auto squashed = std::ranges::find_if(
          scripts, [&](const Revision& script) { return detail::contains(script.replaces, row); });
      if (squashed == scripts.end()) break;
      std::vector<Revision> found = originals(*squashed, row);
      scripts.erase(squashed);
      std::ranges::move(found, std::back_inserter(scripts));
    }
  }
  return scripts;
}

std::vector<std::string> squashed_revisions(const Graph& graph,
                                            const std::vector<std::string>& identifiers) {
  std::vector<std::string> found;
  for (const std::string& text : identifiers) {
    const detail::Identifier identifier = detail::parse_identifier(text);
    for (const std::string& name : {identifier.name, identifier.branch})
      if (graph.find(name) == nullptr)
        for (const Revision& script : graph.revisions())
          if (detail::contains(script.replaces, name)) found.push_back(name);
  }
  return found;
}

std::optional<Graph> database_graph(const Graph& graph, const std::vector<std::string>& rows,
                                    const std::vector<HistoryEntry>& copies) {
  const auto known = [&](const std::string& row) { return graph.find(row) != nullptr; };
  if (std::ranges::all_of(rows, known)) return std::nullopt;
  std::vector<Revision> scripts = with_originals(graph.revisions(), rows);
  add_copies(scripts, rows, copies);
  return Graph(std::move(scripts));
}

}  // namespace retort::migrate
