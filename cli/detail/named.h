// The revisions that a command's arguments name.

#pragma once

#include <string>
#include <vector>

#include <retort/cli/detail/context.h>

namespace retort::cli::detail {

struct Named {
  /// The history that they are of; the context's.
  const migrate::Graph& graph;
  std::vector<const migrate::Revision*> revisions{};
};

/// The revisions of several identifiers, each once; the database is asked where one of them says
/// `current`, and then the history is the one that it needs. Throws MigrateError where there are none.
Named named(Context& context, const std::vector<std::string>& identifiers);

}  // namespace retort::cli::detail
