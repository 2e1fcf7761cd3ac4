// A folder of another tool's scripts as a history.

#include <algorithm>

#include <retort/migrate/detail/adopt.h>
#include <retort/migrate/detail/foreign_script.h>
#include <retort/migrate/error.h>
#include <retort/migrate/import.h>

namespace retort::migrate {

namespace {

namespace fs = std::filesystem;
using detail::ForeignScript;
using detail::ForeignScripts;

ForeignScripts read(const fs::path& folder, ForeignTool tool) {
  switch (tool) {
    case ForeignTool::dbmate: return detail::read_dbmate(folder);
    case ForeignTool::goose: return detail::read_goose(folder);
    case ForeignTool::golang_migrate: return detail::read_golang_migrate(folder);
    case ForeignTool::diesel: return detail::read_diesel(folder);
    case ForeignTool::flyway: return detail::read_flyway(folder);
    case ForeignTool::numbered: return detail::read_numbered(folder);
    case ForeignTool::alembic: break;
  }
  throw MigrateError(
      folder.string() +
      ": Alembic's scripts are programs in Python, which cannot be imported; `import "
      "--from alembic` without a folder takes over its database instead");
}

// By the tool's order; two of one version have none.
void sort(ForeignScripts& scripts, ForeignTool tool) {
  const auto less = [&](const ForeignScript& left, const ForeignScript& right) {
    return detail::version_less(tool, left.version, right.version);
  };
  std::ranges::stable_sort(scripts, less);
  const auto same = std::ranges::adjacent_find(
      scripts,
      [&](const ForeignScript& left, const ForeignScript& right) { return !less(left, right); });
  if (same != scripts.end())
    detail::fail_import((same + 1)->source, "has the version of " + same->source.string() +
                                                ", so nothing says which comes first");
}

std::string message_of(std::string name) {
  std::ranges::replace_if(
      name, [](char c) { return c == '_' || c == '-'; }, ' ');
  return name;
}

class Importer {
 public:
  Importer(const engine::Dialect& dialect, Import& import) : dialect_(dialect), import_(import) {}

  void add(const ForeignScript& foreign) {
    ImportedScript imported{.source = foreign.source};
    Script& script = imported.script;
    script.revision = foreign.version;
    if (!import_.scripts.empty()) script.down_revisions = {import_.scripts.back().script.revision};
    script.message = message_of(foreign.name);
    script.upgrade = adopted(foreign, foreign.up, "");
    script.downgrade = adopted(foreign, foreign.down, " (down)");
    if (!foreign.has_down) without_down_.push_back(foreign.source.string());
    import_.scripts.push_back(std::move(imported));
  }

  void finish() {
    if (without_down_.empty()) return;
    const std::size_t count = without_down_.size();
    std::string which =
        std::to_string(count) + " scripts, from " + without_down_.front() + " on, have no way down";
    if (count == import_.scripts.size())
      which = "no script has a way down";
    else if (count == 1)
      which = without_down_.front() + " has no way down";
    import_.notices.push_back(which + ": downgrade does nothing there");
  }

 private:
  std::vector<Operation> adopted(const ForeignScript& foreign,
                                 const detail::ForeignSection& section, const char* which) {
    detail::Adopted adopted = detail::adopt(dialect_, section.sql, section.transaction);
    for (const std::string& notice : adopted.notices)
      import_.notices.push_back(foreign.source.string() + which + ": " + notice);
    std::string& sql = adopted.execute.sql;
    constexpr auto space = " \t\r\n";
    sql.erase(sql.find_last_not_of(space) + 1);
    sql.erase(0, sql.find_first_not_of(space));
    if (sql.empty()) return {};
    return {std::move(adopted.execute)};
  }

  const engine::Dialect& dialect_;
  Import& import_;
  std::vector<std::string> without_down_;
};

}  // namespace

Import read_foreign_history(const fs::path& folder, std::optional<ForeignTool> tool,
                            const engine::Dialect& dialect) {
  std::error_code error;
  if (!fs::is_directory(folder, error))
    throw MigrateError(folder.string() + ": there is no such folder");
  Import import{.tool = tool ? *tool : detail::detect(folder)};
  ForeignScripts scripts = read(folder, import.tool);
  if (scripts.empty())
    throw MigrateError(folder.string() + ": there is no script of " +
                       std::string(name_of(import.tool)) + "'s");
  sort(scripts, import.tool);
  Importer importer(dialect, import);
  for (const ForeignScript& script : scripts) importer.add(script);
  importer.finish();
  return import;
}

}  // namespace retort::migrate
