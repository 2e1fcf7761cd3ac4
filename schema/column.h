// A column of a table, as a value.
//
//   schema::Column{.name = "year", .type = {"INTEGER"}, .nullable = true}

#pragma once

#include <optional>
#include <string>

#include <retort/schema/conflict.h>
#include <retort/schema/type.h>

namespace retort::schema {

/// GENERATED ALWAYS AS (expression) VIRTUAL | STORED.
struct Generated {
  std::string expression{};
  bool stored = false;

  bool operator==(const Generated&) const = default;
};

struct Column {
  std::string name{};
  Type type{};
  bool nullable = true;
  /// The SQL text that follows DEFAULT: `5`, `'x'`, `CURRENT_TIMESTAMP`, `(datetime('now'))`.
  std::optional<std::string> server_default{};
  /// COLLATE; empty for the database's own.
  std::string collation{};
  std::optional<Generated> generated{};
  /// NOT NULL ON CONFLICT ...
  Conflict not_null_conflict = Conflict::abort;
  /// SQLite's hidden columns of virtual tables.
  bool hidden = false;

  bool operator==(const Column&) const = default;
};

}  // namespace retort::schema
