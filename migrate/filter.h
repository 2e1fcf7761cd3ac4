// migrate::Filter: what autogenerate and check look at.
//
//   [autogenerate]
//   exclude = ["tmp_*", "index:ix_legacy_*", "column:*.internal"]
//
// Patterns have `*` and `?`; letters match in either case. One without a kind means tables, views and
// virtual tables. Of a schema that is not looked at, nothing is; SQLite's file is the schema `main`. What hangs on a table that is not looked at, its indexes and triggers, is not looked
// at either; apart from that, indexes, triggers and columns ("table.column") are looked at unless a
// pattern of their kind says otherwise. `exclude` is stronger than `include`.

#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace retort::migrate {

struct Filter {
  /// Empty, or without a pattern of its kind: everything.
  std::vector<std::string> include{};
  std::vector<std::string> exclude{};

  bool empty() const { return include.empty() && exclude.empty(); }
};

enum class FilterKind { schema, table, view, trigger, index, column };

bool looks_at(const Filter& filter, FilterKind kind, std::string_view name);

/// What is wrong with a pattern; empty for nothing. A word before a colon has to be a kind.
std::string fault_of_pattern(std::string_view pattern);

}  // namespace retort::migrate
