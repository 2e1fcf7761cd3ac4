// Checks of the rows that are there, made before a table is changed: each returns rows that the new
// form of the table forbids. SQLite would refuse them too, but later and with less to say. Where the
// script says what to do with such rows, that is done first.

#pragma once

#include <vector>

#include <retort/engine/dialect.h>
#include <retort/migrate/planner.h>
#include <retort/migrate/sqlite/table_change.h>

namespace retort::migrate::sqlite {

/// The arguments are those of violations().
std::vector<Step> checks(const TableChange& change, const std::vector<TableChange>& changes,
                         const schema::Metadata& after, const engine::Dialect& dialect);

/// Deletes or fills the rows of which the script says so, each behind a step of the kind `loss`. They are
/// for a transaction without enforcement of foreign keys, which ends in a check of them: what refers to
/// a deleted row stops it, and is neither deleted nor lost.
std::vector<Step> remedies(const TableChange& change, const std::vector<TableChange>& changes,
                           const schema::Metadata& after, const engine::Dialect& dialect);

}  // namespace retort::migrate::sqlite
