// A rehearsal: the plan so far, run on the same schema without rows.
//
// SQLite rewrites views, triggers and expressions when something is renamed, and what SQL of a
// person's own does to a schema is known to nobody before it has run. The planner could guess; it
// lets SQLite do it in a scratch database, and reads the result.

#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include <retort/engine/connection.h>
#include <retort/engine/transaction.h>
#include <retort/migrate/planner.h>
#include <retort/schema/metadata.h>

namespace retort::migrate::sqlite {

class Rehearsal {
 public:
  /// Nothing is built before it is needed. `start` must outlive it.
  explicit Rehearsal(const schema::Metadata& start) : start_(start) {}

  /// The schema that the steps lead to; each call goes on from the one before. Nothing when the
  /// scratch database cannot follow, for want of a module, a function or a collation that only the
  /// real connection has.
  std::optional<schema::Metadata> after(const std::vector<Step>& steps);

  /// Whether SQLite can make sense of every view and trigger after the steps. One that uses what is
  /// not there stops every RENAME and DROP COLUMN, of whatever table.
  bool is_sound(const std::vector<Step>& steps);

 private:
  /// False when the scratch database cannot follow.
  bool follow(const std::vector<Step>& steps);

  const schema::Metadata& start_;
  std::optional<engine::Connection> scratch_;
  /// Never committed. In it a person's own SQL can do no more than it can in the real run: no ATTACH,
  /// and so nothing outside the scratch database.
  std::optional<engine::Transaction> transaction_;
  std::size_t done_ = 0;
};

}  // namespace retort::migrate::sqlite
