// migrate::VersionTable: which revisions a database has, kept in the database itself.
//
// One column, `version_num`, one row per tip: a revision that is applied and that no other applied
// revision requires. That is Alembic's layout, so what reads one reads the other.

#pragma once

#include <string>
#include <vector>

#include <retort/engine/connection.h>
#include <retort/migrate/planner.h>

namespace retort::migrate {

class VersionTable {
 public:
  explicit VersionTable(std::string name) : name_(std::move(name)) {}

  const std::string& name() const { return name_; }

  bool exists(engine::Connection& connection) const;

  /// The tips, sorted; none where the table is missing. Changes nothing.
  std::vector<std::string> rows(engine::Connection& connection) const;

  /// The same in a single statement, for whoever expects the table to be there. Throws DatabaseError
  /// where it is missing.
  std::vector<std::string> rows_of_existing(engine::Connection& connection) const;

  /// From one set of tips to another, creating the table where it is missing. Runs in the caller's
  /// transaction. Throws MigrateError when the rows are not the ones that are left.
  void move(engine::Connection& connection, const std::vector<std::string>& before,
            const std::vector<std::string>& after) const;

  /// The statements that `move` sends; `create` has the one that makes the table, too.
  std::vector<Step> statements(const engine::Dialect& dialect,
                               const std::vector<std::string>& before,
                               const std::vector<std::string>& after, bool create) const;

  /// A check that fails where the rows are not these.
  Step guard(const engine::Dialect& dialect, const std::vector<std::string>& rows) const;

 private:
  std::string name_;
};

}  // namespace retort::migrate
