// Values that a batch would destroy: probes that stop it before it runs, unless a person has allowed
// that. What is empty, or made by the same revision, goes without asking.

#pragma once

#include <vector>

#include <retort/engine/dialect.h>
#include <retort/migrate/planner.h>
#include <retort/migrate/sqlite/made_here.h>
#include <retort/migrate/sqlite/table_change.h>

namespace retort::migrate::sqlite {

/// Steps of the kind `loss`, for tables and columns that are dropped, columns that become generated,
/// and values that their column's new type turns into others. `before` is the schema before the
/// batch, `made` what the revision has made before it.
std::vector<Step> losses(const std::vector<Operation>& batch,
                         const std::vector<TableChange>& changes, const schema::Metadata& before,
                         const MadeHere& made, const engine::Dialect& dialect);

}  // namespace retort::migrate::sqlite
