// The history as a tree in text, as `git log --graph` draws one.
//
//   *    head
//   |-.  merge
//   | *
//   * |
//   |-'  branch point
//   *    base

#pragma once

#include <functional>
#include <ostream>
#include <string>
#include <vector>

#include <retort/migrate/graph.h>

namespace retort::cli::detail {

/// Draws revisions, which come newest first; `text` gives what stands beside each, of one line or
/// several.
void draw_tree(std::ostream& out, const migrate::Graph& graph,
               const std::vector<const migrate::Revision*>& revisions, bool unicode,
               const std::function<std::string(const migrate::Revision&)>& text);

}  // namespace retort::cli::detail
