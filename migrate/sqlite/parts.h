// Part: a run of operations that can be planned together.
//
//   parts({add_column, execute, execute, rename_table, alter_column})
//   // batch {add_column}, own_sql {execute, execute}, renames {rename_table}, batch {alter_column}
//
// Behind a person's own SQL the schema may be any, and behind a rename SQLite has rewritten views,
// triggers and expressions. So what follows either has to look at the schema again.

#pragma once

#include <cstddef>
#include <vector>

#include <retort/migrate/operation.h>

namespace retort::migrate::sqlite {

struct Part {
  enum class Kind { batch, renames, own_sql } kind = Kind::batch;
  /// Those of a batch or of renames.
  std::vector<Operation> changes{};
  /// Those of own_sql, which may hold many rows and are not copied.
  std::vector<const Operation*> own{};
};

/// An operation that renames a column and does more to it is two. `operations` must outlive the
/// result.
std::vector<Part> parts(const std::vector<Operation>& operations);

/// Whether a part behind the n-th is known to rebuild a table, whatever the schema will be then.
bool is_rebuild_ahead(const std::vector<Part>& parts, std::size_t n);

}  // namespace retort::migrate::sqlite
