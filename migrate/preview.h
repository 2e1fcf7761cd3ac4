// migrate::Preview: what a run would send to a database, statement by statement, without sending it.
//
//   const migrate::Preview preview = runner.preview(migrate::Direction::upgrade, "head");
//   for (const migrate::PlannedRevision& revision : preview.revisions)
//     for (const migrate::Stretch& stretch : revision.stretches)
//       for (const migrate::Step& step : stretch.steps) show(preview.text(step));
//
// Planning takes place in a scratch database that has the schema of the real one and no rows. The real
// one is read and not locked: its schema, its version rows, and the rows that checks ask for. What is
// not known is what a C++ function does to the schema: none is called.

#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <retort/migrate/graph.h>
#include <retort/migrate/planner.h>

namespace retort::migrate {

/// One transaction, or what runs outside of one.
struct Stretch {
  bool transaction = true;
  /// What is sent around the transaction.
  Envelope around{};
  /// Without BEGIN and COMMIT. The last ones of a revision move its version rows and write its entry in
  /// the history table.
  std::vector<Step> steps{};
};

/// What a check or loss of a plan finds in the rows that are there. `code` and `subject` are those of the
/// finding of lint's that it decides (lint.h); `found` is empty where it found nothing.
struct Probe {
  std::string code{};
  std::string subject{};
  std::string found{};
};

struct PlannedRevision {
  Move move{};
  std::vector<Stretch> stretches{};
  /// What would stop the run, each as the run would say it, as far as can be told now.
  std::vector<std::string> obstacles{};
  /// Those that could be asked: behind a person's own SQL nobody knows what the rows will be.
  std::vector<Probe> probes{};
};

struct Preview {
  /// In the order of the run. The revisions that their moves point to are the runner's.
  std::vector<PlannedRevision> revisions{};
  /// The first statement of each transaction.
  std::string begin{};

  std::size_t statements() const;
  std::size_t checks() const;
  bool has_obstacles() const;

  /// A statement with its values in it, without a semicolon.
  std::string text(const Step& step) const { return text_of(step); }
  std::function<std::string(const Step&)> text_of{};
};

/// A statement as it stands in a script: with its semicolon, behind a comment at its end, too.
std::string terminated(std::string_view sql);

/// Whether a step looks at rows and changes nothing.
bool is_check(const Step& step);

}  // namespace retort::migrate
