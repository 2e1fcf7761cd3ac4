// Scripts in SQL: the header in comments, then a section of SQL for each way.
//
//   -- revision = "3f2a9c1b7d04"
//   -- down_revision = "a1b2c3d4e5f6"
//   -- message = "create artists"
//
//   -- [upgrade]
//   CREATE TABLE artists (id INTEGER PRIMARY KEY);
//
//   -- [downgrade]
//   DROP TABLE artists;
//
// `-- [upgrade] transaction = false` is for a section that cannot run in a transaction,
// `-- [upgrade] foreign_keys = false` for one that drops tables to which others refer.

#pragma once

#include <string>
#include <string_view>

#include <retort/migrate/script.h>

namespace retort::migrate::detail {

bool is_sql_script(const std::filesystem::path& path);

/// Each section is one Execute. Throws MigrateError with "FILE:LINE: what is wrong".
Script parse_sql_script(std::string_view text, const std::filesystem::path& path);

/// Throws MigrateError where an operation is something else than Execute.
std::string write_sql_script(const Script& script);

}  // namespace retort::migrate::detail
