// One revision, tried up, down and up again in a scratch database that is where the revision begins.

#pragma once

#include <string>
#include <vector>

#include <retort/engine/connection.h>
#include <retort/migrate/detail/row_snapshot.h>
#include <retort/migrate/revision_test.h>

namespace retort::migrate::detail {

class RevisionTrial {
 public:
  /// `options` must outlive it.
  RevisionTrial(engine::Connection& scratch, const Revision& revision, const TestOptions& options);

  /// Afterwards the scratch database is where the revision leads, unless the outcome is `failed`.
  /// Without rows it is tried on the rows that are there.
  RevisionTest run(bool with_rows);
  /// Whether the upgrade itself failed.
  bool is_stuck() const { return stuck_; }
  /// Whether rows that were generated stood in the way of the upgrade, so that it may work without.
  bool had_rows_in_the_way() const { return rows_in_the_way_; }

 private:
  /// A database at one stop.
  struct Stop {
    schema::Metadata schema;
    RowSnapshot rows;
  };

  bool try_all(RevisionTest& test, bool with_rows);
  bool upgrade(RevisionTest& test, bool first);
  bool downgrade(RevisionTest& test);
  bool run(const std::vector<Operation>& operations, const std::string& what, RevisionTest& test);
  bool same(const Stop& wanted, const TouchedColumns& touched, const std::string& when,
            RevisionTest& test);
  Stop stop(bool with_rows, RevisionTest& test);

  engine::Connection& scratch_;
  const TestOptions& options_;
  std::vector<Operation> up_;
  std::vector<Operation> down_;
  const Revision& revision_;
  bool stuck_ = false;
  bool rows_in_the_way_ = false;
};

}  // namespace retort::migrate::detail
