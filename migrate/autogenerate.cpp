#include <retort/migrate/autogenerate.h>

#include <algorithm>

#include <retort/engine/dialect.h>
#include <retort/introspect/introspect.h>
#include <retort/migrate/error.h>
#include <retort/migrate/runner.h>
#include <retort/schema/name.h>

namespace retort::migrate {

namespace {

// Removes from `objects` the ones that `keep` does not want.
template <class Objects, class Keep>
void keep_only(Objects& objects, Keep keep) {
  std::erase_if(objects, [&](const auto& object) { return !keep(object.name); });
}

// What is in the database but in neither of the others is not ours to touch.
void leave_alone(schema::Metadata& database, const schema::Metadata& models,
                 const schema::Metadata& history) {
  const auto owned = [&](auto find) {
    return [&models, &history, find](const std::string& name) {
      return (models.*find)(name) != nullptr || (history.*find)(name) != nullptr;
    };
  };
  using schema::Metadata;
  using FindTable = const schema::Table* (Metadata::*)(std::string_view) const;
  keep_only(database.tables, owned(static_cast<FindTable>(&Metadata::find_table)));
  keep_only(database.views, owned(&Metadata::find_view));
  keep_only(database.triggers, owned(&Metadata::find_trigger));
  keep_only(database.virtual_tables, owned(&Metadata::find_virtual_table));
}

// Proof works with what the file will say, not with what is in memory.
Script as_written(const Script& script) {
  Script with_header = script;
  with_header.revision = "proof";
  return parse_script(write_script(with_header), "the new script");
}

void prove(engine::Connection& scratch, const std::vector<Operation>& operations,
           const schema::Metadata& wanted, const std::string& what) {
  try {
    run_operations(scratch, operations);
  } catch (const Error& error) {
    throw MigrateError("the " + what + " that was worked out does not run: " + error.what() +
                       "; no script was written");
  }
  const schema::Metadata built = introspect::introspect(scratch);
  const std::vector<Operation> missing = diff(built, wanted);
  if (missing.empty()) return;
  throw MigrateError("the " + what + " that was worked out does not give the wanted schema (" +
                     describe(missing.front()) +
                     " would still be needed); no script was written\n" +
                     unified_diff(built, wanted));
}

}  // namespace

Comparison compare(engine::Engine& engine, const Graph& graph, const schema::Metadata& models,
                   const std::string& version_table, const CompareOptions& options) {
  Comparison result{.models = models};
  {
    engine::Connection connection = engine.connect();
    result.rows = VersionTable(version_table).rows(connection);
    result.database = introspect::introspect(connection);
  }
  result.at_head = graph.upgrade_path(result.rows, "heads").empty();
  engine::Connection scratch = engine.scratch();
  replay(scratch, graph);
  result.history = introspect::introspect(scratch);
  keep_only(result.database.tables,
            [&](const std::string& name) { return !schema::same_name(name, version_table); });
  if (!options.own_all) leave_alone(result.database, models, result.history);
  return result;
}

Script autogenerate(const engine::Engine& engine, const Comparison& comparison,
                    const Answers& answers) {
  Script script;
  script.upgrade = diff(comparison.database, comparison.models, answers);
  script.downgrade = reverse(script.upgrade);
  if (script.upgrade.empty()) return script;

  engine::Connection scratch = engine.scratch();
  const schema::Metadata start = introspect::normalise(scratch, comparison.database);
  const Script written = as_written(script);
  prove(scratch, written.upgrade, comparison.models, "upgrade");
  prove(scratch, written.downgrade, start, "downgrade");
  return script;
}

}  // namespace retort::migrate
