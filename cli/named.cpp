#include <algorithm>

#include <retort/cli/detail/named.h>
#include <retort/migrate/error.h>

namespace retort::cli::detail {

Named named(Context& context, const std::vector<std::string>& identifiers) {
  const bool of_database = std::ranges::any_of(identifiers, [](const std::string& identifier) {
    return migrate::depends_on_rows(identifier);
  });
  std::vector<std::string> rows;
  if (of_database) rows = context.rows();
  Named result{of_database ? context.database_graph() : context.graph()};
  for (const std::string& identifier : identifiers) {
    const auto found = result.graph.resolve_all(identifier, rows);
    if (found.empty()) throw migrate::MigrateError("\"" + identifier + "\" is no revision here");
    for (const migrate::Revision* revision : found)
      if (std::ranges::find(result.revisions, revision) == result.revisions.end())
        result.revisions.push_back(revision);
  }
  return result;
}

}  // namespace retort::cli::detail
