// The planner's front: finds the database's own planner, and runs what it made.

#include <retort/engine/dialect.h>
#include <retort/engine/error.h>
#include <retort/migrate/detail/database_planner.h>
#include <retort/migrate/error.h>
#include <retort/migrate/planner.h>

namespace retort::migrate {

namespace {

const detail::DatabasePlanner& planner_of(const engine::Connection& connection) {
  const std::string_view dialect = connection.dialect().name();
  if (const detail::DatabasePlanner* planner = detail::find_planner(dialect)) return *planner;
  throw MigrateError("this build cannot migrate databases of the kind " + std::string(dialect));
}

// "(id = 3, year = NULL), (id = 7, year = NULL)", the first few rows.
std::string examples(engine::Statement& statement) {
  constexpr int most = 3;
  std::string text;
  for (int row = 0; row < most; ++row) {
    text += row == 0 ? "(" : ", (";
    for (int column = 0; column < statement.column_count(); ++column) {
      if (column > 0) text += ", ";
      text += std::string(statement.column_name(column)) + " = " +
              engine::to_text(statement.value(column));
    }
    text += ')';
    if (!statement.step()) return text;
  }
  return text + ", ...";
}

void require_no_rows(engine::Connection& connection, const Step& step) {
  engine::Statement statement = connection.prepare(step.sql);
  statement.bind_all(step.parameters);
  if (statement.step()) throw DecisionNeeded(step.reason + ": " + examples(statement));
}

void copy(engine::Connection& connection, const Step& step) {
  try {
    connection.execute(step.sql, step.parameters);
  } catch (const engine::IntegrityError& error) {
    throw DecisionNeeded(step.reason +
                         ": its rows do not fit the new form of the table: " + error.message());
  }
}

void run(engine::Connection& connection, const Step& step) {
  switch (step.kind) {
    case Step::Kind::run: connection.execute(step.sql, step.parameters); return;
    case Step::Kind::must_be_empty: return require_no_rows(connection, step);
    case Step::Kind::copy: return copy(connection, step);
  }
}

}  // namespace

Plan plan(engine::Connection& connection, const schema::Metadata& now,
          const std::vector<Operation>& operations) {
  return planner_of(connection).plan(connection, now, operations);
}

Envelope envelope(engine::Connection& connection, const Plan& plan) {
  return planner_of(connection).envelope(connection, plan);
}

void execute(engine::Connection& connection, const Plan& plan) {
  for (const Step& step : plan.steps) run(connection, step);
}

}  // namespace retort::migrate
