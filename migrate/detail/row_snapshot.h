// The rows of a database, kept to be compared with what they are later.
//
//   const RowSnapshot before(connection, metadata);
//   ...                                                // operations run
//   before.difference(RowSnapshot(connection, metadata), TouchedColumns().note(up).note_own(down));

#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <retort/engine/connection.h>
#include <retort/migrate/operation.h>
#include <retort/schema/metadata.h>
#include <retort/schema/name.h>

namespace retort::migrate::detail {

/// The columns whose values operations may change, by the names that they had before the first one.
class TouchedColumns {
 public:
  TouchedColumns& note(const std::vector<Operation>& operations);
  /// Only what a person's own SQL and rows do: the rest of these operations may change nothing that was
  /// there before the first ones.
  TouchedColumns& note_own(const std::vector<Operation>& operations);
  bool has(const std::string& table, const std::string& column) const;

 private:
  using Column = std::pair<std::string, std::string>;

  void note(const Operation& operation);
  std::string table_before(const std::string& table) const;
  Column before(const std::string& table, const std::string& column) const;

  /// Names now, and what they were.
  std::map<std::string, std::string, schema::NameLess> tables_;
  std::map<Column, std::string> columns_;
  std::set<std::string, schema::NameLess> whole_;
  std::set<Column> touched_;
  /// A person's own SQL or function may change any.
  bool everything_ = false;
};

class RowSnapshot {
 public:
  RowSnapshot(engine::Connection& connection, const schema::Metadata& metadata);

  /// What has become of the rows, in words, in the columns that are there on both sides and are not
  /// touched; empty where they are the same.
  std::string difference(const RowSnapshot& after, const TouchedColumns& touched) const;

 private:
  struct Rows {
    std::vector<std::string> columns{};
    std::vector<std::vector<std::string>> values{};

    std::multiset<std::vector<std::string>> of(const std::vector<std::string>& columns) const;
  };
  std::map<std::string, Rows, schema::NameLess> tables_;
};

}  // namespace retort::migrate::detail
