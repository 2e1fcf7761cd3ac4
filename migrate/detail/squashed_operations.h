// What a squashed script does.

#pragma once

#include <string>
#include <vector>

#include <retort/engine/engine.h>
#include <retort/migrate/script.h>

namespace retort::migrate::detail {

/// Fills in the script's lists. `before` are the revisions that the range stands on, `range` those that
/// become one; both oldest first. Returns why the lists are those of all scripts one after the other;
/// nothing where they are the difference of the schemas. Throws MigrateError where the scripts do not
/// run, or what comes out does not prove.
std::string squash_operations(const engine::Engine& engine,
                              const std::vector<const Revision*>& before,
                              const std::vector<const Revision*>& range, Script& script);

}  // namespace retort::migrate::detail
