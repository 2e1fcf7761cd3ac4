// The version rows of a database while revisions come and go.
//
// Rows are tips: the revisions that are applied and that no other applied revision requires.
// Alembic moves its rows with a rule for each case; keeping count of who requires whom gives the
// same rows, and also the right ones where branches share a past or depend on each other.

#pragma once

#include <set>
#include <string>
#include <vector>

#include <retort/migrate/detail/revisions.h>
#include <retort/migrate/graph.h>

namespace retort::migrate::detail {

class VersionRows {
 public:
  /// Throws MigrateError for a row that no script has.
  VersionRows(const Revisions& revisions, const std::vector<std::string>& rows);

  bool is_applied(Number revision) const { return applied_[revision]; }
  const Members& applied() const { return applied_; }
  /// The applied revisions that no other one requires.
  Numbers tips() const;

  /// The move that applies a revision, or that takes one away.
  Move upgrade(Number revision);
  Move downgrade(Number revision);

 private:
  Move moved(Number revision, Direction direction);

  const Revisions& revisions_;
  Members applied_;
  std::vector<std::size_t> required_by_;  // how many applied revisions require each
  std::set<std::string> tips_;
  std::vector<std::string> rows_;
};

}  // namespace retort::migrate::detail
