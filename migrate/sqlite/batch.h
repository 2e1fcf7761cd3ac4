// A batch: a run of operations that change the schema, planned together so that each table is
// rebuilt once at most.

#pragma once

#include <string>
#include <vector>

#include <retort/engine/dialect.h>
#include <retort/migrate/planner.h>
#include <retort/migrate/sqlite/alter.h>
#include <retort/migrate/sqlite/edit_probe.h>
#include <retort/migrate/sqlite/foreign_key_watch.h>
#include <retort/migrate/sqlite/made_here.h>

namespace retort::migrate::sqlite {

struct BatchPlan {
  std::vector<Step> steps;
  /// Tables that are rebuilt, made or dropped: rows that refer to them, or from them, may lose their
  /// partner.
  TableNames touched;
  /// Those of them that are made or dropped: the name is another table's afterwards, or nobody's.
  TableNames replaced;
  /// Tables that are made or changed, in their last form.
  std::vector<schema::Table> changed;
  /// Whether it drops tables that others refer to, or rebuilds any.
  bool suspend_foreign_keys = false;
  /// Whether it can be made only by who knows more than these tables; then it is no plan.
  bool is_out_of_sight = false;
};

struct BatchContext {
  const engine::Dialect& dialect;
  AlterAbility ability{};
  /// What the revision has made before the batch.
  const MadeHere& made;
  EditProbe& probe;
  /// Whether a complete copy of a table is to be looked for, and where.
  engine::Connection* online = nullptr;
  /// The tables of ANALYZE that the database has.
  std::vector<std::string> statistics{};
  /// Whether the schema is that of the whole database, and not of the tables that the operations name.
  bool is_whole = true;
};

/// `metadata` is the schema before the batch, and after the call the schema after it.
BatchPlan plan_batch(const std::vector<Operation>& batch, schema::Metadata& metadata,
                     const BatchContext& context);

}  // namespace retort::migrate::sqlite
