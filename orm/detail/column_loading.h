// Reading some columns of an object's row again.

#pragma once

#include <vector>

#include <retort/orm/mapping/mapper.h>
#include <retort/orm/object/instance.h>

namespace retort::orm::detail {

class SessionCore;

/// What is read is no change. Throws StaleObjectError when the row is gone.
void load_columns(SessionCore& session, Instance& instance,
                  const std::vector<const MappedColumn*>& columns);

}  // namespace retort::orm::detail
