// The statements that move version rows, as text for a database that is somewhere else: what
// `migrate stamp --sql` prints.
//
//   std::cout << stamp_sql(engine.scratch(), "migrate_version", {}, {"3f2a91c07d44"}, true);
//
// Runs in memory alone. Throws DatabaseError where a name cannot be used.

#pragma once

#include <string>
#include <vector>

#include <retort/engine/connection.h>

namespace retort::migrate {

/// From one set of tips to another in one transaction. `scratch` is an empty database of the same
/// kind; `create` begins with the version table itself. `tag` stands at
/// the top.
std::string stamp_sql(engine::Connection scratch, const std::string& version_table,
                      const std::vector<std::string>& before, const std::vector<std::string>& after,
                      bool create, const std::string& tag = {});

}  // namespace retort::migrate
