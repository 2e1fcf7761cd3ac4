// Rebuilds without a long lock: what is done before a revision, and after it.

#pragma once

#include <vector>

#include <retort/engine/connection.h>
#include <retort/migrate/online.h>
#include <retort/migrate/operation.h>
#include <retort/migrate/planner.h>

namespace retort::migrate::sqlite {

/// Copies the tables that the operations rebuild. Small ones are left to the revision. Throws
/// MigrateError where a table cannot be copied that way, DecisionNeeded as the revision would.
void prepare_online(engine::Connection& connection, const std::vector<Operation>& operations,
                    Losses losses, const OnlineOptions& options);

bool is_online_left(engine::Connection& connection);

/// Takes away what a copy has left: the rows from before, and copies that were not finished. One
/// statement where there is nothing.
void clear_online(engine::Connection& connection, const OnlineOptions& options);

}  // namespace retort::migrate::sqlite
