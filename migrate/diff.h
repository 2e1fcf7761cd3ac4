// migrate::diff: what has to happen to one schema so that it becomes another.
//
//   std::vector<migrate::Operation> operations = migrate::diff(database, models);
//   if (operations.empty()) ...   // nothing differs
//
// Both schemas have to be in normal form (introspect::normalise); diff never knows where they come
// from. The operations are in an order that works on a database with rows: what uses an object is
// dropped before it, parents are created before children. The result is the same for the same
// input, whatever the order of objects in it. Columns are matched by name; their order in the table
// makes no difference.

#pragma once

#include <map>
#include <string>
#include <vector>

#include <retort/migrate/operation.h>
#include <retort/schema/metadata.h>

namespace retort::migrate {

/// What a person has said about a change that two schemas alone cannot tell.
struct Answers {
  /// Old name to new.
  std::map<std::string, std::string> rename_table{};
  /// "table.column" to the new name of the column; the table by its old name.
  std::map<std::string, std::string> rename_column{};
  /// "table.column" to an SQL expression for the rows that are there; both by their new names. Of a
  /// column that is dropped, by its old names, it is for the way back.
  std::map<std::string, std::string> fill{};
  /// Tables and "table.column"s that may be dropped although they look renamed.
  std::vector<std::string> drop{};
  /// Whether all renames of tables, of columns are told: what only looks like one is none.
  bool all_table_renames = false;
  bool all_column_renames = false;
};

std::vector<Operation> diff(const schema::Metadata& before, const schema::Metadata& after,
                            const Answers& answers = {});

/// The two schemas as DDL, side by side as a unified diff; empty when they are the same. `colour`
/// adds terminal escapes. The names stand at the top.
std::string unified_diff(const schema::Metadata& before, const schema::Metadata& after,
                         bool colour = false, const std::string& before_name = "database",
                         const std::string& after_name = "models");

}  // namespace retort::migrate
