// How much alike a thing that is gone and a new one are: enough that it may be the same under another
// name.

#pragma once

#include <cstddef>
#include <vector>

#include <retort/schema/table.h>

namespace retort::migrate::detail {

struct Likeness {
  std::size_t gone;
  std::size_t added;
};

/// The pairs that look like renames, the likeliest first, each with its places in the two lists. One
/// object may be in several. The result depends on the lists alone.
std::vector<Likeness> alike_tables(const std::vector<const schema::Table*>& gone,
                                   const std::vector<const schema::Table*>& added);

/// The same for columns of a table that `before` and `after` are the two sides of.
std::vector<Likeness> alike_columns(const std::vector<const schema::Column*>& gone,
                                    const std::vector<const schema::Column*>& added,
                                    const schema::Table& before, const schema::Table& after);

}  // namespace retort::migrate::detail
