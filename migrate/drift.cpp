#include <retort/migrate/drift.h>

#include <retort/introspect/introspect.h>
#include <retort/migrate/detail/ownership.h>
#include <retort/migrate/diff.h>
#include <retort/schema/error.h>
#include <retort/schema/name.h>

namespace retort::migrate {

Drift find_drift(engine::Engine& engine, const Graph& graph, const RunnerTables& tables) {
  schema::Metadata built, live;
  std::vector<const Revision*> applied;
  {
    engine::Connection connection = engine.connect();
    applied = graph.applied(VersionTable(tables.version_table).rows(connection));
    live = introspect::introspect(connection);
  }
  try {
    engine::Connection scratch = engine.scratch();
    replay(scratch, applied);
    built = introspect::introspect(scratch);
  } catch (const Error& error) {
    return {.unknown = error.what()};
  }
  std::erase_if(live.tables, [&](const schema::Table& table) {
    return schema::same_name(table.name, tables.version_table) ||
           schema::same_name(table.name, tables.history_table);
  });
  detail::Ownership ownership;
  ownership.add(graph);
  ownership.add(built);
  ownership.take_others(live);
  ownership.take_other_indexes(live);
  return {.operations = diff(built, live)};
}

}  // namespace retort::migrate
