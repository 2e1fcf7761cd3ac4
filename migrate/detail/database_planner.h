// The seam between the planner and one database. migrate/NAME/ defines
// `const DatabasePlanner& NAME_planner()`; CMake lists what it finds.

#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <retort/migrate/detail/adopt.h>
#include <retort/migrate/detail/dependents.h>
#include <retort/migrate/detail/lint_rules.h>
#include <retort/migrate/detail/offline_dialect.h>
#include <retort/migrate/detail/room.h>
#include <retort/migrate/online.h>
#include <retort/migrate/planner.h>

namespace retort::migrate::detail {

/// Each as the function of its name in planner.h.
class DatabasePlanner {
 public:
  virtual ~DatabasePlanner() = default;
  virtual void check(const std::vector<Operation>& operations) const = 0;
  virtual std::unique_ptr<Planning> begin(engine::Connection& connection,
                                          const std::vector<Operation>& operations,
                                          const PlanOptions& options) const = 0;
  virtual Envelope envelope(engine::Connection& connection, const Plan& plan) const = 0;
  virtual Dependents dependents(engine::Connection& connection) const = 0;

  /// Another one each time that another connection has changed the database; nothing where that cannot
  /// be told.
  virtual std::optional<std::int64_t> change_mark(engine::Connection& connection) const = 0;

  /// Copies the tables that the operations rebuild, before their transaction (online.h). Throws
  /// MigrateError where one cannot be copied so, DecisionNeeded as the run would.
  virtual void prepare_online(engine::Connection& connection,
                              const std::vector<Operation>& operations, Losses losses,
                              const OnlineOptions& options) const = 0;
  /// Whether such copies have left something.
  virtual bool is_online_left(engine::Connection& connection) const = 0;
  /// Takes that away.
  virtual void clear_online(engine::Connection& connection, const OnlineOptions& options) const = 0;

  /// What the database itself finds wrong with its content, in words. Reads everything.
  virtual std::vector<std::string> problems(engine::Connection& connection) const = 0;

  /// Where its structure is broken, in words; what rows say does not count.
  virtual std::vector<std::string> damage(engine::Connection& connection) const = 0;

  /// The room that a plan takes beside what the database has already.
  virtual std::vector<RoomNeeded> room_needed(engine::Connection& connection, const Plan& plan,
                                              Sizes sizes) const = 0;

  virtual const LintRules& lint_rules() const = 0;

  /// Makes an empty database `to` have the schema of `from`, and no rows. What it cannot have is left
  /// out.
  virtual void copy_schema(engine::Connection& from, engine::Connection& to) const = 0;
  /// Whether a statement can change rows only, so that it makes no difference to planning.
  virtual bool is_about_rows(std::string_view sql) const = 0;
  virtual const OfflineDialect& offline() const = 0;
  /// As the function of its name in adopt.h.
  virtual Adopted adopt(std::string_view sql, bool transaction) const = 0;
};

/// The planner for a connection's database. Throws MigrateError where this build has none.
const DatabasePlanner& planner_of(const engine::Connection& connection);

/// The planner for a dialect's name, or null. Defined in the file that CMake writes.
const DatabasePlanner* find_planner(std::string_view dialect);

}  // namespace retort::migrate::detail
