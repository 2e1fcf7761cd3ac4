#include <retort/migrate/autogenerate.h>

#include <vector>

#include <retort/introspect/introspect.h>
#include <retort/migrate/detail/inverse.h>
#include <retort/migrate/detail/ownership.h>
#include <retort/migrate/error.h>
#include <retort/migrate/runner.h>
#include <retort/schema/name.h>

namespace retort::migrate {

namespace {

// Fills in what the scripts build, or why that cannot be known.
void replay_history(const engine::Engine& engine, const Graph& graph, Comparison& comparison) {
  engine::Connection scratch = engine.scratch();
  try {
    replay(scratch, graph);
    comparison.history = introspect::introspect(scratch);
  } catch (const Error& error) {
    comparison.no_history = error.what();
  }
}

// The objects of others take part in the proof: a view of theirs may stand in the way of a change.
schema::Metadata together(schema::Metadata ours, const schema::Metadata& others) {
  const auto append = [](auto& to, const auto& from) {
    to.insert(to.end(), from.begin(), from.end());
  };
  append(ours.tables, others.tables);
  append(ours.views, others.views);
  append(ours.triggers, others.triggers);
  append(ours.virtual_tables, others.virtual_tables);
  return ours;
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
  std::erase_if(result.database.tables, [&](const schema::Table& table) {
    return schema::same_name(table.name, version_table);
  });
  replay_history(engine, graph, result);
  if (options.own_all) return result;
  detail::Ownership ownership;
  ownership.add(models);
  ownership.add(graph);
  if (result.history) ownership.add(*result.history);
  result.others = ownership.take_others(result.database);
  return result;
}

Script autogenerate(const engine::Engine& engine, const Comparison& comparison,
                    const Answers& answers) {
  Script script;
  script.upgrade = diff(comparison.database, comparison.models, answers);
  // Not the upgrade's operations turned around: each way has an order of its own that works.
  script.downgrade = diff(comparison.models, comparison.database, detail::inverse(answers));
  if (script.upgrade.empty()) return script;

  engine::Connection scratch = engine.scratch();
  const schema::Metadata start =
      introspect::normalise(scratch, together(comparison.database, comparison.others));
  const Script written = as_written(script);
  prove(scratch, written.upgrade, together(comparison.models, comparison.others), "upgrade");
  prove(scratch, written.downgrade, start, "downgrade");
  return script;
}

}  // namespace retort::migrate
