// The constraints of a table: PRIMARY KEY, UNIQUE, FOREIGN KEY, CHECK.
//
//   schema::ForeignKey{.columns = {"artist_id"}, .referred_table = "artists", .referred_columns =
//   {"id"}}
//
// A constraint without a name has an empty one. Whether it stood beside its column or at the end of
// the table makes no difference to a database, so it makes none here.

#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <retort/schema/conflict.h>
#include <retort/schema/indexed_column.h>

namespace retort::schema {

struct PrimaryKey {
  std::string name{};
  std::vector<IndexedColumn> columns{};
  /// SQLite's AUTOINCREMENT: a key that was used once is never used again.
  bool autoincrement = false;
  Conflict conflict = Conflict::abort;

  bool operator==(const PrimaryKey&) const;
};

struct Unique {
  std::string name{};
  std::vector<IndexedColumn> columns{};
  Conflict conflict = Conflict::abort;

  bool operator==(const Unique&) const;
};

/// What happens to a row when the row it refers to is deleted or changes its key.
enum class Action { no_action, restrict, cascade, set_null, set_default };

/// The SQL words: "NO ACTION", "CASCADE", ...
std::string_view keyword(Action action);

struct ForeignKey {
  std::string name{};
  std::vector<std::string> columns{};
  std::string referred_table{};
  /// Empty: the primary key of referred_table.
  std::vector<std::string> referred_columns{};
  Action on_delete = Action::no_action;
  Action on_update = Action::no_action;
  /// MATCH; SQLite keeps the word and ignores it. Empty when not said.
  std::string match{};
  bool deferrable = false;
  bool initially_deferred = false;

  bool operator==(const ForeignKey&) const;
};

struct Check {
  std::string name{};
  std::string expression{};

  bool operator==(const Check&) const;
};

}  // namespace retort::schema
