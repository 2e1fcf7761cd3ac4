// Answers, seen from the other side.

#pragma once

#include <retort/migrate/diff.h>

namespace retort::migrate::detail {

/// The renames turned around, for the way back to `before`, the schema that they were given for. Fill
/// values are for the way there only.
Answers inverse(const Answers& answers, const schema::Metadata& before);

}  // namespace retort::migrate::detail
