// Answers, seen from the other side.

#pragma once

#include <retort/migrate/diff.h>

namespace retort::migrate::detail {

/// The renames turned around, for the way back to `before`, the schema that they were given for, and the
/// fill values of columns that it has.
Answers inverse(const Answers& answers, const schema::Metadata& before);

}  // namespace retort::migrate::detail
