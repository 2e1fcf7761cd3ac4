// detail::StoredRow: values in the forms in which the database takes them, one after the other.
//
//   column.codec->store(row, column.in(entity));
//   statement.bind_cells(1, row.cells());
//
// Texts and blobs of the entity are not copied, so that it has to live as long as the cells are used;
// forms that are made on the spot (a user's own type as text) are kept here. A row that is cleared and
// used again allocates nothing.

#pragma once

#include <forward_list>
#include <span>
#include <string>
#include <vector>

#include <retort/engine/statement.h>
#include <retort/engine/value.h>

namespace retort::orm::detail {

class StoredRow {
 public:
  StoredRow();
  StoredRow(const StoredRow&) = delete;
  StoredRow& operator=(const StoredRow&) = delete;
  ~StoredRow();

  void null();
  void add(std::int64_t number);
  void add(double number);
  /// An lvalue lives in the entity; a temporary has to be kept.
  void add(const std::string& text);
  void add(const engine::Blob& blob);
  void add(const engine::Value& value);
  void add(std::string&& text);
  void add(engine::Blob&& blob);
  void add(engine::Value&& value);

  /// Until more is added.
  std::span<const engine::Cell> cells() const { return cells_; }
  void clear();

 private:
  std::vector<engine::Cell> cells_;
  /// Each stays in its place, since a cell points at it.
  std::forward_list<engine::Value> kept_;
};

/// What points into the value.
engine::Cell cell_of(const engine::Value& value);

}  // namespace retort::orm::detail
