#include <retort/migrate/take_over.h>

#include <algorithm>
#include <map>
#include <set>

#include <retort/engine/dialect.h>
#include <retort/engine/transaction.h>
#include <retort/migrate/detail/foreign_script.h>
#include <retort/migrate/error.h>

namespace retort::migrate {

namespace {

using Rows = std::vector<std::vector<engine::Value>>;
using Versions = std::vector<std::string>;

std::string text_of(const engine::Value& value) {
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  if (const auto* number = std::get_if<std::int64_t>(&value)) return std::to_string(*number);
  return "";
}

bool is_true(const engine::Value& value) {
  const std::string text = text_of(value);
  return text == "1" || text == "true";
}

std::string tool_and_table(ForeignTool tool) {
  return std::string(name_of(tool)) + "'s table " + std::string(table_of(tool));
}

Rows read(engine::Connection& connection, ForeignTool tool, const std::string& columns,
          const std::string& order = "") {
  const std::string table(table_of(tool));
  const engine::Value name = table;
  const engine::Dialect& dialect = connection.dialect();
  if (!connection.scalar(dialect.table_exists(), {&name, 1}))
    throw MigrateError("the database has no table " + table + ": " + std::string(name_of(tool)) +
                       " was not used on it");
  return connection.rows("SELECT " + columns + " FROM " + dialect.quote(table) +
                         (order.empty() ? "" : " ORDER BY " + order));
}

Versions first_column(const Rows& rows) {
  Versions versions;
  for (const auto& row : rows) versions.push_back(text_of(row[0]));
  return versions;
}

// The last word on each version; goose's first row, version 0, says that there is a table.
Versions goose_versions(engine::Connection& connection) {
  std::map<std::string, bool> applied;
  for (const auto& row : read(connection, ForeignTool::goose, "version_id, is_applied", "id"))
    applied[text_of(row[0])] = is_true(row[1]);
  applied.erase("0");
  Versions versions;
  for (const auto& [version, is_applied] : applied)
    if (is_applied) versions.push_back(version);
  return versions;
}

Versions flyway_versions(engine::Connection& connection) {
  std::set<std::string> applied;
  for (const auto& row :
       read(connection, ForeignTool::flyway, "version, type, success, script", "installed_rank")) {
    const std::string version = text_of(row[0]);
    const std::string type = text_of(row[1]);
    if (!is_true(row[2]))
      throw DecisionNeeded(tool_and_table(ForeignTool::flyway) + " says that " + text_of(row[3]) +
                           " failed; put the database right, and `flyway repair` it first");
    if (type == "BASELINE")
      throw DecisionNeeded(tool_and_table(ForeignTool::flyway) + " begins with a baseline at " +
                           version +
                           ", so it does not say what was there before; `migrate stamp` it");
    if (version.empty()) continue;  // a repeatable one
    if (type.starts_with("UNDO"))
      applied.erase(version);
    else
      applied.insert(version);
  }
  return {applied.begin(), applied.end()};
}

bool same_version(ForeignTool tool, std::string id, std::string version) {
  std::ranges::replace(id, '.', '_');
  std::ranges::replace(version, '.', '_');
  return !detail::version_less(tool, id, version) && !detail::version_less(tool, version, id);
}

using Found = std::vector<Revision>::const_iterator;

Found find(const std::vector<Revision>& history, const std::string& version, ForeignTool tool) {
  const auto found = std::ranges::find_if(history, [&](const Revision& revision) {
    return same_version(tool, revision.revision, version);
  });
  if (found == history.end())
    throw MigrateError(tool_and_table(tool) + " has version " + version +
                       ", which is none of the revisions; import the scripts that were run on it");
  return found;
}

// golang-migrate keeps its last version alone.
std::string golang_migrate_tip(engine::Connection& connection,
                               const std::vector<Revision>& history) {
  constexpr ForeignTool tool = ForeignTool::golang_migrate;
  const Rows rows = read(connection, tool, "version, dirty");
  if (rows.empty()) return "";
  const std::string version = text_of(rows.front()[0]);
  if (is_true(rows.front()[1]))
    throw DecisionNeeded(tool_and_table(tool) + " says that version " + version +
                         " is dirty: it failed half way. Put the database right, and say so with "
                         "golang-migrate's `force` first");
  return find(history, version, tool)->revision;
}

std::string alembic_tip(engine::Connection& connection, const std::vector<Revision>& history) {
  constexpr ForeignTool tool = ForeignTool::alembic;
  Versions rows = first_column(read(connection, tool, "version_num", "version_num"));
  if (rows.empty()) return "";
  for (const Revision& revision : history) {
    Versions replaced = revision.replaces;
    std::ranges::sort(replaced);
    if (replaced == rows || rows == Versions{revision.revision}) return revision.revision;
  }
  throw MigrateError(tool_and_table(tool) + " is at " + rows.front() +
                     (rows.size() > 1 ? " and others" : "") +
                     ", which is none of the revisions; upgrade with Alembic to the one that was "
                     "imported first");
}

std::string tip_of(const Versions& versions, ForeignTool tool,
                   const std::vector<Revision>& history) {
  std::set<std::string> applied;
  for (const std::string& version : versions)
    applied.insert(find(history, version, tool)->revision);
  std::string tip;
  std::string missing;
  for (const Revision& revision : history) {
    const bool is_applied = applied.contains(revision.revision);
    if (is_applied && !missing.empty())
      throw DecisionNeeded(tool_and_table(tool) + " has " + revision.revision + " but not " +
                           missing + ", which comes before it; run that one with " +
                           std::string(name_of(tool)) + " first");
    if (is_applied)
      tip = revision.revision;
    else if (missing.empty())
      missing = revision.revision;
  }
  return tip;
}

}  // namespace

std::string_view table_of(ForeignTool tool) {
  switch (tool) {
    case ForeignTool::dbmate:
    case ForeignTool::golang_migrate: return "schema_migrations";
    case ForeignTool::goose: return "goose_db_version";
    case ForeignTool::diesel: return "__diesel_schema_migrations";
    case ForeignTool::flyway: return "flyway_schema_history";
    case ForeignTool::alembic: return "alembic_version";
    case ForeignTool::numbered: break;
  }
  return "";
}

std::string foreign_tip(engine::Connection& connection, ForeignTool tool,
                        const std::vector<Revision>& oldest_first) {
  switch (tool) {
    case ForeignTool::golang_migrate: return golang_migrate_tip(connection, oldest_first);
    case ForeignTool::alembic: return alembic_tip(connection, oldest_first);
    case ForeignTool::goose: return tip_of(goose_versions(connection), tool, oldest_first);
    case ForeignTool::flyway: return tip_of(flyway_versions(connection), tool, oldest_first);
    case ForeignTool::dbmate:
    case ForeignTool::diesel:
      return tip_of(first_column(read(connection, tool, "version")), tool, oldest_first);
    case ForeignTool::numbered: break;
  }
  throw MigrateError(
      "plain SQL keeps no table of what was run; `migrate stamp REVISION` says where the database "
      "is");
}

void take_over(engine::Connection& connection, const VersionTable& versions,
               const std::string& revision) {
  engine::Transaction transaction(connection, engine::Mode::immediate);
  const std::vector<std::string> rows = versions.rows(connection);
  if (!rows.empty()) throw MigrateError("the database is at revision " + rows.front() + " already");
  versions.move(connection, {}, revision.empty() ? Versions() : Versions{revision});
  transaction.commit();
}

}  // namespace retort::migrate
