// What the version table and the history table share.

#pragma once

#include <algorithm>
#include <iterator>
#include <string>
#include <vector>

#include <retort/engine/connection.h>
#include <retort/engine/dialect.h>

namespace retort::migrate::detail {

inline bool table_exists(engine::Connection& connection, const std::string& name) {
  const engine::Value parameter = name;
  return connection.scalar(connection.dialect().table_exists(), {&parameter, 1}).has_value();
}

inline bool contains(const std::vector<std::string>& names, const std::string& name) {
  return std::ranges::find(names, name) != names.end();
}

/// The rows that are not among the others.
inline std::vector<std::string> without(const std::vector<std::string>& rows,
                                        const std::vector<std::string>& others) {
  std::vector<std::string> result;
  std::ranges::copy_if(rows, std::back_inserter(result),
                       [&](const std::string& row) { return !contains(others, row); });
  return result;
}

}  // namespace retort::migrate::detail
