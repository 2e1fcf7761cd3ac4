#include <retort/migrate/detail/revision_trial.h>

#include <retort/introspect/introspect.h>
#include <retort/migrate/detail/database_planner.h>
#include <retort/migrate/detail/row_generator.h>
#include <retort/migrate/diff.h>
#include <retort/migrate/error.h>
#include <retort/migrate/runner.h>

namespace retort::migrate::detail {

RevisionTrial::RevisionTrial(engine::Connection& scratch, const Revision& revision,
                             const TestOptions& options)
    : scratch_(scratch), options_(options), revision_(revision) {
  Script script = load(revision);
  up_ = std::move(script.upgrade);
  down_ = std::move(script.downgrade);
}

RevisionTest RevisionTrial::run(bool with_rows) {
  RevisionTest test{.revision = &revision_};
  if (!try_all(test, with_rows)) test.outcome = RevisionTest::Outcome::failed;
  return test;
}

bool RevisionTrial::try_all(RevisionTest& test, bool with_rows) {
  const Stop before = stop(with_rows, test);
  if (!upgrade(test, true)) return false;
  if (down_.empty() && !up_.empty()) {
    test.outcome = RevisionTest::Outcome::irreversible;
    return true;
  }
  const Stop after = stop(with_rows, test);
  if (!run(down_, "the downgrade", test)) return false;
  if (!same(before, TouchedColumns().note(up_).note_own(down_), "after the downgrade", test))
    return false;
  if (!upgrade(test, false)) return false;
  return same(after, TouchedColumns().note(down_).note_own(up_), "after the second upgrade", test);
}

bool RevisionTrial::upgrade(RevisionTest& test, bool first) {
  if (run(up_, first ? "the upgrade" : "the second upgrade", test)) return true;
  stuck_ = first;
  return false;
}

bool RevisionTrial::run(const std::vector<Operation>& operations, const std::string& what,
                        RevisionTest& test) {
  const Functions* functions = options_.functions.empty() ? nullptr : &options_.functions;
  try {
    run_operations(scratch_, operations, Losses::allowed, functions);
  } catch (const DecisionNeeded& error) {
    rows_in_the_way_ = true;
    test.problem = what + " failed: " + error.what();
    return false;
  } catch (const Error& error) {
    test.problem = what + " failed: " + error.what();
    return false;
  }
  const std::vector<std::string> problems = planner_of(scratch_).problems(scratch_);
  if (!problems.empty())
    test.problem = what + " left a database that is not sound: " + problems.front();
  return problems.empty();
}

RevisionTrial::Stop RevisionTrial::stop(bool with_rows, RevisionTest& test) {
  schema::Metadata schema = introspect::introspect(scratch_);
  if (with_rows)
    for (const std::string& table : RowGenerator(scratch_, schema).fill(options_.rows))
      test.notes.push_back("no rows could be made for table " + table);
  RowSnapshot rows(scratch_, schema);
  return {std::move(schema), std::move(rows)};
}

bool RevisionTrial::same(const Stop& wanted, const TouchedColumns& touched, const std::string& when,
                         RevisionTest& test) {
  const schema::Metadata is = introspect::introspect(scratch_);
  const std::vector<Operation> missing = diff(is, wanted.schema);
  if (!missing.empty()) {
    test.problem = when + " the schema is not what it was: " + describe(missing.front()) +
                   " would still be needed";
    test.diff = unified_diff(is, wanted.schema, options_.colour, when, "wanted");
    return false;
  }
  const std::string rows = wanted.rows.difference(RowSnapshot(scratch_, is), touched);
  if (!rows.empty()) test.problem = when + " " + rows;
  return rows.empty();
}

}  // namespace retort::migrate::detail
