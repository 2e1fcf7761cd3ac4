// The planner's front: finds the database's own planner, and runs what it made.

#include <utility>

#include <retort/engine/dialect.h>
#include <retort/engine/error.h>
#include <retort/migrate/detail/database_planner.h>
#include <retort/migrate/error.h>
#include <retort/migrate/planner.h>

namespace retort::migrate {

namespace {

using detail::planner_of;

std::string row_text(const engine::Statement& statement) {
  std::string text = "(";
  for (int column = 0; column < statement.column_count(); ++column) {
    if (column > 0) text += ", ";
    text += std::string(statement.column_name(column)) + " = " +
            engine::to_text(statement.value(column));
  }
  return text + ')';
}

// "2 rows (id = 3, year = NULL), (id = 7, year = NULL)", the first few of them.
std::string examples(engine::Statement& statement, const std::string& unit) {
  constexpr std::size_t most = 3;
  std::string text;
  std::size_t count = 0;
  do {
    if (count < most) text += (count == 0 ? "" : ", ") + row_text(statement);
    ++count;
  } while (statement.step());
  if (count > most) text += ", ...";
  if (unit.empty()) return text;
  return std::to_string(count) + ' ' + unit + (count == 1 ? " " : "s ") + text;
}

void require_no_rows(engine::Connection& connection, const Step& step, const char* what_to_do) {
  engine::Statement statement = connection.prepare(step.sql);
  statement.bind_all(step.parameters);
  if (!statement.step()) return;
  const std::string rows = examples(statement, step.unit);
  throw RowsFound(step.reason + ": " + rows + what_to_do, rows);
}

// A message of the database in a person's names.
std::string in_known_names(const Step& step, std::string message) {
  if (step.stand_in.empty()) return message;
  for (std::size_t at = message.find(step.stand_in); at != std::string::npos;
       at = message.find(step.stand_in, at + step.stands_for.size()))
    message.replace(at, step.stand_in.size(), step.stands_for);
  return message;
}

void copy(engine::Connection& connection, const Step& step) {
  try {
    connection.execute(step.sql, step.parameters);
  } catch (const engine::IntegrityError& error) {
    throw DecisionNeeded(step.reason + ": its rows do not fit the new form of the table: " +
                         in_known_names(step, error.message()));
  }
}

void call(engine::Connection& connection, const Step& step, const Functions* functions) {
  if (functions == nullptr) return;
  require_functions({Call{step.sql}}, *functions);
  functions->find(step.sql)->second(connection);
  if (!connection.in_transaction())
    throw MigrateError("the function " + step.sql + " ended the transaction that it was called in");
}

void run(engine::Connection& connection, const Step& step, Losses losses,
         const Functions* functions) {
  switch (step.kind) {
    case Step::Kind::run: connection.execute(step.sql, step.parameters); return;
    case Step::Kind::must_be_empty: return require_no_rows(connection, step, "");
    case Step::Kind::loss:
      if (losses == Losses::refused)
        require_no_rows(connection, step,
                        "; nothing was changed (allow it with --allow-destructive, or with "
                        "allow_destructive = true in the script)");
      else if (const std::optional<Step> rest = where_losses_are_allowed(step))
        require_no_rows(connection, *rest, "");
      return;
    case Step::Kind::copy: return copy(connection, step);
    case Step::Kind::call: return call(connection, step, functions);
  }
}

// Sets the connection back after a plan that stopped half way.
class Undo {
 public:
  explicit Undo(engine::Connection& connection) : connection_(connection) {}
  ~Undo() {
    for (const std::string* sql : undo_) {
      try {
        connection_.execute(*sql);
      } catch (const Error&) {
        // The error that stopped the plan says more than this one.
      }
    }
  }
  Undo(const Undo&) = delete;
  Undo& operator=(const Undo&) = delete;

  void add(const std::string& sql) { undo_.push_back(&sql); }
  void dismiss() { undo_.clear(); }

 private:
  engine::Connection& connection_;
  std::vector<const std::string*> undo_;
};

// Texts of stored objects are run as they stand.
void require_statements(const engine::Dialect& dialect, const std::vector<Operation>& operations) {
  const auto require = [&](const Operation& operation, const auto& object) {
    try {
      dialect.require_statement(object);
    } catch (const Error& error) {
      throw MigrateError("cannot " + describe(operation) + ": " + error.what());
    }
  };
  for (const Operation& operation : operations) {
    if (const auto* view = std::get_if<CreateView>(&operation)) require(operation, view->view);
    if (const auto* trigger = std::get_if<CreateTrigger>(&operation))
      require(operation, trigger->trigger);
    if (const auto* table = std::get_if<CreateVirtualTable>(&operation))
      require(operation, table->table);
  }
}

}  // namespace

std::optional<Step> where_losses_are_allowed(const Step& step) {
  if (step.kind != Step::Kind::loss) return step;
  if (step.faults_alone.empty()) return std::nullopt;
  Step rest = step;
  rest.sql = std::exchange(rest.faults_alone, {});
  rest.kind = Step::Kind::must_be_empty;
  return rest;
}

const detail::DatabasePlanner& detail::planner_of(const engine::Connection& connection) {
  const std::string_view dialect = connection.dialect().name();
  if (const DatabasePlanner* planner = find_planner(dialect)) return *planner;
  throw MigrateError("this build cannot migrate databases of the kind " + std::string(dialect));
}

std::unique_ptr<Planning> begin_plan(engine::Connection& connection,
                                     const std::vector<Operation>& operations,
                                     const PlanOptions& options) {
  check(connection, operations);
  return planner_of(connection).begin(connection, operations, options);
}

void check(const engine::Connection& connection, const std::vector<Operation>& operations) {
  require_statements(connection.dialect(), operations);
  planner_of(connection).check(operations);
}

Envelope envelope(engine::Connection& connection, const Plan& plan) {
  return planner_of(connection).envelope(connection, plan);
}

void execute(engine::Connection& connection, const Plan& plan, Losses losses,
             const Functions* functions, const StatementHooks& hooks) {
  Undo undo(connection);
  for (const Step& step : plan.steps) {
    if (!step.undo.empty()) undo.add(step.undo);
    try {
      if (hooks.before) hooks.before(connection, step);
      run(connection, step, losses, functions);
      if (hooks.after) hooks.after(connection, step);
    } catch (const engine::UsageError& error) {
      throw MigrateError("cannot " + step.reason + ": " + error.what());
    }
  }
  undo.dismiss();
}

}  // namespace retort::migrate
