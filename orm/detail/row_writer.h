// detail::RowWriter: INSERT, UPDATE and DELETE of single rows.

#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include <retort/engine/connection.h>
#include <retort/orm/object/instance.h>

namespace retort::orm::detail {

using Columns = std::vector<const MappedColumn*>;

class RowWriter {
 public:
  explicit RowWriter(engine::Connection& connection) : connection_(connection) {}

  /// Fills in the key and the defaults that the database made.
  void insert(const Mapper& mapper, void* entity);
  /// Both throw StaleObjectError when there is no row of that key.
  void update(const Instance& instance, const Columns& columns);
  void erase(const Instance& instance);

 private:
  /// The INSERT of the row before, which the next row of the same shape runs again.
  struct Insert {
    const Mapper* mapper;
    Columns columns;
    Columns returned;
    engine::Statement statement;
  };
  Insert& prepare_insert(const Mapper& mapper, Columns columns, Columns returned);

  engine::Connection& connection_;
  std::optional<Insert> insert_;
};

}  // namespace retort::orm::detail
