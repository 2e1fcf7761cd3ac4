// Views and triggers, whoever they belong to, may not be broken by a revision that leaves them behind.
//
//   DependentsWatch watch(connection);
//   ...                      // the operations run
//   watch.require_intact();  // "it would break view recent (no such column: year); ..."
//
// A database lets a table go, or be built anew without a column, whatever still uses it; the next
// query or INSERT would fail. What did not work before may stay as it is.

#pragma once

#include <map>
#include <string>

#include <retort/engine/connection.h>

namespace retort::migrate::detail {

/// "view recent" or "trigger touched", each with why it cannot be used; with nothing where
/// it can.
using Dependents = std::map<std::string, std::string>;

class DependentsWatch {
 public:
  explicit DependentsWatch(engine::Connection& connection);

  /// Throws DecisionNeeded with the objects that worked when the watch began and do not now.
  void require_intact();

 private:
  engine::Connection& connection_;
  Dependents before_;
};

}  // namespace retort::migrate::detail
