#include <algorithm>

#include <retort/cli/detail/named.h>
#include <retort/migrate/error.h>

namespace retort::cli::detail {

std::vector<const migrate::Revision*> named(Context& context,
                                            const std::vector<std::string>& identifiers) {
  const migrate::Graph& graph = context.graph();
  std::vector<std::string> rows;
  if (std::ranges::any_of(identifiers, [](const std::string& identifier) {
        return migrate::depends_on_rows(identifier);
      }))
    rows = context.rows();
  std::vector<const migrate::Revision*> result;
  for (const std::string& identifier : identifiers) {
    const auto found = graph.resolve_all(identifier, rows);
    if (found.empty()) throw migrate::MigrateError("\"" + identifier + "\" is no revision here");
    for (const migrate::Revision* revision : found)
      if (std::ranges::find(result, revision) == result.end()) result.push_back(revision);
  }
  return result;
}

}  // namespace retort::cli::detail
