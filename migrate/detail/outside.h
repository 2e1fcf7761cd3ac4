// Lists of operations with steps that stand outside of a transaction: they are run in groups, a
// transaction for each, and the step between two of them alone.

#pragma once

#include <cstddef>
#include <vector>

#include <retort/migrate/operation.h>

namespace retort::migrate::detail {

/// The place of the next step that stands outside, or the end of the list.
std::size_t next_outside(const std::vector<Operation>& operations, std::size_t from);

/// The operations in [from, to): the list itself where that is all of it, else a copy in `part`.
const std::vector<Operation>& group(const std::vector<Operation>& operations, std::size_t from,
                                    std::size_t to, std::vector<Operation>& part);

}  // namespace retort::migrate::detail
