#include <algorithm>

#include <retort/migrate/detail/database_planner.h>
#include <retort/migrate/detail/early_look.h>
#include <retort/migrate/preview.h>

namespace retort::migrate::detail {

namespace {

// Such as need no planning to know that no row is in their way.
bool meets_no_row(const Operation& operation) {
  if (const auto* add = std::get_if<AddColumn>(&operation))
    return add->column.nullable && add->fill.empty();
  if (const auto* index = std::get_if<CreateIndex>(&operation)) return !index->index.unique;
  return std::holds_alternative<CreateTable>(operation) ||
         std::holds_alternative<CreateView>(operation) ||
         std::holds_alternative<DropView>(operation) ||
         std::holds_alternative<CreateTrigger>(operation) ||
         std::holds_alternative<DropTrigger>(operation) ||
         std::holds_alternative<CreateVirtualTable>(operation);
}

// A person's own SQL stands in a part by itself, and nobody knows of it what to look at.
bool is_worth_planning(const std::vector<Operation>& operations) {
  return !operations.empty() && !std::holds_alternative<Execute>(operations.front()) &&
         !std::holds_alternative<Call>(operations.front()) &&
         !std::ranges::all_of(operations, meets_no_row);
}

// Those of the rows have a code; the others are about the connection or about what the steps before
// them made.
bool is_about_rows(const Step& step) { return is_check(step) && !step.code.empty(); }

}  // namespace

EarlyLook::EarlyLook(engine::Connection& connection, const std::vector<Operation>& operations,
                     Losses losses, const StatementHooks& hooks, bool may_skip) {
  if (!is_worth_planning(operations)) return;
  const std::optional<std::int64_t> mark = planner_of(connection).change_mark(connection);
  // The checks are the same whichever way is taken, so nobody need find out, by reading rows, whether an
  // edit would do.
  const auto plan =
      begin_plan(connection, operations, {.may_edit_schema = false, .rows = &connection})->next();
  if (!plan) return;
  for (const Step& step : plan->steps) {
    if (step.is_own) break;
    if (!is_about_rows(step)) continue;
    execute(connection, {.steps = {step}}, losses, nullptr, hooks);
    passed_.insert(step.sql);
  }
  if (may_skip) mark_ = mark;
}

void EarlyLook::leave_out_of(Plan& plan, engine::Connection& connection) const {
  if (!mark_ || passed_.empty() || planner_of(connection).change_mark(connection) != mark_) return;
  std::erase_if(plan.steps, [&](const Step& step) {
    return is_about_rows(step) && passed_.contains(step.sql);
  });
}

}  // namespace retort::migrate::detail
