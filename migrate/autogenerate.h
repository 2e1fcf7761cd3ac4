// migrate::autogenerate: a new revision that carries a database to its models.
//
//   migrate::Comparison compared = migrate::compare(engine, graph, models, "migrate_version", {});
//   migrate::Script script = migrate::autogenerate(engine, compared, answers);
//
// A script that comes out of here is proved: in a scratch database that has the schema of the live
// one, its upgrade (read back from the text that will be written) gives the models' schema, and its
// downgrade gives the old one back.

#pragma once

#include <optional>
#include <string>
#include <vector>

#include <retort/engine/engine.h>
#include <retort/migrate/diff.h>
#include <retort/migrate/filter.h>
#include <retort/migrate/graph.h>
#include <retort/migrate/script.h>
#include <retort/schema/metadata.h>

namespace retort::migrate {

struct CompareOptions {
  /// Objects that neither the models nor any script knows belong to somebody else and are left
  /// alone, unless this is set.
  bool own_all = false;
  /// Tables that are the project's although neither models nor scripts know them: a person has named
  /// them. Those of which a model says that it was renamed from them are so, too.
  std::vector<std::string> owned{};
  Filter filter{};
  /// What the scripts build stands in the place of the database, which is not opened.
  bool against_history = false;
  /// The runner's other table, beside the version table.
  std::string history_table = "migrate_history";
};

/// The three corners of the triangle, in normal form; the database without what belongs to others.
struct Comparison {
  schema::Metadata database{};
  /// What belongs to others and is left alone.
  schema::Metadata others{};
  /// Indexes of others on tables that are not theirs.
  std::vector<CreateIndex> other_indexes{};
  schema::Metadata models{};
  /// None where the scripts cannot be run on an empty database: a history that began on a database
  /// with tables in it.
  std::optional<schema::Metadata> history{};
  /// Why there is none.
  std::string no_history{};
  /// The database's version rows.
  std::vector<std::string> rows{};
  /// Whether these are all the heads of the history: every script is applied. So it is where no
  /// database was asked.
  bool at_head = false;
};

/// `models` is in normal form already. Reads the live database and replays the history in a scratch
/// one; what neither the models nor the history made belongs to others, an index on a table of the
/// project too. The version table and the history table are nobody's. Throws MigrateError for a
/// version row that no script has, for models that have a table of such a name, and where the history is
/// asked for and its scripts do not run on an empty database.
Comparison compare(engine::Engine& engine, const Graph& graph, const schema::Metadata& models,
                   const std::string& version_table, const CompareOptions& options);

/// The script for what differs; its lists are empty when nothing does. The header's revision,
/// parents, message and time are the caller's. Throws MigrateError, with what differs, where it
/// does not prove, and DecisionNeeded where it would break views or triggers of others.
Script autogenerate(const engine::Engine& engine, const Comparison& comparison,
                    const Answers& answers);

}  // namespace retort::migrate
