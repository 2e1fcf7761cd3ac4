// Updates of a model whose rows lie in several tables: one for each table that is written.

#pragma once

#include <vector>

#include <retort/orm/query/statement.h>

namespace retort::orm::detail {

class SessionCore;

/// What the statement says lies in one table; versions and on_update_with<> may lie in others, for
/// which there is an UPDATE each, of all rows. The statement's own comes first, and is all there is
/// where the program itself names columns of several tables.
std::vector<Update> updates_by_table(const Update& said);

/// Runs them for the rows of the first one, all or none. Returns how many those were.
std::int64_t run_by_table(SessionCore& session, std::vector<Update> updates);

}  // namespace retort::orm::detail
