// The revisions that a command's arguments name.

#pragma once

#include <string>
#include <vector>

#include <retort/cli/detail/context.h>

namespace retort::cli::detail {

/// The revisions of several identifiers, each once; the database is asked where one of them says
/// `current`. Throws MigrateError where there are none.
std::vector<const migrate::Revision*> named(Context& context,
                                            const std::vector<std::string>& identifiers);

}  // namespace retort::cli::detail
