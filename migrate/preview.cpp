#include <retort/migrate/preview.h>

#include <algorithm>

#include <retort/engine/dialect.h>
#include <retort/engine/error.h>
#include <retort/migrate/detail/named_move.h>
#include <retort/migrate/detail/rehearsal.h>
#include <retort/migrate/error.h>
#include <retort/migrate/runner.h>

namespace retort::migrate {

namespace {

// Takes out the checks that a run would not make, and makes the others on the rows that are there. What a person's own SQL or an earlier change
// will have done to them cannot be told, so the checks behind it are left to the run.
class RowChecks {
 public:
  RowChecks(engine::Connection& connection, bool allow_destructive)
      : connection_(connection), allow_destructive_(allow_destructive) {}

  void make(PlannedRevision& revision) {
    const bool may_lose = detail::may_lose(revision.move, allow_destructive_);
    for (Stretch& stretch : revision.stretches) {
      for (const std::string& sql : stretch.around.before) connection_.execute(sql);
      for (const Step& step : stretch.steps) check(step, may_lose, revision);
      for (const std::string& sql : stretch.around.after) connection_.execute(sql);
      if (may_lose) allow_losses(stretch.steps);
    }
  }

 private:
  static bool is_loss(const Step& step) { return step.kind == Step::Kind::loss; }

  static void allow_losses(std::vector<Step>& steps) {
    std::vector<Step> left;
    for (const Step& step : steps)
      if (std::optional<Step> rest = where_losses_are_allowed(step))
        left.push_back(std::move(*rest));
    steps = std::move(left);
  }

  // A loss is looked at, too, where it is allowed: lint tells it.
  void check(const Step& step, bool may_lose, PlannedRevision& revision) {
    if (step.is_own) rows_may_change_ = true;
    if (rows_may_change_ || !is_check(step)) return;
    const bool is_allowed = may_lose && is_loss(step);
    if (is_allowed && step.code.empty()) return;
    Probe probe{step.code, step.subject};
    try {
      execute(connection_, {.steps = {step}});
      if (!step.code.empty()) revision.probes.push_back(std::move(probe));
    } catch (const RowsFound& found) {
      probe.found = found.rows();
      if (!step.code.empty()) revision.probes.push_back(std::move(probe));
      if (!is_allowed) revision.obstacles.push_back(found.what());
    } catch (const engine::DatabaseError&) {
      // It looks at what is not there yet.
    }
  }

  engine::Connection& connection_;
  bool allow_destructive_;
  bool rows_may_change_ = false;
};

}  // namespace

std::string terminated(std::string_view sql) {
  const std::size_t line = sql.rfind('\n') + 1;
  const bool may_end_in_comment = sql.substr(line).find("--") != sql.npos;
  return std::string(sql) + (may_end_in_comment ? "\n;" : ";");
}

bool is_check(const Step& step) {
  return step.kind == Step::Kind::must_be_empty || step.kind == Step::Kind::loss;
}

std::size_t Preview::statements() const {
  std::size_t count = 0;
  for (const PlannedRevision& revision : revisions)
    for (const Stretch& stretch : revision.stretches) count += stretch.steps.size();
  return count - checks();
}

std::size_t Preview::checks() const {
  std::ptrdiff_t count = 0;
  for (const PlannedRevision& revision : revisions)
    for (const Stretch& stretch : revision.stretches)
      count += std::ranges::count_if(stretch.steps, is_check);
  return static_cast<std::size_t>(count);
}

bool Preview::has_obstacles() const {
  return std::ranges::any_of(
      revisions, [](const PlannedRevision& revision) { return !revision.obstacles.empty(); });
}

Preview Runner::preview(Direction direction, std::string_view identifier,
                        const RunOptions& options) {
  const bool exists = engine_.exists();
  engine::Connection scratch = engine_.scratch();
  engine::Connection connection = exists ? engine_.connect() : engine_.scratch();
  if (exists) detail::planner_of(scratch).copy_schema(connection, scratch);
  const std::vector<std::string> rows = versions_.rows(connection);
  if (direction == Direction::upgrade) require_scripts(connection, rows);
  const Graph& graph = graph_for(connection, rows);
  const std::vector<Move> moves = direction == Direction::upgrade
                                      ? graph.upgrade_path(rows, identifier)
                                      : graph.downgrade_path(rows, identifier);
  const detail::OfflineDialect& offline = detail::planner_of(scratch).offline();
  Preview preview{.begin = std::string(offline.begin()),
                  .text_of = [&offline, &dialect = engine_.dialect()](const Step& step) {
                    return detail::inlined(offline, dialect, step);
                  }};
  detail::Rehearsal rehearsal(scratch, versions_, history_,
                              {.rows = exists ? &connection : nullptr}, options.context.tag);
  RowChecks checks(connection, options.allow_destructive);
  for (const Move& move : moves) {
    detail::named(move, [&] { require_functions(detail::operations_of(move), options.functions); });
    preview.revisions.push_back(rehearsal.run(move));
    checks.make(preview.revisions.back());
  }
  return preview;
}

}  // namespace retort::migrate
