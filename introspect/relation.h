// introspect::read_relation: what the rows of a table, a view or a virtual table look like to a program
// that reads them.
//
//   introspect::Relation albums = introspect::read_relation(connection, "albums");
//   albums.columns[0].holds   // Holds::integer
//
// The declared type says what a column should hold; where rows are there, they say what it does hold.
// SQLite stores anything anywhere, and a program that trusts the type alone fails at the row that does not
// keep to it. So all rows of a table are read once, and the first thousand of a view.
//
// Throws engine::DatabaseError where the relation cannot be read: a view of a table that is gone, a
// module that is not there. Changes nothing.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <retort/engine/connection.h>
#include <retort/schema/type.h>

namespace retort::introspect {

/// What a value of a column is. A date, a time or both are text in the form that models read
/// (orm/types/date_time.h); `any` is of several kinds.
enum class Holds { integer, real, text, bytes, boolean, date, time, date_time, any };

struct RelationColumn {
  std::string name{};
  schema::Type type{};
  /// Always true in a view: nobody says otherwise.
  bool nullable = true;
  Holds holds = Holds::any;
  /// The rows are not all what the type says.
  bool unlike_type = false;
};

struct Relation {
  std::string name{};
  /// Without the hidden columns of virtual tables.
  std::vector<RelationColumn> columns{};
};

Relation read_relation(engine::Connection& connection, std::string_view name);

}  // namespace retort::introspect
