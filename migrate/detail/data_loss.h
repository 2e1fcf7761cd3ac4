// What a revision would destroy in one database.

#pragma once

#include <retort/engine/connection.h>
#include <retort/migrate/script.h>

namespace retort::migrate::detail {

/// Throws DecisionNeeded when the upgrade would drop a table that has rows, or a column that holds
/// values. What is empty, or made by the same revision, may go without asking. Reads no more than one
/// row of each.
void refuse_data_loss(engine::Connection& connection, const std::vector<Operation>& operations);

}  // namespace retort::migrate::detail
