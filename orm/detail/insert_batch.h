// detail::InsertBatch: new rows of one table on their way there. Rows of which the same is said are
// inserted many at once, which takes six tenths of the time; the others one by one.
//
//   InsertBatch batch(writer, mapper);
//   if (!batch.takes(shape)) batch.write();
//   batch.add(entity, shape);

#pragma once

#include <optional>
#include <vector>

#include <retort/orm/detail/row_writer.h>

namespace retort::orm::detail {

class InsertBatch {
 public:
  /// The model has one table.
  InsertBatch(RowWriter& writer, const Mapper& mapper);

  bool empty() const { return entities_.empty(); }
  bool is_full() const { return entities_.size() == RowWriter::rows_at_once; }
  /// One more row of that kind can go with those that wait.
  bool takes(const InsertShape& shape) const { return empty() || (!is_full() && shape == shape_); }
  /// The entity is complete, and stays where it is until it is written.
  void add(void* entity, const InsertShape& shape);
  /// Inserts what waits, in its order, and fills in the keys. Rows that the database refuses together
  /// are inserted one by one, so that the error is about the row that is wrong.
  void write();
  /// Which of those that waited an error was about.
  std::size_t failed() const { return current_; }

 private:
  bool goes_together();
  bool write_together();

  RowWriter& writer_;
  const Mapper& mapper_;
  /// Whether the table may be written so, and whether its keys are known then; asked for once.
  std::optional<bool> may_go_together_;
  std::optional<bool> keys_in_order_;
  InsertShape shape_;
  std::vector<void*> entities_;
  std::size_t current_ = 0;
};

}  // namespace retort::orm::detail
