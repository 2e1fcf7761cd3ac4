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

  bool operator==(const Generated&) const;
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

  // Hints for migrations, in a declared schema. They take no part in ==.

  /// The name that the column had before.
  std::string renamed_from{};
  /// An SQL expression for the rows that are there, where the column is new or becomes NOT NULL.
  std::string fill{};

  friend bool operator==(const Column& a, const Column& b);
};

}  // namespace retort::schema
