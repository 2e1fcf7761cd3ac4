// detail::UpdateBatch: changed rows of one table on their way there. Rows of which the same columns
// changed are written many at once, which takes three quarters of the time.
//
//   UpdateBatch batch(writer, mapper);
//   if (!batch.takes(columns)) batch.write();
//   batch.add(instance, columns);

#pragma once

#include <vector>

#include <retort/orm/detail/row_writer.h>

namespace retort::orm::detail {

class UpdateBatch {
 public:
  /// The model has one table.
  UpdateBatch(RowWriter& writer, const Mapper& mapper);

  /// Rows of which these columns changed may be written together: nothing is read back, no version is
  /// counted, and nothing else has to follow the change.
  bool may_go_together(const ColumnSet& columns) const;

  bool empty() const { return instances_.empty(); }
  /// One more row of that kind can go with those that wait.
  bool takes(const ColumnSet& columns) const {
    return empty() || (!is_full() && columns == columns_);
  }
  void add(Instance& instance, const ColumnSet& columns);
  /// Writes what waits. Rows that the database refuses together are written one by one, so that the
  /// error is about the row that is wrong.
  void write();
  const ColumnSet& columns() const { return columns_; }
  /// Which of those that waited an error was about.
  std::size_t failed() const { return current_; }

 private:
  bool is_full() const { return instances_.size() == RowWriter::rows_at_once; }
  bool write_together();

  RowWriter& writer_;
  const Mapper& mapper_;
  bool table_allows_it_;
  /// That other rows refer to, or that have the row's place in the session.
  ColumnSet followed_;
  ColumnSet columns_;
  std::vector<Instance*> instances_;
  std::size_t current_ = 0;
};

}  // namespace retort::orm::detail
