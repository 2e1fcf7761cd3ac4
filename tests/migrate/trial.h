// A database to try operations on: built from DDL and rows, changed, looked at.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <retort/engine/engine.h>
#include <retort/engine/transaction.h>
#include <retort/introspect/introspect.h>
#include <retort/migrate/diff.h>
#include <retort/migrate/planner.h>
#include <retort/migrate/runner.h>

namespace retort::migrate {

/// The normal form of a schema written as DDL.
inline schema::Metadata schema_of(std::string_view ddl) {
  engine::Connection scratch = engine::Engine("sqlite://").scratch();
  return introspect::normalise(scratch, ddl);
}

class Trial {
 public:
  explicit Trial(std::string_view script) : connection(engine::Engine("sqlite://").scratch()) {
    connection.execute_script(script);
  }

  schema::Metadata schema() { return introspect::introspect(connection); }

  /// The steps of all parts. Since a part is planned when the one before has run, they are run, and
  /// rolled back.
  Plan plan(const std::vector<Operation>& operations) {
    Plan all;
    connection.execute("PRAGMA foreign_keys = OFF");
    {
      engine::Transaction transaction(connection, engine::Mode::immediate);
      const auto planning = begin_plan(connection, operations);
      while (const std::optional<Plan> part = planning->next()) {
        execute(connection, *part, Losses::allowed);
        all.steps.insert(all.steps.end(), part->steps.begin(), part->steps.end());
        all.suspend_foreign_keys = all.suspend_foreign_keys || part->suspend_foreign_keys;
      }
    }
    connection.execute("PRAGMA foreign_keys = ON");
    return all;
  }

  /// Plans and executes as the runner does: an envelope around one transaction.
  void run(const std::vector<Operation>& operations, Losses losses = Losses::allowed) {
    run_operations(connection, operations, losses);
  }

  /// Makes the schema that of the DDL. Returns what is still different afterwards.
  std::vector<Operation> change_to(std::string_view ddl, const Answers& answers = {}) {
    const schema::Metadata wanted = schema_of(ddl);
    run(diff(schema(), wanted, answers));
    return diff(schema(), wanted);
  }

  /// All rows as text: "(1, 'Tool') (2, NULL)".
  std::string rows(std::string_view sql) {
    std::string text;
    for (const std::vector<engine::Value>& row : connection.rows(sql))
      text += (text.empty() ? "" : " ") + engine::to_text(row);
    return text;
  }

  engine::Connection connection;
};

/// The operations as lines, for messages.
inline std::string described(const std::vector<Operation>& operations) {
  std::string text;
  for (const Operation& operation : operations)
    text += (text.empty() ? "" : "\n") + describe(operation);
  return text;
}

/// The statements of a plan as lines.
inline std::string statements(const Plan& plan) {
  std::string text;
  for (const Step& step : plan.steps) text += step.sql + '\n';
  return text;
}

}  // namespace retort::migrate
