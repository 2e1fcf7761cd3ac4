// detail::UnitOfWork: one flush. Finds what changed, orders it by the foreign keys, and writes it.
//
// Tables come in the order of their foreign keys, so that no row is inserted before the one that it
// refers to; within a table first the updates by key, then the inserts in the order of add(). Rows
// of one table that refer to each other are inserted parents first. Deletes come last, children
// first.

#pragma once

#include <unordered_set>
#include <vector>

#include <retort/orm/detail/row_writer.h>
#include <retort/orm/object/instance.h>

namespace retort::orm::detail {

class UnitOfWork {
 public:
  explicit UnitOfWork(SessionCore& session);

  bool empty() const { return pending_.empty() && changed_.empty() && removed_.empty(); }
  /// The values that changed since they were loaded or added.
  void validate();
  void run();

 private:
  using Instances = std::vector<Instance*>;

  std::vector<const Mapper*> tables_in_order() const;
  void save(Instance& instance);
  void insert(Instance& instance);
  void update(Instance& instance);
  void erase(Instance& instance);

  SessionCore& session_;
  /// While run() runs.
  RowWriter* writer_ = nullptr;
  Instances pending_;
  Instances changed_;
  Instances removed_;
  std::unordered_set<const Instance*> begun_;
  std::unordered_set<const Instance*> done_;
};

}  // namespace retort::orm::detail
