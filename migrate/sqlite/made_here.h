// What a list of operations has made itself: nobody can miss values that were not there before it.

#pragma once

#include <map>
#include <set>
#include <string>

#include <retort/migrate/operation.h>
#include <retort/schema/name.h>

namespace retort::migrate::sqlite {

class MadeHere {
 public:
  /// Each operation in turn, when it has been planned.
  void note(const Operation& operation);

  bool has_table(const std::string& table) const { return tables_.contains(table); }
  /// Also where its whole table was made here.
  bool has_column(const std::string& table, const std::string& column) const;

 private:
  using Names = std::set<std::string, schema::NameLess>;
  Names tables_;
  /// By table.
  std::map<std::string, Names, schema::NameLess> columns_;
};

}  // namespace retort::migrate::sqlite
