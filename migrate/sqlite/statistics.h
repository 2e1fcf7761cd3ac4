// What ANALYZE has found out about a table that gets another form.

#pragma once

#include <string>
#include <vector>

#include <retort/engine/dialect.h>
#include <retort/migrate/sqlite/table_change.h>

namespace retort::migrate::sqlite {

/// A condition for the rows of sqlite_stat1 and sqlite_stat4 that are about indexes which are not there
/// any more, or not the same.
std::string outdated_statistics(const TableChange& change, const engine::Dialect& dialect);

}  // namespace retort::migrate::sqlite
