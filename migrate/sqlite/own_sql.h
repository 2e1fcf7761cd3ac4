// A person's own SQL, functions and rows, as steps.

#pragma once

#include <vector>

#include <retort/engine/dialect.h>
#include <retort/engine/sqlite/ddl/token.h>
#include <retort/migrate/planner.h>

namespace retort::migrate::sqlite {

/// Whether a statement that begins so begins or ends a transaction or savepoint.
bool is_transaction(const engine::sqlite::ddl::Token& first);

/// Whether it is PRAGMA foreign_keys with a value.
bool switches_foreign_keys(const engine::sqlite::ddl::Tokens& statement);

/// Throws MigrateError for a statement that a revision may not hold: one that begins or ends a
/// transaction, which would tear the revision in two; one that switches foreign keys, which SQLite
/// ignores inside a transaction; one with a parameter, to which nobody gives a value. The first two
/// are fine where the execute stands outside of the transaction.
void check_own_sql(const Execute& execute);

/// `operation` is an Execute, a Call or a BulkInsert. Throws MigrateError for a row with too few or too many
/// values.
void add_own_sql(std::vector<Step>& steps, const Operation& operation,
                 const engine::Dialect& dialect);

}  // namespace retort::migrate::sqlite
