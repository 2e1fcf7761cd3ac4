// Checks of the rows that are there, made before a table is changed: each returns rows that the new
// form of the table forbids. SQLite would refuse them too, but later and with less to say.

#pragma once

#include <vector>

#include <retort/engine/dialect.h>
#include <retort/migrate/planner.h>
#include <retort/migrate/sqlite/table_change.h>

namespace retort::migrate::sqlite {

/// For a table that is there before and after. `changes` are all those of the batch, since a
/// foreign key looks into other tables; `after` is the schema that the batch leaves.
std::vector<Step> checks(const TableChange& change, const std::vector<TableChange>& changes,
                         const schema::Metadata& after, const engine::Dialect& dialect);

}  // namespace retort::migrate::sqlite
