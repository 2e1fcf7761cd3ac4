// A rehearsal: revisions made in a scratch database, for the statements that they would send to one.
//
//   Rehearsal rehearsal(scratch, versions, history);
//   for (const Move& move : moves) const PlannedRevision revision = rehearsal.run(move);
//
// The scratch database has the schema that the real one has before the moves, and no rows; it gets
// none. So statements that change rows only are looked at and not run, and no row of a person's is in
// the way that the real database has or has not. Checks are not made, functions not called.

#pragma once

#include <string>

#include <retort/migrate/detail/database_planner.h>
#include <retort/migrate/detail/transaction_run.h>
#include <retort/migrate/history_table.h>
#include <retort/migrate/preview.h>
#include <retort/migrate/version_table.h>

namespace retort::migrate::detail {

class Rehearsal {
 public:
  /// All must outlive it. `tag` is for the history table.
  Rehearsal(engine::Connection& scratch, const VersionTable& versions, const HistoryTable& history,
            const PlanOptions& options, std::string tag = {});

  /// From now on all revisions are part of one transaction that has this around it.
  void open(const Envelope& around);

  /// Throws as Runner::upgrade does for a script with a mistake in it.
  PlannedRevision run(const Move& move);

 private:
  using Operations = std::vector<Operation>;

  PlannedRevision run(const Move& move, const Operations& operations);
  Stretch in_transaction(PlannedRevision& revision, const Operations& operations);
  std::optional<Envelope> plan(Stretch& stretch, PlannedRevision& revision,
                               const Operations& operations, bool in_envelope);
  Stretch outside(const Operation& operation);
  void add_bookkeeping(Stretch& stretch, const Move& move, std::size_t steps, bool first,
                       bool last);
  void add(Stretch& stretch, Step step);
  bool has_table(const std::string& name);

  engine::Connection& scratch_;
  const DatabasePlanner& planner_;
  const VersionTable& versions_;
  const HistoryTable& history_;
  PlanOptions options_;
  std::string tag_;
};

}  // namespace retort::migrate::detail
