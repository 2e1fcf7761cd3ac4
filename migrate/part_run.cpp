#include <algorithm>

#include <retort/migrate/detail/dependents.h>
#include <retort/migrate/detail/part_run.h>

namespace retort::migrate::detail {

namespace {

// A column more may be one too many for an INSERT or for a name without its table.
bool may_break_others(const std::vector<Operation>& operations) {
  return !std::ranges::all_of(operations, [](const Operation& operation) {
    return std::holds_alternative<CreateTable>(operation) ||
           std::holds_alternative<CreateIndex>(operation) ||
           std::holds_alternative<CreateView>(operation);
  });
}

}  // namespace

std::optional<Envelope> run_parts(engine::Connection& connection,
                                  const std::vector<Operation>& operations,
                                  const PlanOptions& options, Losses losses,
                                  const Functions* functions, const StatementHooks& hooks,
                                  const BeforePlan& before_plan) {
  std::optional<DependentsWatch> watch;
  if (may_break_others(operations)) watch.emplace(connection);
  const std::unique_ptr<Planning> planning = begin_plan(connection, operations, options);
  while (std::optional<Plan> plan = planning->next()) {
    if (Envelope around = envelope(connection, *plan); !around.before.empty()) return around;
    if (before_plan) before_plan(connection, *plan);
    execute(connection, *plan, losses, functions, hooks);
  }
  if (watch) watch->require_intact();
  return std::nullopt;
}

}  // namespace retort::migrate::detail
