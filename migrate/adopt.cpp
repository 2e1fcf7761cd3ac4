#include <retort/migrate/detail/adopt.h>
#include <retort/migrate/detail/database_planner.h>
#include <retort/migrate/error.h>

namespace retort::migrate::detail {

Adopted adopt(const engine::Dialect& dialect, std::string_view sql, bool transaction) {
  if (const DatabasePlanner* planner = find_planner(dialect.name()))
    return planner->adopt(sql, transaction);
  throw MigrateError("this build cannot migrate databases of the kind " +
                     std::string(dialect.name()));
}

}  // namespace retort::migrate::detail
