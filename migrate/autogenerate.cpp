#include <retort/migrate/autogenerate.h>

#include <algorithm>
#include <vector>

#include <retort/engine/dialect.h>
#include <retort/introspect/introspect.h>
#include <retort/migrate/database_graph.h>
#include <retort/migrate/detail/inverse.h>
#include <retort/migrate/detail/ownership.h>
#include <retort/migrate/detail/proof.h>
#include <retort/migrate/detail/set_aside.h>
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

// Proof works with what the file will say, not with what is in memory.
Script as_written(const Script& script) {
  Script with_header = script;
  with_header.revision = "proof";
  return parse_script(write_script(with_header), "the new script");
}

// What is in the database and not the project's goes to the others.
void leave_to_others(const Graph& graph, const std::vector<std::string>& owned,
                     Comparison& comparison) {
  detail::Ownership ownership;
  ownership.add(comparison.models);
  ownership.add(graph);
  if (comparison.history) ownership.add(*comparison.history);
  for (const std::string& name : owned) ownership.add_table(comparison.database, name);
  for (const schema::Table& table : comparison.models.tables)
    if (!table.renamed_from.empty()) ownership.add_table(comparison.database, table.renamed_from);
  comparison.others = ownership.take_others(comparison.database);
  comparison.other_indexes = ownership.take_other_indexes(comparison.database);
}

bool is_one_of(const schema::Table& table, const std::vector<std::string>& names) {
  return std::ranges::any_of(
      names, [&](const std::string& name) { return schema::same_name(table.name, name); });
}

}  // namespace

Comparison compare(engine::Engine& engine, const Graph& graph, const schema::Metadata& models,
                   const std::string& version_table, const CompareOptions& options) {
  const std::vector<std::string> bookkeeping = {version_table, options.history_table};
  for (const schema::Table& table : models.tables)
    if (is_one_of(table, bookkeeping))
      throw MigrateError(
          "the models have a table " + table.name +
          ", and so does the runner, for its own records; leave it out of the models, "
          "or give the runner's table another name in the configuration "
          "(version_table, history_table)");
  Comparison result{.models = models};
  replay_history(engine, graph, result);
  std::optional<Graph> own;
  if (options.against_history) {
    if (!result.history)
      throw MigrateError("the scripts alone do not build a schema to compare with: " +
                         result.no_history);
    result.database = *result.history;
    result.at_head = true;
  } else {
    engine::Connection connection = engine.connect();
    result.rows = VersionTable(version_table).rows(connection);
    result.database = introspect::introspect(connection);
    own = database_graph(graph, result.rows);
    result.at_head = (own ? *own : graph).upgrade_path(result.rows, "heads").empty();
  }
  std::erase_if(result.database.tables,
                [&](const schema::Table& table) { return is_one_of(table, bookkeeping); });
  if (!options.own_all && !options.against_history)
    leave_to_others(own ? *own : graph, options.owned, result);
  detail::set_aside(options.filter, engine.dialect().default_schema(), result);
  return result;
}

Script autogenerate(const engine::Engine& engine, const Comparison& comparison,
                    const Answers& answers) {
  Script script;
  script.upgrade = diff(comparison.database, comparison.models, answers);
  // Not the upgrade's operations turned around: each way has an order of its own that works.
  script.downgrade =
      diff(comparison.models, comparison.database, detail::inverse(answers, comparison.database));
  if (script.upgrade.empty()) return script;

  const Script written = as_written(script);
  detail::Proof proof(engine, comparison);
  proof.upgrade(written.upgrade);
  proof.downgrade(written.downgrade);
  return script;
}

}  // namespace retort::migrate
