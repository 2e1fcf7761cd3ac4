// How revisions and moves are shown in one line.

#pragma once

#include <string>

#include <retort/migrate/graph.h>

namespace retort::cli::detail {

/// `3f2a9c1b7d04 -> 81c0ffee2b1a (head), add country`: parents, id, marks, message.
std::string line(const migrate::Revision& script, const migrate::Graph& graph);

/// `upgrade 3f2a9c1b7d04 -> 81c0ffee2b1a, add country`.
std::string line(const migrate::Move& move);

/// Whether standard output is a terminal that wants colour (https://no-color.org).
bool wants_colour();

}  // namespace retort::cli::detail
