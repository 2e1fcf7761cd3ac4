// A filter, applied to a comparison: what is not looked at is the same on all sides.

#pragma once

#include <retort/migrate/autogenerate.h>

namespace retort::migrate::detail {

/// Moves what the filter does not look at from the database to `others`, and takes it out of models
/// and history. A column that is not looked at is in all of them what it is in the database.
void set_aside(const Filter& filter, Comparison& comparison);

}  // namespace retort::migrate::detail
