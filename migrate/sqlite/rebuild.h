// The rebuild of a table: a new one beside it, the rows copied, the old one dropped, the new one
// renamed (https://sqlite.org/lang_altertable.html#otheralter).

#pragma once

#include <string>
#include <vector>

#include <retort/engine/dialect.h>
#include <retort/migrate/planner.h>
#include <retort/migrate/sqlite/edit_probe.h>
#include <retort/migrate/sqlite/table_change.h>

namespace retort::migrate::sqlite {

/// The steps of one rebuild. `why` says what stands against a cheaper way. `now` is the schema with the
/// change made; the triggers that come back are from there. `statistics` are the tables of ANALYZE that
/// the database has. Where SQLite's record may be edited, indexes whose values stay are not made anew
/// (kept_indexes.h). Enforcement of foreign keys has to be off: dropping the old table would act on the
/// rows that refer to it.
std::vector<Step> rebuild(const TableChange& change, const std::string& why,
                          const schema::Metadata& now, const engine::Dialect& dialect,
                          const std::vector<std::string>& statistics, EditProbe& probe);

}  // namespace retort::migrate::sqlite
