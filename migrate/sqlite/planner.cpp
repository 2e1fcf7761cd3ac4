// The planner for SQLite, as the front (../planner.cpp) finds it.

#include <retort/migrate/detail/database_planner.h>
#include <retort/migrate/sqlite/adopt.h>
#include <retort/migrate/sqlite/dependents_check.h>
#include <retort/migrate/sqlite/fill.h>
#include <retort/migrate/sqlite/integrity.h>
#include <retort/migrate/sqlite/lint/rules.h>
#include <retort/migrate/sqlite/offline.h>
#include <retort/migrate/sqlite/online.h>
#include <retort/migrate/sqlite/own_sql.h>
#include <retort/migrate/sqlite/planning.h>
#include <retort/migrate/sqlite/room.h>
#include <retort/migrate/sqlite/schema_copy.h>

namespace retort::migrate::sqlite {

namespace {

class Planner final : public detail::DatabasePlanner {
 public:
  void check(const std::vector<Operation>& operations) const override {
    for (const Operation& operation : operations) {
      if (const auto* execute = std::get_if<Execute>(&operation)) check_own_sql(*execute);
      if (const auto* add = std::get_if<AddColumn>(&operation); add && !add->fill.empty())
        fill_expression(add->fill, operation);
      if (const auto* alter = std::get_if<AlterColumn>(&operation); alter && !alter->fill.empty())
        fill_expression(alter->fill, operation);
      if (const auto* add = std::get_if<AddConstraint>(&operation); add && !add->fill.empty())
        fill_expression(add->fill, operation);
    }
  }

  std::unique_ptr<Planning> begin(engine::Connection& connection,
                                  const std::vector<Operation>& operations,
                                  const PlanOptions& options) const override {
    return std::make_unique<SqlitePlanning>(connection, operations, options);
  }

  Envelope envelope(engine::Connection& connection, const Plan& plan) const override {
    if (!plan.suspend_foreign_keys ||
        connection.scalar("PRAGMA foreign_keys") != engine::Value{std::int64_t{1}})
      return {};
    return {.before = {"PRAGMA foreign_keys = OFF"}, .after = {"PRAGMA foreign_keys = ON"}};
  }

  // https://sqlite.org/pragma.html#pragma_data_version
  std::optional<std::int64_t> change_mark(engine::Connection& connection) const override {
    return std::get<std::int64_t>(*connection.scalar("PRAGMA data_version"));
  }

  void prepare_online(engine::Connection& connection, const std::vector<Operation>& operations,
                      Losses losses, const OnlineOptions& options) const override {
    sqlite::prepare_online(connection, operations, losses, options);
  }
  bool is_online_left(engine::Connection& connection) const override {
    return sqlite::is_online_left(connection);
  }
  void clear_online(engine::Connection& connection, const OnlineOptions& options) const override {
    sqlite::clear_online(connection, options);
  }

  detail::Dependents dependents(engine::Connection& connection) const override {
    return sqlite::dependents(connection);
  }

  detail::Adopted adopt(std::string_view sql, bool transaction) const override {
    return sqlite::adopt(sql, transaction);
  }

  std::vector<detail::RoomNeeded> room_needed(engine::Connection& connection, const Plan& plan,
                                              detail::Sizes sizes) const override {
    return sqlite::room_needed(connection, plan, sizes);
  }
  std::vector<std::string> problems(engine::Connection& connection) const override {
    return sqlite::problems(connection);
  }
  std::vector<std::string> damage(engine::Connection& connection) const override {
    return sqlite::damage(connection);
  }
  void copy_schema(engine::Connection& from, engine::Connection& to) const override {
    sqlite::copy_schema(from, to);
  }
  bool is_about_rows(std::string_view sql) const override { return sqlite::is_about_rows(sql); }
  const detail::LintRules& lint_rules() const override { return rules_; }
  const detail::OfflineDialect& offline() const override { return offline_; }

 private:
  Offline offline_;
  detail::LintRules rules_{.of_steps = {lint_actions, lint_version, lint_own_sql},
                           .of_scripts = {lint_rowid}};
};

}  // namespace

}  // namespace retort::migrate::sqlite

namespace retort::migrate::detail {

const DatabasePlanner& sqlite_planner() {
  static const sqlite::Planner planner;
  return planner;
}

}  // namespace retort::migrate::detail
