// migrate::plan: operations, turned into the statements of one database.
//
//   schema::Metadata now = introspect::introspect(connection);
//   migrate::Plan plan = migrate::plan(connection, now, operations);
//   for (const migrate::Step& step : plan.steps) std::cout << step.sql << '\n';
//
// A planner takes the cheapest sound way: the database's own ALTER where it serves, else one
// rebuild per table however many operations there are. Planning reads the database (its version,
// its schema) and changes nothing.

#pragma once

#include <string>
#include <vector>

#include <retort/engine/connection.h>
#include <retort/migrate/operation.h>
#include <retort/schema/metadata.h>

namespace retort::migrate {

struct Step {
  /// One statement.
  std::string sql{};
  std::vector<engine::Value> parameters{};
  /// Why it is there, for `plan` and for errors: "rebuild artists: change type of year".
  std::string reason{};
  enum class Kind {
    run,
    /// The statement returns rows only where something is wrong; any row stops the run with
    /// `reason` and the first rows.
    must_be_empty,
    /// Moves rows into the new form of their table. A constraint that they break is for a person to
    /// decide about, as rows that a check finds are.
    copy,
  } kind = Kind::run;
};

struct Plan {
  std::vector<Step> steps{};
  /// Enforcement of foreign keys has to be off while the plan runs, which `envelope` sees to; the
  /// plan itself checks at its end that no row refers to nothing that did not do so before.
  bool suspend_foreign_keys = false;
};

/// `now` is the schema that the connection's database has. Throws MigrateError for an operation
/// that does not fit it.
Plan plan(engine::Connection& connection, const schema::Metadata& now,
          const std::vector<Operation>& operations);

/// Statements to send outside the transaction, before it begins and after it has ended, committed
/// or not. Empty on both sides where a plan needs none.
struct Envelope {
  std::vector<std::string> before{};
  std::vector<std::string> after{};
};
Envelope envelope(engine::Connection& connection, const Plan& plan);

/// Runs the steps inside the caller's transaction. Throws DatabaseError from a statement, and
/// DecisionNeeded where rows are in the way.
void execute(engine::Connection& connection, const Plan& plan);

}  // namespace retort::migrate
