// detail::KeyColumns: a foreign key with its columns looked up, and its values in rows.

#pragma once

#include <vector>

#include <retort/orm/detail/column_set.h>
#include <retort/orm/object/instance.h>
#include <retort/orm/object/key_values.h>
#include <retort/schema/constraint.h>

namespace retort::orm::detail {

struct KeyColumns {
  KeyColumns(const Mapper& child_mapper, const MappedForeignKey& foreign_key);

  const MappedForeignKey* key;
  const Mapper* child;
  const Mapper* target;
  /// In the table that refers, and in the one that is referred to.
  std::vector<const MappedColumn*> from;
  std::vector<const MappedColumn*> to;
  ColumnSet from_set;
  /// Those of its columns that may be NULL; one of them at NULL, and it refers to nothing.
  ColumnSet nullable;
  /// What the schema says of it: ON DELETE, ON UPDATE, DEFERRABLE.
  const schema::ForeignKey* declared;
};

/// Empty when one of them is NULL or was not given.
KeyValues values_in(const std::vector<const MappedColumn*>& columns, const void* entity);
/// The same of what the row of an object has.
KeyValues stored_values_in(const std::vector<const MappedColumn*>& columns,
                           const Instance& instance);

}  // namespace retort::orm::detail
