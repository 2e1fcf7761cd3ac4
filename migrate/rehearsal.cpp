#include <retort/migrate/detail/rehearsal.h>

#include <retort/engine/dialect.h>
#include <retort/engine/error.h>
#include <retort/migrate/detail/dependents.h>
#include <retort/migrate/detail/named_move.h>
#include <retort/migrate/detail/outside.h>
#include <retort/migrate/detail/utc.h>
#include <retort/migrate/error.h>

namespace retort::migrate::detail {

Rehearsal::Rehearsal(engine::Connection& scratch, const VersionTable& versions,
                     const HistoryTable& history, const PlanOptions& options, std::string tag)
    : scratch_(scratch),
      planner_(planner_of(scratch)),
      versions_(versions),
      history_(history),
      options_(options),
      tag_(std::move(tag)) {}

void Rehearsal::open(const Envelope& around) {
  for (const std::string& sql : around.before) scratch_.execute(sql);
  options_.suspended = true;
}

PlannedRevision Rehearsal::run(const Move& move) {
  const Operations operations = operations_of(move);
  PlannedRevision revision;
  named(move, [&] {
    check(scratch_, operations);
    revision = run(move, operations);
  });
  return revision;
}

PlannedRevision Rehearsal::run(const Move& move, const Operations& operations) {
  PlannedRevision revision{.move = move};
  for (std::size_t from = 0;;) {
    const std::size_t to = next_outside(operations, from);
    Operations part;
    Stretch stretch = in_transaction(revision, group(operations, from, to, part));
    const bool last = to == operations.size();
    add_bookkeeping(stretch, move, to, from == 0, last);
    revision.stretches.push_back(std::move(stretch));
    if (last) return revision;
    revision.stretches.push_back(outside(operations[to]));
    from = to + 1;
  }
}

Stretch Rehearsal::in_transaction(PlannedRevision& revision, const Operations& operations) {
  Stretch stretch;
  run_in_transaction(scratch_, [&](const PlanOptions& planned) -> std::variant<End, Envelope> {
    stretch.steps.clear();
    if (auto around = plan(stretch, revision, operations, planned.suspended)) {
      stretch.around = *around;
      return *around;
    }
    return End::commit;
  });
  return stretch;
}

std::optional<Envelope> Rehearsal::plan(Stretch& stretch, PlannedRevision& revision,
                                        const Operations& operations, bool in_envelope) {
  DependentsWatch watch(scratch_);
  PlanOptions options = options_;
  options.suspended = options.suspended || in_envelope;
  const std::unique_ptr<Planning> planning = begin_plan(scratch_, operations, options);
  while (std::optional<Plan> plan = planning->next()) {
    if (Envelope around = envelope(scratch_, *plan); !around.before.empty()) return around;
    for (Step& step : plan->steps) add(stretch, std::move(step));
  }
  try {
    watch.require_intact();
  } catch (const DecisionNeeded& broken) {
    revision.obstacles.push_back(broken.what());
  }
  return std::nullopt;
}

// Planned alone, which parts a script into its statements.
Stretch Rehearsal::outside(const Operation& operation) {
  Stretch stretch{.transaction = false};
  const Operations alone = {operation};
  const std::unique_ptr<Planning> planning = begin_plan(scratch_, alone);
  while (std::optional<Plan> plan = planning->next())
    for (Step& step : plan->steps) add(stretch, std::move(step));
  return stretch;
}

void Rehearsal::add_bookkeeping(Stretch& stretch, const Move& move, std::size_t steps, bool first,
                                bool last) {
  const engine::Dialect& dialect = scratch_.dialect();
  if (last)
    for (Step& step : versions_.statements(dialect, move.rows_before, move.rows_after,
                                           !has_table(versions_.name())))
      add(stretch, std::move(step));
  const auto done = static_cast<std::int64_t>(steps);
  if (!first) return add(stretch, history_.ending(dialect, done, last ? utc_text() : ""));
  if (!has_table(history_.name())) add(stretch, history_.creation(dialect));
  HistoryEntry entry = begin_entry(move);
  if (last) entry.finished = entry.started;
  entry.steps = done;
  entry.tag = tag_;
  add(stretch, history_.addition(dialect, entry));
}

void Rehearsal::add(Stretch& stretch, Step step) {
  if (step.kind == Step::Kind::run || step.kind == Step::Kind::copy) {
    if (planner_.is_about_rows(step.sql))
      scratch_.prepare(step.sql);
    else
      scratch_.execute(step.sql, step.parameters);
  }
  stretch.steps.push_back(std::move(step));
}

bool Rehearsal::has_table(const std::string& name) {
  const engine::Value parameter = name;
  return scratch_.scalar(scratch_.dialect().table_exists(), {&parameter, 1}).has_value();
}

}  // namespace retort::migrate::detail
