// The change of a table by an edit of its stored text: nothing is copied, and it takes as long for ten
// million rows as for ten, but for the checks that rows have to pass first.

#pragma once

#include <string>
#include <vector>

#include <retort/engine/dialect.h>
#include <retort/migrate/planner.h>
#include <retort/migrate/sqlite/edit_probe.h>
#include <retort/migrate/sqlite/table_change.h>

namespace retort::migrate::sqlite {

struct SchemaEdit {
  /// Where they are none, the edit cannot be made.
  std::vector<Step> steps{};
  /// Why it cannot: "rows get new values in year".
  std::string obstacle{};
};

/// For a table that is there before and after; `now` is the schema. The rows have been checked by then.
SchemaEdit edit_schema(const TableChange& change, const schema::Metadata& now,
                       const engine::Dialect& dialect, EditProbe& probe);

}  // namespace retort::migrate::sqlite
