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
#include <retort/orm/mapping/mapper.h>
#include <retort/orm/object/instance.h>

namespace retort::orm::detail {

/// A row that changed, and where. No column where only a version or an on_update_with<> is written,
/// since it changed in another one of its tables.
struct Change {
  Instance* instance;
  ColumnSet columns;
};

/// What a flush has to do in one table: the objects of all models that have rows in it.
struct TableWork {
  /// Mapper::table_owner().
  const Mapper* mapper;
  std::vector<Change> changed{};
  std::vector<Instance*> added{};
  std::vector<Instance*> removed{};
  /// Those of the objects, each once.
  std::vector<const Mapper*> models{};

  void add_model(const Mapper& model);
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
  /// Where: one of the tables of the object's model.
  const Mapper* table;
  /// Insert and update: written as NULL for now; an update with what they are to be follows. Clear
  /// and park: these columns.
  ColumnSet columns{};
  /// Update: what was found to have changed, which the tables of the flush hold; null where that is to
  /// be found out.
  const Change* change = nullptr;
};

/// The foreign keys of rows of a model that lie in the table.
std::vector<const MappedForeignKey*> keys_in(const Mapper& model, const Mapper& table);

/// The tables with each one after those that its foreign keys refer to.
std::vector<TableWork> in_key_order(std::vector<TableWork> tables);

/// `tables` are in key order. Throws SessionError where rows need each other first and no foreign
/// key among them may be NULL.
std::vector<Step> plan_flush(const std::vector<TableWork>& tables);

}  // namespace retort::orm::detail
