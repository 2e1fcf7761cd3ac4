// How much there is to do for an index, for those who show progress.

#pragma once

#include <retort/migrate/planner.h>

namespace retort::migrate::sqlite {

/// Gives a step that creates an index its `extent`: the rows, and how often SQLite looks up from the work
/// (engine::Watch) until it is through. Other steps stay as they are.
void tell_work(Step& step);

}  // namespace retort::migrate::sqlite
