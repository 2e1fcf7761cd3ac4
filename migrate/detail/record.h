// Entries of the history table for what runs no script.

#pragma once

#include <string>

#include <retort/migrate/history_table.h>

namespace retort::migrate::detail {

/// An entry that is ended as soon as it begins, in the caller's transaction.
void record(engine::Connection& connection, const HistoryTable& history, const Revision& revision,
            const std::string& direction, const std::string& tag = {});

}  // namespace retort::migrate::detail
