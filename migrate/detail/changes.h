// What a diff has found so far, each change at its place in the order of the whole.

#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include <retort/migrate/operation.h>

namespace retort::migrate::detail {

/// The order in which changes are made. What uses an object goes before it, comes after it.
enum class Stage {
  drop_triggers,
  drop_views,
  drop_virtual_tables,
  drop_indexes,
  rename_tables,
  rename_columns,
  drop_foreign_keys,
  create_tables,
  alter_tables,
  add_foreign_keys,
  /// Late, so that expressions that fill new columns can still read them.
  drop_tables,
  create_virtual_tables,
  create_indexes,
  create_views,
  create_triggers,
  count
};

class Changes {
 public:
  void add(Stage stage, Operation operation);
  std::vector<Operation> in_order() const;

 private:
  std::array<std::vector<Operation>, static_cast<std::size_t>(Stage::count)> stages_;
};

}  // namespace retort::migrate::detail
