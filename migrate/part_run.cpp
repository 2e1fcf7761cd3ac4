#include <retort/migrate/detail/dependents.h>
#include <retort/migrate/detail/part_run.h>

namespace retort::migrate::detail {

std::optional<Envelope> run_parts(engine::Connection& connection,
                                  const std::vector<Operation>& operations,
                                  const PlanOptions& options, Losses losses,
                                  const Functions* functions, const StatementHooks& hooks,
                                  const BeforePlan& before_plan) {
  DependentsWatch watch(connection);
  const std::unique_ptr<Planning> planning = begin_plan(connection, operations, options);
  while (std::optional<Plan> plan = planning->next()) {
    if (Envelope around = envelope(connection, *plan); !around.before.empty()) return around;
    if (before_plan) before_plan(connection, *plan);
    execute(connection, *plan, losses, functions, hooks);
  }
  watch.require_intact();
  return std::nullopt;
}

}  // namespace retort::migrate::detail
