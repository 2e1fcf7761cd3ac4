// Two texts compared line by line, as `diff -u` shows it.

#pragma once

#include <string>
#include <vector>

namespace retort::migrate::detail {

/// The hunks of the unified format, three lines of context around each change; empty when the texts
/// are the same.
std::string unified_hunks(const std::vector<std::string>& from, const std::vector<std::string>& to);

}  // namespace retort::migrate::detail
