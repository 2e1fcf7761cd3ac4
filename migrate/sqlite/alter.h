// What SQLite's own ALTER TABLE can do for a table.

#pragma once

#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

#include <retort/engine/dialect.h>
#include <retort/migrate/planner.h>
#include <retort/migrate/sqlite/table_change.h>

namespace retort::migrate::sqlite {

/// A step with the position in the batch of the operation that it stands for; one operation may take
/// several.
using PlacedStep = std::pair<std::size_t, Step>;

/// Whether ADD COLUMN takes the column, whatever the table is.
bool can_add(const AddColumn& add);

/// What SQLite's ALTER TABLE can do here.
struct AlterAbility {
  /// No broken view or trigger is in the way of DROP COLUMN.
  bool drop_column = true;
  /// SET and DROP NOT NULL, ADD and DROP CONSTRAINT for a CHECK: SQLite 3.53.
  bool constraints = false;
};

/// The statements for a table that is there before and after, when SQLite can do all of the change
/// without a rebuild; nothing when it cannot do even one part, since one rebuild then does them
/// all.
std::optional<std::vector<PlacedStep>> alter(const TableChange& change,
                                             const engine::Dialect& dialect,
                                             const AlterAbility& ability);

}  // namespace retort::migrate::sqlite
