// Rows for the tables of a scratch database, so that a revision can be tried on some.
//
//   RowGenerator(connection, introspect::introspect(connection)).fill(10);
//
// Values are of their columns' types, differ from row to row, refer to rows that are there, and are NULL
// now and then where that is allowed. What a CHECK wants is guessed from the values that it names. Equal
// schemas get equal rows.

#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <retort/engine/connection.h>
#include <retort/schema/metadata.h>

namespace retort::migrate::detail {

class RowGenerator {
 public:
  /// Both must outlive it.
  RowGenerator(engine::Connection& connection, const schema::Metadata& metadata)
      : connection_(connection), metadata_(metadata) {}

  /// Gives rows to the tables that have none, parents before children. Returns the tables for which
  /// none could be made.
  std::vector<std::string> fill(std::size_t rows);

 private:
  std::vector<const schema::Table*> parents_first() const;
  bool fill(const schema::Table& table, std::size_t rows);
  bool insert(const schema::Table& table, std::size_t row);
  std::vector<engine::Value> values(const schema::Table& table, std::size_t row,
                                    std::size_t attempt);
  void refer(const schema::Table& table, const schema::ForeignKey& key, std::size_t row,
             std::vector<engine::Value>& values);
  bool has_rows(const schema::Table& table);

  engine::Connection& connection_;
  const schema::Metadata& metadata_;
};

}  // namespace retort::migrate::detail
