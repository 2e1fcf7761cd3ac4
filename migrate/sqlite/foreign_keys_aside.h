// Foreign keys, put aside while tables are rebuilt in a transaction that somebody else has begun: there
// SQLite ignores PRAGMA foreign_keys, and dropping a table would act on the rows that refer to it.
//
//   CREATE TABLE c (p INTEGER REFERENCES p ON DELETE CASCADE)
//   CREATE TABLE c (p INTEGER CHECK (1/*_retort_aside_0*/))
//
// In the stored texts a CHECK that always holds stands in for each of them, so that ALTER TABLE finds
// every text in one piece; when the tables are rebuilt the foreign keys are put back as they were written.

#pragma once

#include <string>
#include <vector>

#include <retort/engine/dialect.h>
#include <retort/migrate/planner.h>
#include <retort/schema/metadata.h>

namespace retort::migrate::sqlite {

/// `steps` between those that put the foreign keys of all tables aside and those that put them back,
/// the foreign keys of tables that `steps` create among them. `now` is the schema before. No row is
/// looked at: that is ForeignKeyWatch's.
std::vector<Step> with_foreign_keys_aside(std::vector<Step> steps, const schema::Metadata& now,
                                          const engine::Dialect& dialect);

}  // namespace retort::migrate::sqlite
