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

  // Each part is written where it stays: a processor waits to copy what was just written in parts.

  void null() { next().storage = engine::Storage::null; }
  void add(std::int64_t number) {
    auto& cell = next();
    cell.storage = engine::Storage::integer;
    cell.integer = number;
  }
  void add(double number) {
    auto& cell = next();
    cell.storage = engine::Storage::real;
    cell.real = number;
  }
  /// An lvalue lives in the entity; a temporary has to be kept.
  void add(const std::string& text) {
    auto& cell = next();
    cell.storage = engine::Storage::text;
    cell.data = text.data();
    cell.size = text.size();
  }
  void add(const engine::Blob& blob);
  void add(const engine::Value& value);
  void add(std::string&& text);
  void add(engine::Blob&& blob);
  void add(engine::Value&& value);

  /// So many more, for the caller to fill in.
  engine::Cell* extend(std::size_t count) {
    while (static_cast<std::size_t>(end_ - next_) < count) grow();
    next_ += count;
    return next_ - count;
  }

  /// Until more is added.
  std::span<const engine::Cell> cells() const { return {cells_.data(), next_}; }
  void clear() {
    next_ = cells_.data();
    if (!kept_.empty()) kept_.clear();
  }

 private:
  engine::Cell& next() {
    if (next_ == end_) grow();
    return *next_++;
  }
  void grow();

  /// From `next_` on they are of an earlier row.
  std::vector<engine::Cell> cells_;
  engine::Cell* next_ = nullptr;
  engine::Cell* end_ = nullptr;
  /// Each stays in its place, since a cell points at it.
  std::forward_list<engine::Value> kept_;
};

/// What points into the value.
engine::Cell cell_of(const engine::Value& value);

}  // namespace retort::orm::detail
