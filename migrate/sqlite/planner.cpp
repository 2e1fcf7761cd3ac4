// The planner for SQLite.
//
// Operations are taken in runs. Renames and a person's own SQL are steps of their own; what lies
// between them is a batch (batch.h), in which each table is altered natively or rebuilt once.

#include <algorithm>

#include <retort/engine/dialect.h>
#include <retort/engine/sqlite/ddl/split.h>
#include <retort/migrate/detail/database_planner.h>
#include <retort/migrate/error.h>
#include <retort/migrate/sqlite/batch.h>
#include <retort/migrate/sqlite/rehearsal.h>
#include <retort/schema/name.h>

namespace retort::migrate::sqlite {

namespace {

class Planning {
 public:
  Planning(const engine::Dialect& dialect, const schema::Metadata& now)
      : dialect_(dialect), start_(now), now_(now), rehearsal_(start_), watch_(start_, dialect) {}

  Plan plan(const std::vector<Operation>& operations) && {
    for (const Operation& operation : operations)
      std::visit([&](const auto& op) { take(op); }, operation);
    finish_batch();
    if (plan_.suspend_foreign_keys) {
      // Nobody knows which rows a person's own SQL has touched.
      if (ran_own_sql_)
        for (const schema::Table& table : now_.tables) rebuilt_.insert(table.name);
      watch_.surround(plan_.steps, now_, rebuilt_);
      guard_enforcement();
    }
    return std::move(plan_);
  }

 private:
  template <class Op>
  void take(const Op& op) {
    batch_.push_back(op);
  }

  void take(const AlterColumn& op) {
    AlterColumn rest = op;
    if (op.rename) {
      rename_column(op);
      rest.rename = false;
      rest.before.name = op.after.name;
    }
    if (rest.type || rest.nullable || rest.server_default || rest.collation || rest.generated)
      batch_.push_back(rest);
  }

  void rename_column(const AlterColumn& op) {
    const AlterColumn rename{.table = op.table,
                             .before = {.name = op.before.name},
                             .after = {.name = op.after.name},
                             .rename = true};
    begin_alone();
    add_rename("ALTER TABLE " + dialect_.quote(op.table) + " RENAME COLUMN " +
                   dialect_.quote(op.before.name) + " TO " + dialect_.quote(op.after.name),
               describe(rename));
    migrate::apply(rename, now_);
  }

  void take(const RenameTable& op) {
    begin_alone();
    const auto rename = [&](const std::string& from, const std::string& to) {
      add_rename("ALTER TABLE " + dialect_.quote(from) + " RENAME TO " + dialect_.quote(to),
                 describe(op));
    };
    if (schema::same_name(op.table, op.new_name)) {
      // SQLite takes a change of case alone for a name that is there already.
      const std::string between = "_retort_new_" + op.new_name;
      rename(op.table, between);
      rename(between, op.new_name);
    } else {
      rename(op.table, op.new_name);
    }
    migrate::apply(op, now_);
    watch_.renamed(op.table, op.new_name);
    if (auto node = rebuilt_.extract(op.table)) {
      node.value() = op.new_name;
      rebuilt_.insert(std::move(node));
    }
  }

  void take(const Execute& op) {
    begin_alone();
    for (const auto& statement : engine::sqlite::ddl::split_statements(op.sql))
      add(std::string(statement.text), describe(op));
    is_stale_ = ran_own_sql_ = true;
  }

  // Whoever runs a revision calls its functions between plans (transaction_run.h).
  [[noreturn]] void take(const Call& op) {
    throw MigrateError("a function cannot be planned: " + describe(Operation(op)));
  }

  void take(const BulkInsert& op) {
    begin_alone();
    ran_own_sql_ = true;
    std::string columns;
    std::string values;
    for (std::size_t i = 0; i < op.columns.size(); ++i) {
      columns += (i == 0 ? "" : ", ") + dialect_.quote(op.columns[i]);
      if (i > 0) values += ", ";
      dialect_.placeholder(values, static_cast<int>(i) + 1);
    }
    const std::string sql =
        "INSERT INTO " + dialect_.quote(op.table) + " (" + columns + ") VALUES (" + values + ")";
    for (const std::vector<engine::Value>& row : op.rows) {
      if (row.size() != op.columns.size())
        throw MigrateError("cannot " + describe(op) + ": a row has " + std::to_string(row.size()) +
                           " values for " + std::to_string(op.columns.size()) + " columns");
      plan_.steps.push_back({.sql = sql, .parameters = row, .reason = describe(op)});
    }
  }

  // A broken view or trigger stops every rename, unless the schema is open for writing: then SQLite
  // leaves the text of that one as it is.
  void add_rename(std::string sql, const std::string& reason) {
    const bool sound = is_sound();
    if (!sound) add("PRAGMA writable_schema = ON", reason + ", past a broken view or trigger");
    add(std::move(sql), reason);
    if (!sound) add("PRAGMA writable_schema = OFF", reason + ", done");
    is_stale_ = true;
  }

  bool is_sound() {
    return (now_.views.empty() && now_.triggers.empty()) || rehearsal_.is_sound(plan_.steps);
  }

  void add(std::string sql, std::string reason) {
    plan_.steps.push_back({.sql = std::move(sql), .reason = std::move(reason)});
  }

  void begin_alone() {
    finish_batch();
    refresh();
  }

  // Texts in `now_` are as SQLite has them, where SQLite has had a hand in them.
  void refresh() {
    if (!is_stale_) return;
    is_stale_ = false;
    if (auto rehearsed = rehearsal_.after(plan_.steps)) now_ = std::move(*rehearsed);
  }

  void finish_batch() {
    if (batch_.empty()) return;
    refresh();
    const bool drops_columns = std::ranges::any_of(batch_, [](const Operation& operation) {
      return std::holds_alternative<DropColumn>(operation);
    });
    BatchPlan made = plan_batch(batch_, now_, dialect_, watch_, !drops_columns || is_sound());
    std::ranges::move(made.steps, std::back_inserter(plan_.steps));
    rebuilt_.merge(made.rebuilt);
    plan_.suspend_foreign_keys = plan_.suspend_foreign_keys || made.suspend_foreign_keys;
    batch_.clear();
  }

  // Dropping a table with enforcement on would delete rows of other tables. Whoever runs the steps
  // without the envelope around them has to be stopped before that.
  void guard_enforcement() {
    plan_.steps.insert(
        plan_.steps.begin(),
        {.sql = "SELECT foreign_keys FROM pragma_foreign_keys WHERE foreign_keys = 1",
         .reason = "PRAGMA foreign_keys has to be OFF before the transaction begins",
         .kind = Step::Kind::must_be_empty});
  }

  const engine::Dialect& dialect_;
  const schema::Metadata& start_;
  schema::Metadata now_;
  Rehearsal rehearsal_;
  ForeignKeyWatch watch_;
  Plan plan_;
  std::vector<Operation> batch_;
  std::set<std::string, schema::NameLess> rebuilt_;
  bool is_stale_ = false;
  bool ran_own_sql_ = false;
};

class Planner final : public detail::DatabasePlanner {
 public:
  Plan plan(engine::Connection& connection, const schema::Metadata& now,
            const std::vector<Operation>& operations) const override {
    return Planning(connection.dialect(), now).plan(operations);
  }

  Envelope envelope(engine::Connection& connection, const Plan& plan) const override {
    Envelope result;
    // The steps switch these off themselves, unless one of them fails in between. Said before as well,
    // since an envelope with nothing before is none to whoever opens it.
    for (const std::string name : {"legacy_alter_table", "writable_schema"}) {
      const bool used = std::ranges::any_of(
          plan.steps, [&](const Step& step) { return step.sql == "PRAGMA " + name + " = ON"; });
      if (!used) continue;
      result.before.push_back("PRAGMA " + name + " = OFF");
      result.after.push_back("PRAGMA " + name + " = OFF");
    }
    if (!plan.suspend_foreign_keys) return result;
    if (connection.scalar("PRAGMA foreign_keys") == engine::Value{std::int64_t{1}}) {
      result.before.push_back("PRAGMA foreign_keys = OFF");
      result.after.push_back("PRAGMA foreign_keys = ON");
    }
    return result;
  }
};

}  // namespace

}  // namespace retort::migrate::sqlite

namespace retort::migrate::detail {

const DatabasePlanner& sqlite_planner() {
  static const sqlite::Planner planner;
  return planner;
}

}  // namespace retort::migrate::detail
