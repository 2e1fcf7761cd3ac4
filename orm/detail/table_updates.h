// Updates of a model whose rows lie in several tables: one for each table that is written.

#pragma once

#include <vector>

#include <retort/orm/query/statement.h>

namespace retort::orm::detail {

class SessionCore;

/// One for each table that is written: what the program says, versions and on_update_with<>. The first
/// is that of the column which the program named first, and has the statement's condition; the others
/// are of all rows. It is all there is where the program calculates a value for another table.
std::vector<Update> updates_by_table(const Update& said);

/// Runs them for the rows of the first one, all or none. Returns how many those were.
std::int64_t run_by_table(SessionCore& session, std::vector<Update> updates);

}  // namespace retort::orm::detail
