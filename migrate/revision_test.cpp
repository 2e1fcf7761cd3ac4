#include <retort/migrate/revision_test.h>

#include <algorithm>

#include <retort/migrate/detail/revision_trial.h>
#include <retort/migrate/error.h>
#include <retort/migrate/runner.h>

namespace retort::migrate {

namespace {

using Revisions = std::vector<const Revision*>;

class Walk {
 public:
  Walk(const engine::Engine& engine, const TestOptions& options)
      : engine_(engine), options_(options), scratch_(engine.scratch()) {}

  // False where nothing behind the revision can be tried.
  bool test(const Revision& revision) {
    bool stuck = false;
    RevisionTest test = run(revision, true, stuck);
    if (stuck && rows_in_the_way_) {
      // A script may well need a person to look at the rows first: then only the schema is tried.
      const std::string why = test.problem;
      rebuild();
      test = run(revision, false, stuck);
      test.notes.push_back("tried without rows, since with them " + why);
    }
    if (options_.tested) options_.tested(test);
    done_.push_back(&revision);
    if (test.outcome == RevisionTest::Outcome::failed && !stuck) rebuild();
    tests_.push_back(std::move(test));
    return !stuck;
  }

  // On the way to the first revision that is tested.
  void pass(const Revision& revision) {
    done_.push_back(&revision);
    upgrade(revision);
  }

  std::vector<RevisionTest> tests() && { return std::move(tests_); }

 private:
  RevisionTest run(const Revision& revision, bool with_rows, bool& stuck) {
    detail::RevisionTrial trial(scratch_, revision, options_);
    RevisionTest test = trial.run(with_rows);
    stuck = trial.is_stuck();
    rows_in_the_way_ = trial.had_rows_in_the_way();
    return test;
  }

  // Where a trial has failed, the database is nowhere. An upgrade that worked will work again.
  void rebuild() {
    scratch_ = engine_.scratch();
    for (const Revision* revision : done_) upgrade(*revision);
  }

  void upgrade(const Revision& revision) {
    const Functions* functions = options_.functions.empty() ? nullptr : &options_.functions;
    run_operations(scratch_, load(revision).upgrade, Losses::allowed, functions);
  }

  const engine::Engine& engine_;
  const TestOptions& options_;
  engine::Connection scratch_;
  Revisions done_;
  std::vector<RevisionTest> tests_;
  bool rows_in_the_way_ = false;
};

}  // namespace

std::vector<RevisionTest> test_revisions(const engine::Engine& engine, const Graph& graph,
                                         const TestOptions& options) {
  if (graph.empty()) return {};
  const Revisions wanted = graph.range(options.range.empty() ? ":" : options.range, {});
  std::size_t left = wanted.size();
  Walk walk(engine, options);
  for (const Move& move : graph.upgrade_path({}, "heads")) {
    if (left == 0) break;
    if (std::ranges::find(wanted, move.revision) == wanted.end()) {
      walk.pass(*move.revision);
      continue;
    }
    --left;
    if (!walk.test(*move.revision)) break;
  }
  return std::move(walk).tests();
}

}  // namespace retort::migrate
