// How revisions and moves are shown.

#pragma once

#include <set>
#include <string>
#include <string_view>

#include <retort/migrate/graph.h>

namespace retort::cli::detail {

/// Where a database stands; null where nobody asked.
using Positions = std::set<const migrate::Revision*>;

/// `3f2a9c1b7d04 -> 81c0ffee2b1a (head), add country`: parents, id, marks, message.
std::string line(const migrate::Revision& script, const migrate::Graph& graph,
                 const Positions* current = nullptr);

/// `81c0ffee2b1a (music) (head), add country`: without parents and marks of the tree.
std::string short_line(const migrate::Revision& script, const migrate::Graph& graph);

/// Everything about a revision, in several lines and an empty one.
std::string block(const migrate::Revision& script, const migrate::Graph& graph,
                  const Positions* current = nullptr);

/// `upgrade 3f2a9c1b7d04 -> 81c0ffee2b1a, add country`.
std::string line(const migrate::Move& move);

/// One line without characters that a terminal would obey: `?` for each.
std::string printable(std::string_view text);

/// Whether standard output is a terminal that wants colour (https://no-color.org).
bool wants_colour();

/// Whether standard output is a terminal that shows more than ASCII.
bool wants_unicode();

}  // namespace retort::cli::detail
