// The schema objects that are their SQL text: views, triggers and virtual tables.
//
//   View view{.name = "long", .sql = "CREATE VIEW long AS SELECT * FROM books WHERE pages > 500"};
//
// Their text is kept as it was written. Equality compares the canonical text, in which runs of
// white space and comments count as one space.

#pragma once

#include <string>

namespace retort::schema {

struct View {
  std::string name{};
  /// The whole CREATE VIEW statement.
  std::string sql{};
  /// As Table::schema, which the statement does not say; so below.
  std::string schema{};

  friend bool operator==(const View& a, const View& b);
};

struct Trigger {
  std::string name{};
  /// The table or view that it is attached to.
  std::string table{};
  /// The whole CREATE TRIGGER statement.
  std::string sql{};
  std::string schema{};

  friend bool operator==(const Trigger& a, const Trigger& b);
};

/// A table of a module such as fts5 or rtree. Its shadow tables belong to the module and are not
/// listed anywhere.
struct VirtualTable {
  std::string name{};
  std::string module{};
  /// The whole CREATE VIRTUAL TABLE statement.
  std::string sql{};
  std::string schema{};

  friend bool operator==(const VirtualTable& a, const VirtualTable& b);
};

}  // namespace retort::schema
