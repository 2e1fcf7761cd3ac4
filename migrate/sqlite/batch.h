// A batch: a run of operations that change the schema, planned together so that each table is
// rebuilt once at most.

#pragma once

#include <set>
#include <string>
#include <vector>

#include <retort/engine/dialect.h>
#include <retort/migrate/planner.h>
#include <retort/migrate/sqlite/foreign_key_watch.h>

namespace retort::migrate::sqlite {

struct BatchPlan {
  std::vector<Step> steps;
  /// Tables that were rebuilt or made anew: rows that refer to them, or from them, may have lost
  /// their partner.
  std::set<std::string, schema::NameLess> rebuilt;
  /// Whether it drops tables that others refer to, or rebuilds any.
  bool suspend_foreign_keys = false;
};

/// `metadata` is the schema before the batch, and after the call the schema after it;
/// `can_drop_columns` is for alter().
BatchPlan plan_batch(const std::vector<Operation>& batch, schema::Metadata& metadata,
                     const engine::Dialect& dialect, ForeignKeyWatch& watch, bool can_drop_columns);

}  // namespace retort::migrate::sqlite
