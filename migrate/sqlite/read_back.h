// What a plan has made of its tables, read back from the database and compared with what it was meant to
// make.

#pragma once

#include <vector>

#include <retort/engine/connection.h>
#include <retort/schema/table.h>

namespace retort::migrate::sqlite {

class ReadBack {
 public:
  /// A table that the plan changes, in the form that it is to have.
  void expect(const schema::Table& table) { tables_.push_back(table); }

  /// When the plan has run. Throws MigrateError that says what is different.
  void verify(engine::Connection& connection);

 private:
  std::vector<schema::Table> tables_;
};

}  // namespace retort::migrate::sqlite
