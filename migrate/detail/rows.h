// What the version table and the history table share.

#pragma once

#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include <retort/engine/connection.h>
#include <retort/engine/dialect.h>
#include <retort/engine/error.h>
#include <retort/migrate/error.h>

namespace retort::migrate::detail {

inline bool table_exists(engine::Connection& connection, const std::string& name) {
  const engine::Value parameter = name;
  return connection.scalar(connection.dialect().table_exists(), {&parameter, 1}).has_value();
}

/// Prepares a query of `table`. Where that is a table of another kind, which has not even the column,
/// the error says which setting of the configuration names another.
inline engine::Statement prepare_on(engine::Connection& connection, const std::string& table,
                                    std::string_view column, std::string_view setting,
                                    const std::string& sql) {
  try {
    return connection.prepare(sql);
  } catch (const engine::DatabaseError&) {
    const engine::Statement all =
        connection.prepare("SELECT * FROM " + connection.dialect().quote(table));
    for (int i = 0; i < all.column_count(); ++i)
      if (all.column_name(i) == column) throw;
    throw MigrateError("the database has a table " + table +
                       " that is not migrate's: it has no column " + std::string(column) + "; `" +
                       std::string(setting) + "` in the configuration names another one");
  }
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
