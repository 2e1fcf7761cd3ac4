// detail::plan_flush: in which order a flush writes its rows.
//
// The usual order needs no thought: the tables by their foreign keys, so that no row is inserted
// before the one that it refers to; in a table first the updates by key, then the inserts in the
// order of add(); deletes last, children first. Where that is not enough, because rows of a table
// refer to each other or a row takes a unique value that another one gives up, the rows are put into
// an order one by one (detail/flush_graph.h).

#pragma once

#include <vector>

#include <retort/orm/detail/column_set.h>
#include <retort/orm/object/instance.h>

namespace retort::orm::detail {

/// A row that changed, and where.
struct Change {
  Instance* instance;
  ColumnSet columns;
};

/// What a flush has to do in one table.
struct TableWork {
  const Mapper* mapper;
  std::vector<Change> changed{};
  std::vector<Instance*> added{};
  std::vector<Instance*> removed{};
};

struct Step {
  enum class Kind {
    insert,
    update,
    erase,
    /// Columns of a row that will be written or deleted later are set to NULL, or to a value that
    /// nobody has, so that nothing is in the way.
    clear,
    park
  };
  Kind kind;
  Instance* instance;
  /// Insert and update: written as NULL for now; an update with what they are to be follows. Clear
  /// and park: these columns.
  ColumnSet columns{};
};

/// The tables with each one after those that its foreign keys refer to.
std::vector<TableWork> in_key_order(std::vector<TableWork> tables);

/// `tables` are in key order. Throws SessionError where rows need each other first and no foreign
/// key among them may be NULL.
std::vector<Step> plan_flush(const std::vector<TableWork>& tables);

}  // namespace retort::orm::detail
