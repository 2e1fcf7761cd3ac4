// detail::UnitOfWork: one flush. Finds what changed, has it ordered (detail/flush_plan.h), and
// writes it. What it did to the objects goes into the session's journal.

#pragma once

#include <exception>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

#include <retort/orm/detail/erased_rows.h>
#include <retort/orm/detail/flush_plan.h>
#include <retort/orm/detail/row_writer.h>
#include <retort/orm/flush_failure.h>
#include <retort/orm/mapping/mapper.h>
#include <retort/orm/object/instance.h>
#include <retort/orm/session_event.h>

namespace retort::orm::detail {

class UnitOfWork {
 public:
  /// `all`: see SessionCore::flush().
  UnitOfWork(SessionCore& session, bool all);

  bool empty() const { return pending_.empty() && changed_.empty() && removed_.empty(); }
  /// The values that changed since they were loaded or added.
  void validate();
  void run();
  /// The objects that have rows now which listeners were told of.
  std::vector<Instance*> written() const;
  /// The row that was being written, for a failure.
  FlushFailure failure(const std::exception& error) const;

 private:
  using Instances = std::vector<Instance*>;

  TableWork& work_of(const Mapper& table);
  void sort_into_tables();
  void take_over_rows();
  void follow_keys();
  void carry_out(const Step& step);
  void insert(const Step& step);
  /// How many of the steps from there on insert rows of one model into its only table.
  std::size_t inserts_from(std::size_t first) const;
  void insert_many(std::span<const Step> steps);
  /// The row is there.
  void inserted(const Step& step);
  void update(const Step& step);
  /// How many of the steps from there on change rows of one model in its only table.
  std::size_t updates_from(std::size_t first) const;
  void update_many(std::span<const Step> steps);
  /// The columns of the step's table that are to be written, after the listeners have had their say;
  /// empty where there is nothing to write.
  std::optional<ColumnSet> begin_update(const Step& step);
  void write_update(const Step& step, const ColumnSet& columns);
  /// The row has the new values.
  void updated(const Step& step, const ColumnSet& columns, const ColumnSet& written);
  void remember_update(const Step& step, const ColumnSet& written);
  void erase(const Step& step);
  void park(const Step& step);
  void expire_what_the_database_changed(Instance& instance);
  void tell(RowEvent event, Instance& instance);
  /// The snapshot is what was written.
  void remember(const Step& step);
  void give_key(Instance& instance, KeyValues key);

  SessionCore& session_;
  /// While run() runs.
  RowWriter* writer_ = nullptr;
  const Step* current_ = nullptr;
  Instances pending_;
  std::vector<Change> changed_;
  Instances removed_;
  std::vector<TableWork> tables_;
  std::vector<Step> steps_;
  /// Of objects of joined models: in how many tables their rows are still to be written.
  struct Updates {
    std::size_t left = 0;
    bool begun = false;
  };
  std::unordered_map<const Instance*, Updates> updates_;
  Updates* updates_of(const Instance& instance);
  /// Columns whose values were put aside: the row gets its own back with its UPDATE.
  std::unordered_map<const Instance*, ColumnSet> parked_;
  ErasedRows erased_;
};

}  // namespace retort::orm::detail
