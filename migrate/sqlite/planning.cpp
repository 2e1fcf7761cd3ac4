#include <retort/migrate/sqlite/planning.h>

#include <algorithm>
#include <cstdio>
#include <set>

#include <retort/engine/dialect.h>
#include <retort/introspect/introspect.h>
#include <retort/migrate/error.h>
#include <retort/migrate/sqlite/batch.h>
#include <retort/migrate/sqlite/foreign_keys_aside.h>
#include <retort/migrate/sqlite/free_name.h>
#include <retort/migrate/sqlite/index_work.h>
#include <retort/migrate/sqlite/own_sql.h>
#include <retort/migrate/sqlite/soundness.h>
#include <retort/schema/name.h>

namespace retort::migrate::sqlite {

namespace {

void append(std::vector<Step>& steps, std::vector<Step> more) {
  std::ranges::move(more, std::back_inserter(steps));
}

// A broken view or trigger stops every rename, unless the schema is open for writing: then SQLite
// leaves the text of that one as it is.
void add_alter(Plan& plan, std::string sql, const std::string& reason, bool sound) {
  if (!sound)
    plan.steps.push_back({.sql = "PRAGMA writable_schema = ON",
                          .reason = reason + ", past a broken view or trigger",
                          .undo = "PRAGMA writable_schema = OFF"});
  plan.steps.push_back({.sql = std::move(sql), .reason = reason});
  if (!sound)
    plan.steps.push_back({.sql = "PRAGMA writable_schema = OFF", .reason = reason + ", done"});
}

// Dropping a table with enforcement on would delete rows of other tables. Whoever runs the steps
// without the envelope around them has to be stopped before that.
Step guard_enforcement() {
  return {.sql = "SELECT foreign_keys FROM pragma_foreign_keys WHERE foreign_keys = 1",
          .reason = "PRAGMA foreign_keys has to be OFF before the transaction begins",
          .kind = Step::Kind::must_be_empty};
}

bool wants_none_enforced(const Part& part) {
  return std::ranges::any_of(part.own, [](const Operation* operation) {
    const auto* execute = std::get_if<Execute>(operation);
    return execute != nullptr && !execute->foreign_keys;
  });
}

// https://sqlite.org/releaselog/3_53_0.html
bool alters_constraints(engine::Connection& connection) {
  const auto version = connection.scalar("SELECT sqlite_version()");
  const std::string& text = std::get<std::string>(*version);
  int major = 0;
  int minor = 0;
  std::sscanf(text.c_str(), "%d.%d", &major, &minor);
  return major > 3 || (major == 3 && minor >= 53);
}

std::vector<std::string> statistics_tables(engine::Connection& connection) {
  std::vector<std::string> tables;
  for (const auto& row : connection.rows(
           "SELECT name FROM sqlite_schema WHERE name IN ('sqlite_stat1', 'sqlite_stat4')"))
    tables.push_back(std::get<std::string>(row[0]));
  return tables;
}

const std::string* table_added_to(const Operation& operation) {
  if (const auto* table = std::get_if<CreateTable>(&operation)) return &table->table.name;
  if (const auto* column = std::get_if<AddColumn>(&operation)) return &column->table;
  if (const auto* index = std::get_if<CreateIndex>(&operation)) return &index->table;
  return nullptr;
}

bool only_adds(const Part& part) { return std::ranges::all_of(part.changes, table_added_to); }

// Of a part that only adds.
std::vector<std::string> tables_of(const Part& part) {
  std::set<std::string, schema::NameLess> tables;
  for (const Operation& operation : part.changes) tables.insert(*table_added_to(operation));
  return {tables.begin(), tables.end()};
}

}  // namespace

SqlitePlanning::SqlitePlanning(engine::Connection& connection,
                               const std::vector<Operation>& operations, const PlanOptions& options)
    : connection_(connection),
      dialect_(connection.dialect()),
      parts_(parts(operations)),
      options_(options),
      enforced_(options.in_callers_transaction &&
                connection.scalar("PRAGMA foreign_keys") == engine::Value{std::int64_t{1}}),
      probe_(connection, options),
      watch_(dialect_) {}

std::optional<Plan> SqlitePlanning::next() {
  read_back_.verify(connection_);
  if (next_ < parts_.size()) {
    Plan made = plan(parts_[next_]);
    ++next_;
    return made;
  }
  if (next_ == parts_.size() && watch_.is_needed()) {
    ++next_;
    return last_plan();
  }
  return std::nullopt;
}

Plan SqlitePlanning::plan(const Part& part) {
  switch (part.kind) {
    case Part::Kind::own_sql: return plan_own_sql(part);
    case Part::Kind::renames: return plan_renames(part);
    case Part::Kind::batch: break;
  }
  return plan_batch(part);
}

// Where a rebuild is to come, a person's SQL does not run for nothing: the envelope is asked for
// before it and not behind it.
Plan SqlitePlanning::plan_own_sql(const Part& part) {
  if (enforced_ && wants_none_enforced(part))
    throw MigrateError(
        "SQL that wants foreign keys off cannot run in a transaction that was begun with them on");
  Plan plan{.suspend_foreign_keys =
                !enforced_ && (options_.suspended || is_rebuild_ahead(parts_, next_) ||
                               wants_none_enforced(part))};
  if (options_.suspended) plan.steps = watch_.note_all(introspect::introspect(connection_));
  for (const Operation* operation : part.own) add_own_sql(plan.steps, *operation, dialect_);
  return plan;
}

Plan SqlitePlanning::plan_renames(const Part& part) {
  Plan plan;
  schema::Metadata now = introspect::introspect(connection_);
  const bool sound = is_sound(connection_, now);
  for (const Operation& operation : part.changes) {
    if (const auto* table = std::get_if<RenameTable>(&operation))
      add_rename(plan, *table, now, sound);
    else
      add_rename(plan, std::get<AlterColumn>(operation), sound);
    migrate::apply(operation, now);
    made_.note(operation);
  }
  return plan;
}

void SqlitePlanning::add_rename(Plan& plan, const AlterColumn& op, bool sound) const {
  add_alter(plan,
            "ALTER TABLE " + dialect_.quote(op.table) + " RENAME COLUMN " +
                dialect_.quote(op.before.name) + " TO " + dialect_.quote(op.after.name),
            describe(op), sound);
}

void SqlitePlanning::add_rename(Plan& plan, const RenameTable& op, const schema::Metadata& now,
                                bool sound) {
  const auto rename = [&](const std::string& from, const std::string& to) {
    add_alter(plan, "ALTER TABLE " + dialect_.quote(from) + " RENAME TO " + dialect_.quote(to),
              describe(op), sound);
  };
  if (schema::same_name(op.table, op.new_name)) {
    // SQLite takes a change of case alone for a name that is there already.
    const std::string between = free_name(now, "_retort_new_" + op.new_name);
    rename(op.table, between);
    rename(between, op.new_name);
  } else {
    rename(op.table, op.new_name);
  }
  watch_.renamed(op.table, op.new_name);
}

// Most revisions add something that can be planned without a look at the rest, which may be large.
Plan SqlitePlanning::plan_batch(const Part& part) {
  if (!options_.suspended && only_adds(part)) {
    const schema::Metadata near = introspect::introspect(connection_, tables_of(part));
    if (std::optional<Plan> plan = plan_batch(part, near, false)) return std::move(*plan);
  }
  return *plan_batch(part, introspect::introspect(connection_), true);
}

std::optional<Plan> SqlitePlanning::plan_batch(const Part& part, const schema::Metadata& before,
                                               bool is_whole) {
  schema::Metadata after = before;
  BatchPlan made = sqlite::plan_batch(
      part.changes, after,
      {.dialect = dialect_,
       .ability = is_whole ? ability(part, before) : AlterAbility{.drop_column = false},
       .made = made_,
       .probe = probe_,
       .online = options_.online ? &connection_ : nullptr,
       .statistics = is_whole ? statistics_tables(connection_) : std::vector<std::string>(),
       .is_whole = is_whole});
  if (made.is_out_of_sight) return std::nullopt;
  for (const Operation& operation : part.changes) made_.note(operation);

  const bool suspend = options_.suspended || made.suspend_foreign_keys;
  Plan plan{.suspend_foreign_keys = suspend && !enforced_};
  if (made.suspend_foreign_keys && !enforced_) plan.steps.push_back(guard_enforcement());
  if (suspend) append(plan.steps, watch_.note(before, after, made.touched));
  if (made.suspend_foreign_keys && enforced_)
    made.steps = with_foreign_keys_aside(std::move(made.steps), before, dialect_);
  for (const std::string& table : made.replaced) watch_.replaced(table);
  for (const schema::Table& table : made.changed) read_back_.expect(table);
  append(plan.steps, std::move(made.steps));
  for (Step& step : plan.steps) tell_work(step);
  return plan;
}

AlterAbility SqlitePlanning::ability(const Part& part, const schema::Metadata& now) const {
  const bool drops_columns = std::ranges::any_of(part.changes, [](const Operation& operation) {
    return std::holds_alternative<DropColumn>(operation);
  });
  // A script for another program is for another version, too.
  return {.drop_column = !drops_columns || is_sound(connection_, now),
          .constraints = options_.may_edit_schema && alters_constraints(connection_)};
}

Plan SqlitePlanning::last_plan() const {
  return {.steps = watch_.compare(introspect::introspect(connection_)),
          .suspend_foreign_keys = !enforced_};
}

}  // namespace retort::migrate::sqlite
