// migrate::database_graph: the history as one database needs to see it.
//
//   std::optional<migrate::Graph> own = migrate::database_graph(graph, rows);
//   const migrate::Graph& history = own ? *own : graph;
//
// Nearly always that is the history itself. A database whose version row lies inside of what was
// squashed needs the scripts that were squashed: they stand in the place of the one that replaces
// them, so that the database goes on step by step and ends at the same revision. They are read only
// then, from the folder `squashed/ID` beside the script with that id, or from the program that has them in it. A database that is ahead of its
// scripts needs the copies of those that its history table holds.

#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include <retort/migrate/graph.h>
#include <retort/migrate/history_table.h>

namespace retort::migrate {

/// Nothing where the history knows all rows already, or as many of them as it can. `copies` are the
/// entries that HistoryTable::applied gives. Throws MigrateError where squashed scripts are needed and
/// are not there.
std::optional<Graph> database_graph(const Graph& graph, const std::vector<std::string>& rows,
                                    const std::vector<HistoryEntry>& copies = {});

/// The full ids of those squashed revisions that the identifiers name: as rows for database_graph they
/// give a history in which these identifiers mean something. Nearly always none.
std::vector<std::string> squashed_revisions(const Graph& graph,
                                            const std::vector<std::string>& identifiers);

/// The scripts with the originals in place of squashed ones inside of which a row lies.
std::vector<Revision> with_originals(std::vector<Revision> scripts,
                                     const std::vector<std::string>& rows);

/// The scripts that a squashed one replaces; none where they are not there any more.
std::vector<Revision> originals_of(const Revision& squashed);

/// Where these lie.
std::filesystem::path folder_of_originals(const Revision& squashed);

}  // namespace retort::migrate
