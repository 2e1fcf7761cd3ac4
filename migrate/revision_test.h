// migrate::test_revisions: tries each revision of a history up, down and up again, on rows.
//
//   for (const migrate::RevisionTest& test : migrate::test_revisions(engine, graph))
//     if (test.outcome == migrate::RevisionTest::Outcome::failed) complain(test.problem, test.diff);
//
// All of it takes place in scratch databases; of the engine only their kind is used. Tables are filled
// with generated rows that keep their constraints. After each way the schema has to be what it was on
// that side before, the database has to be sound, and rows have to have the values that they had, in
// columns that the scripts do not touch. A revision with SQL or functions of a person's own may change
// any row.

#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include <retort/engine/engine.h>
#include <retort/migrate/functions.h>
#include <retort/migrate/graph.h>

namespace retort::migrate {

struct RevisionTest {
  /// One of the graph's.
  const Revision* revision{};
  enum class Outcome {
    passed,
    /// It has no downgrade; the upgrade was tried.
    irreversible,
    failed,
  } outcome = Outcome::passed;
  /// What went wrong, and at which stop.
  std::string problem{};
  /// The schema that was wanted and the one that is there, as a unified diff; may be empty.
  std::string diff{};
  /// What was not tried, and why.
  std::vector<std::string> notes{};
};

struct TestOptions {
  /// As in Graph::range; empty for all.
  std::string range{};
  /// For each table.
  std::size_t rows = 10;
  /// What scripts call. Without any, calls are passed over.
  Functions functions{};
  /// Told of each revision when it has been tried.
  std::function<void(const RevisionTest&)> tested{};
  /// For the diffs.
  bool colour = false;
};

/// In the order of an upgrade. Ends with the first revision that cannot be upgraded to, since nothing
/// behind it can be tried. Throws MigrateError for scripts that cannot be read.
std::vector<RevisionTest> test_revisions(const engine::Engine& engine, const Graph& graph,
                                         const TestOptions& options = {});

}  // namespace retort::migrate
