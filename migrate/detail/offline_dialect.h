// How one database is told by a script of SQL what a runner would tell it by statements: values stand
// in the text, and what the runner decides by looking at rows is a statement that fails.
//
// A part of the seam (database_planner.h).

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <retort/engine/connection.h>
#include <retort/migrate/planner.h>

namespace retort::migrate::detail {

class OfflineDialect {
 public:
  virtual ~OfflineDialect() = default;

  /// What a person has to know who runs the script, in one line.
  virtual std::string_view how_to_run() const = 0;
  /// Statements that make whoever runs the script work as this connection does.
  virtual std::vector<std::string> opening(engine::Connection& connection) const = 0;
  /// Begins a transaction that has the write lock.
  virtual std::string_view begin() const = 0;
  /// An expression for the moment at which the script runs, as detail::utc_text() writes it.
  virtual std::string_view now() const = 0;
  /// The statement with its parameters replaced, in their order, by these expressions.
  virtual std::string inlined(std::string_view sql,
                              const std::vector<std::string>& expressions) const = 0;
  /// Statements of which one fails, with the message, where the query returns rows.
  virtual std::vector<std::string> guard(const std::string& query,
                                         const std::string& message) const = 0;
};

/// The statement of a step with its values in the text.
std::string inlined(const OfflineDialect& offline, const engine::Dialect& dialect,
                    const Step& step);

}  // namespace retort::migrate::detail
