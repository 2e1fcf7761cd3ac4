// What rows that are there can break: a query for each constraint that a change adds or touches, over
// the rows as the change will leave them.
//
//   for (const Violation& violation : violations(change, changes, after, dialect))
//     run(violation.query);   // returns rows only where the new form of the table forbids some

#pragma once

#include <string>
#include <vector>

#include <retort/engine/dialect.h>
#include <retort/migrate/operation.h>
#include <retort/migrate/sqlite/table_change.h>

namespace retort::migrate::sqlite {

struct Violation {
  std::string query{};
  std::string reason{};
  /// As in Step.
  std::string unit{};
  std::string code{};
  std::string subject{};
  /// The constraint, for a person.
  std::string broken{};
  /// What the script says of the rows, with the query for their keys (row_key) where it says something.
  Violations violations = Violations::stop;
  std::string keys{};
  /// The column that is filled, and with what.
  std::string column{};
  std::string fill{};
};

/// For a table that is there before and after. `changes` are all those of the batch, since a
/// foreign key looks into other tables; `after` is the schema that the batch leaves.
std::vector<Violation> violations(const TableChange& change,
                                  const std::vector<TableChange>& changes,
                                  const schema::Metadata& after, const engine::Dialect& dialect);

}  // namespace retort::migrate::sqlite
