// migrate::Planning: operations, turned into the statements of one database, part by part.
//
//   engine::Transaction transaction(connection, engine::Mode::immediate);
//   const auto planning = migrate::begin_plan(connection, operations);
//   while (const std::optional<migrate::Plan> plan = planning->next())
//     migrate::execute(connection, *plan);
//   transaction.commit();
//
// A part ends where only the database knows what has become of its schema: behind a person's own
// SQL, and behind renames, which views and triggers follow. So each part is planned on the schema
// that is really there, when the part before it has run. A list without either is one part.
//
// A planner takes the cheapest sound way: the database's own ALTER where it serves; else an edit of the
// database's own record of the table, where the rows on disk stay as they are; else one rebuild per
// table and part, however many operations there are. Each step says which, and why no cheaper one.
// Planning reads the database (its version, its schema, where an edit has to know them its rows) and
// changes nothing.

#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <retort/engine/connection.h>
#include <retort/migrate/functions.h>
#include <retort/migrate/operation.h>
#include <retort/schema/metadata.h>

namespace retort::migrate {

struct Step {
  /// One statement; for a call, the name of the function.
  std::string sql{};
  std::vector<engine::Value> parameters{};
  /// Why it is there, for `plan` and for errors: "rebuild artists: change type of year".
  std::string reason{};
  enum class Kind {
    run,
    /// The statement returns rows only where something is wrong; any row stops the run with
    /// `reason` and the first rows.
    must_be_empty,
    /// The statement returns rows only where values would be lost; any row stops the run, as above,
    /// unless losses are allowed (where_losses_are_allowed).
    loss,
    /// Moves rows into the new form of their table. A constraint that they break is for a person to
    /// decide about, as rows that a check finds are.
    copy,
    /// Calls a function of the application's.
    call,
  } kind = Kind::run;
  /// Of a loss that finds faults, too: the statement that finds these alone. One query for both reads
  /// the rows once.
  std::string faults_alone{};
  /// What sets the connection back, for a step that changes how it works. It is sent when a later
  /// step of the plan fails.
  std::string undo{};
  /// Comes from a person's own SQL or function, or deletes and fills rows as the script says: what a
  /// check behind it finds is not known before it has run.
  bool is_own = false;
  /// Of the statements that are one thing to a person, such as the rows of an insert: which this is, and
  /// how many there are.
  std::size_t number = 0;
  std::size_t total = 0;
  /// A query for the number of rows that it moves in the order of their keys, and the least and the
  /// largest key; for those who show progress.
  std::string extent{};
  /// Which of the parameters are the moment at which it runs.
  std::vector<std::size_t> times{};
  /// Of a check or loss whose rows are only examples: what one of them is, "row". Empty where its one
  /// row is the number itself.
  std::string unit{};
  /// Which of lint's findings (lint.h) a check or loss decides, and on what: "DS102", "artists.notes".
  std::string code{};
  std::string subject{};
  /// What the number of rows that it changes means to a person: "rows of t deleted"; where that is to be
  /// told.
  std::string tells{};
  /// A name that only the plan knows, and the one by which a person knows the object.
  std::string stand_in{};
  std::string stands_for{};
};

/// What is left of a step where losses are allowed; nothing of one that only looks for them.
std::optional<Step> where_losses_are_allowed(const Step& step);

struct Plan {
  std::vector<Step> steps{};
  /// Enforcement of foreign keys has to be off while the plan runs, and while what comes before and
  /// after it in its transaction does. `envelope` sees to it; the last plan checks that no row
  /// refers to nothing that did not do so before.
  bool suspend_foreign_keys = false;
};

/// The plans of one list of operations. One thread at a time, one run.
class Planning {
 public:
  virtual ~Planning() = default;
  /// The plan of the next part, for the database as it is now; nothing after the last. Call it when
  /// the plan before has run. Throws MigrateError for an operation that does not fit the schema.
  virtual std::optional<Plan> next() = 0;
};

struct PlanOptions {
  /// An envelope was opened for this run: then the effects of a person's own SQL on foreign keys are
  /// watched, too.
  bool suspended = false;
  /// Somebody else has begun the transaction, so that no envelope can be opened: the plans have to do
  /// without one.
  bool in_callers_transaction = false;
  /// Whether the database's own record of a table may be edited where that is the cheapest way. Not in a
  /// script for another program, which may not be let.
  bool may_edit_schema = true;
  /// Tables that were copied online need only be put in their place.
  bool online = false;
  /// Where the plan is made on a copy of the schema: the database with the rows. It is only read, and
  /// must outlive the planning.
  engine::Connection* rows = nullptr;
};

/// `connection` and `operations` must outlive the result. Throws as `check` does.
std::unique_ptr<Planning> begin_plan(engine::Connection& connection,
                                     const std::vector<Operation>& operations,
                                     const PlanOptions& options = {});

/// Throws MigrateError for SQL that no revision may hold, such as COMMIT or a view's text that creates
/// no view. Runs nothing and needs no
/// schema, so that it can be asked for all revisions before the first one runs.
void check(const engine::Connection& connection, const std::vector<Operation>& operations);

/// Statements to send outside the transaction, before it begins and after it has ended, committed
/// or not. Empty on both sides where a plan needs none, or has it already.
struct Envelope {
  std::vector<std::string> before{};
  std::vector<std::string> after{};
};
Envelope envelope(engine::Connection& connection, const Plan& plan);

/// Whether values may be lost that are there before the operations.
enum class Losses { refused, allowed };

/// Told of each statement of a plan, before and after it has run. Both may be left out; what they
/// throw stops the run as a statement that fails does.
struct StatementHooks {
  Callback<engine::Connection&, const Step&> before{};
  Callback<engine::Connection&, const Step&> after{};
};

/// Runs the steps inside the caller's transaction. Without `functions` none is called: a scratch
/// database has no rows for them. Throws DatabaseError from a statement, DecisionNeeded where rows
/// are in the way or values would be lost, MigrateError for a text that is no one statement or a
/// function that is not there, and what a function throws.
void execute(engine::Connection& connection, const Plan& plan, Losses losses = Losses::refused,
             const Functions* functions = nullptr, const StatementHooks& hooks = {});

}  // namespace retort::migrate
