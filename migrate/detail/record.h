// Entries of the history table for what runs no script.

#pragma once

#include <string>

#include <retort/migrate/history_table.h>
#include <retort/migrate/stamp.h>

namespace retort::migrate::detail {

/// An entry that is ended as soon as it begins, in the caller's transaction.
void record(engine::Connection& connection, const HistoryTable& history, const Revision& revision,
            const std::string& direction);

/// "stamp" and "unstamp" for what the database has and has not any more.
void record_stamp(engine::Connection& connection, const HistoryTable& history, const Graph& graph,
                  const Stamped& stamped);

}  // namespace retort::migrate::detail
