// Several renames at once, of tables or of the columns of one table.

#pragma once

#include <string>
#include <vector>

namespace retort::migrate::detail {

struct Rename {
  std::string from;
  std::string to;
};

/// An order in which each new name is free when it is given; `names` are all that there are. Names
/// may move in a circle, or to where an object stands that is about to be dropped: such a one steps
/// aside first, to `_retort_old_NAME`.
std::vector<Rename> in_possible_order(std::vector<Rename> wanted, std::vector<std::string> names);

}  // namespace retort::migrate::detail
