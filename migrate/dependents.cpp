#include <retort/engine/dialect.h>
#include <retort/migrate/detail/database_planner.h>
#include <retort/migrate/detail/dependents.h>
#include <retort/migrate/error.h>

namespace retort::migrate::detail {

namespace {

Dependents dependents(engine::Connection& connection) {
  const DatabasePlanner* planner = find_planner(connection.dialect().name());
  return planner ? planner->dependents(connection) : Dependents{};
}

}  // namespace

DependentsWatch::DependentsWatch(engine::Connection& connection)
    : connection_(connection), before_(dependents(connection)) {}

void DependentsWatch::require_intact() {
  if (before_.empty()) return;
  std::string broken;
  for (const auto& [object, problem] : dependents(connection_)) {
    const auto was = before_.find(object);
    if (problem.empty() || was == before_.end() || !was->second.empty()) continue;
    broken += (broken.empty() ? "" : ", ") + object + " (" + problem + ")";
  }
  if (!broken.empty())
    throw DecisionNeeded("it would break " + broken +
                         "; change or drop what is in the way first, in this revision or, where it "
                         "is somebody else's, by hand");
}

}  // namespace retort::migrate::detail
