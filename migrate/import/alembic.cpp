// A database of Alembic's as a revision.

#include <algorithm>

#include <retort/introspect/introspect.h>
#include <retort/migrate/autogenerate.h>
#include <retort/migrate/detail/revision_name.h>
#include <retort/migrate/error.h>
#include <retort/migrate/take_over.h>
#include <retort/schema/name.h>

namespace retort::migrate {

namespace {

std::vector<std::string> alembic_rows(engine::Connection& connection) {
  return VersionTable(std::string(table_of(ForeignTool::alembic))).rows(connection);
}

schema::Metadata without_bookkeeping(schema::Metadata schema, const Config& config) {
  const std::string_view names[] = {table_of(ForeignTool::alembic), config.version_table,
                                    config.history_table};
  std::erase_if(schema.tables, [&](const schema::Table& table) {
    return std::ranges::any_of(
        names, [&](std::string_view name) { return schema::same_name(table.name, name); });
  });
  return schema;
}

std::string listed(const std::vector<std::string>& rows) {
  std::string text;
  for (const std::string& row : rows) text += (text.empty() ? "" : " and ") + row;
  return text;
}

}  // namespace

Script alembic_baseline(engine::Engine& engine, const Config& config) {
  Comparison comparison;
  std::vector<std::string> rows;
  {
    engine::Connection connection = engine.connect();
    rows = alembic_rows(connection);
    comparison.models = without_bookkeeping(introspect::introspect(connection), config);
  }
  if (rows.empty())
    throw MigrateError("the database has no row in " + std::string(table_of(ForeignTool::alembic)) +
                       ": it is at no revision of Alembic's");
  Script script = autogenerate(engine, comparison, {});
  script.message = "as Alembic's " + listed(rows);
  const auto is_name = [](const std::string& row) { return detail::fault_of_name(row).empty(); };
  if (rows.size() == 1 && is_name(rows.front())) {
    script.revision = rows.front();
  } else {
    script.revision = new_revision_id();
    std::ranges::copy_if(rows, std::back_inserter(script.replaces), is_name);
  }
  return script;
}

}  // namespace retort::migrate
