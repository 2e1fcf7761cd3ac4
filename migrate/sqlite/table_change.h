// TableChange: all that one batch of operations does to one table.
//
// A batch is a run of operations without renames and without a person's own SQL in between, so a
// table's name is the same all through it.

#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <retort/engine/dialect.h>
#include <retort/migrate/operation.h>
#include <retort/schema/name.h>

namespace retort::migrate::sqlite {

struct TableChange {
  struct Part {
    const Operation* operation;
    /// Where it stands in the batch.
    std::size_t position;
    /// The table just before it.
    schema::Table table;
  };

  /// As the batch finds it; nothing when the batch makes it.
  std::optional<schema::Table> before;
  /// As the batch leaves it; where it drops it, as it was until then.
  schema::Table after;
  bool dropped = false;
  std::vector<Part> parts;

  /// Columns of `after` that are also columns of `before`, and have been all the time.
  std::vector<std::string> carried;
  /// Expressions for rows that are there, by the name of the column in `after`.
  std::map<std::string, std::string, schema::NameLess> fills;

  bool is_carried(std::string_view column) const;
  /// The operations as a list for a person.
  std::string reason() const;
};

/// The changes of a batch in the order in which they begin. `metadata` is the schema before it, and
/// after the call the schema after it. Throws MigrateError for an operation that does not fit.
/// The types of what results are the dialect's words.
std::vector<TableChange> collect_changes(const std::vector<Operation>& batch,
                                         schema::Metadata& metadata,
                                         const engine::Dialect& dialect);

}  // namespace retort::migrate::sqlite
