#include <retort/migrate/sqlite/online_copy.h>

#include <algorithm>
#include <chrono>

#include <retort/engine/error.h>
#include <retort/engine/transaction.h>
#include <retort/introspect/sqlite/table.h>
#include <retort/migrate/detail/expression.h>
#include <retort/migrate/detail/same.h>
#include <retort/migrate/error.h>
#include <retort/migrate/sqlite/copy_comparison.h>
#include <retort/migrate/sqlite/key_order.h>
#include <retort/migrate/sqlite/row_values.h>
#include <retort/migrate/sqlite/table_text.h>
#include <retort/schema/name.h>

namespace retort::migrate::sqlite {

namespace {

using schema::same_name;

constexpr const char* copying = "copy";
constexpr const char* comparing = "compare";
constexpr const char* ready = "ready";

[[noreturn]] void refuse(const TableChange& change, const std::string& why) {
  throw MigrateError("table " + change.after.name + " cannot be rebuilt online: " + why +
                     "; run it without --online");
}

OnlineKey key_of(const TableChange& change, const engine::Dialect& dialect) {
  if (auto key = OnlineKey::find(change, dialect)) return *key;
  refuse(change, "the keys of its rows change");
}

// How many rows a transaction takes, so that it holds the lock for as long as it may.
class Pace {
 public:
  explicit Pace(std::chrono::nanoseconds longest) : longest_(longest) {}

  std::size_t rows() const { return rows_; }
  void took(std::chrono::nanoseconds time) {
    if (time > longest_) rows_ = std::max(rows_ / 2, least);
    if (time < longest_ / 3) rows_ = std::min(rows_ * 2, most);
  }

 private:
  static constexpr std::size_t least = 10;
  static constexpr std::size_t most = 1'000'000;
  std::chrono::nanoseconds longest_;
  std::size_t rows_ = 50;
};

}  // namespace

OnlineCopy::OnlineCopy(const TableChange& change, const engine::Dialect& dialect)
    : change_(change), dialect_(dialect), names_(change.after.name), key_(key_of(change, dialect)) {
  require_possible();
  find_texts();
}

void OnlineCopy::require_possible() const {
  const schema::Table& before = *change_.before;
  for (const schema::ForeignKey& key : change_.after.foreign_keys)
    if (std::ranges::none_of(before.foreign_keys, [&](const schema::ForeignKey& was) {
          return detail::same_content(was, key);
        }))
      refuse(change_,
             "a new foreign key has to be checked under the lock (alone it takes no rebuild; "
             "give it a revision of its own)");
  for (const schema::Check& check : change_.after.checks)
    if (detail::has_qualifier(check.expression, change_.after.name))
      refuse(change_, "a CHECK names the table");
  for (const schema::Index& index : before.indexes)
    if (index.unique &&
        std::ranges::any_of(index.columns, [](const auto& term) { return term.column.empty(); }))
      refuse(change_,
             "unique index " + index.name +
                 " is on an expression, so that rows which REPLACE deletes cannot be told");
  if (change_.after.columns.empty() || copied_values(change_, dialect_).columns.empty())
    refuse(change_, "nothing of it stays");
}

// The copy has its keys in the order in which the table will have them.
void OnlineCopy::find_texts() {
  const std::string& name = change_.after.name;
  final_text_ = changed_text(*change_.before, change_.after, change_.before->name, dialect_)
                    .value_or(dialect_.create_table(change_.after));
  const schema::Table last = introspect::sqlite::read_table(name, final_text_);
  schema::Table alone = last;
  alone.foreign_keys.clear();
  alone.name = names_.copy;
  copy_text_ = changed_text(last, alone, names_.copy, dialect_).value_or("");
  if (copy_text_.empty() || keys_in_order(copy_text_) != keys_in_order(final_text_))
    refuse(change_, "its text takes more than an edit");
}

// What a copy was made for: another change begins again.
std::string OnlineCopy::identity() const {
  const CopiedValues copied = copied_values(change_, dialect_);
  std::string text = copy_text_ + '\n' + copied.columns + '\n' + copied.values;
  for (const schema::Index& index : change_.after.indexes)
    text += '\n' + dialect_.create_index(names_.copy, index);
  return text;
}

Step OnlineCopy::step(std::string sql, const std::string& why, Step::Kind kind) const {
  Step made{.sql = std::move(sql),
            .reason = "rebuild " + change_.after.name + " online: " + why,
            .kind = kind};
  made.stand_in = names_.copy;
  made.stands_for = change_.after.name;
  return made;
}

// https://sqlite.org/lang_conflict.html: REPLACE deletes rows without firing triggers, so the rows that
// may be in the way of a new one are noted before it comes.
std::vector<OnlineCopy::Capture> OnlineCopy::capture() const {
  const schema::Table& before = *change_.before;
  const std::string table = dialect_.quote(before.name);
  const std::string log = "INSERT INTO " + dialect_.quote(names_.log) + ' ';
  std::vector<Capture> triggers;
  const auto add = [&](const std::string& event, const std::string& when, const std::string& body) {
    triggers.push_back({event, "CREATE TRIGGER " + dialect_.quote(names_.trigger_of(event)) + ' ' +
                                   when + " ON " + table + " BEGIN " + body + " END"});
  };
  const std::string old_key = log + "SELECT " + key_.list("old.") + "; ";
  const std::string new_key = log + "SELECT " + key_.list("new.") + "; ";
  add("insert", "AFTER INSERT", new_key);
  add("update", "AFTER UPDATE", old_key + new_key);
  add("delete", "AFTER DELETE", old_key);

  std::string in_the_way;
  const auto note_unique = [&](const std::vector<schema::IndexedColumn>& terms) {
    std::string same;
    for (const schema::IndexedColumn& term : terms) {
      const std::string name = dialect_.quote(term.column);
      const std::string collation =
          term.collation.empty() ? "" : " COLLATE " + dialect_.quote(term.collation);
      same += (same.empty() ? "" : " AND ") + name + collation + " = new." + name;
    }
    in_the_way += log + "SELECT " + key_.list() + " FROM " + table + " WHERE " + same + "; ";
  };
  if (before.primary_key && rowid_alias(before) == nullptr && !before.options.without_rowid)
    note_unique(before.primary_key->columns);
  for (const schema::Unique& unique : before.uniques) note_unique(unique.columns);
  for (const schema::Index& index : before.indexes)
    if (index.unique) note_unique(index.columns);
  if (!in_the_way.empty()) {
    add("before_insert", "BEFORE INSERT", in_the_way);
    add("before_update", "BEFORE UPDATE", in_the_way);
  }
  return triggers;
}

void OnlineCopy::begin(engine::Connection& connection) const {
  const std::string state = dialect_.quote(names_.state);
  engine::Transaction transaction(connection, engine::Mode::immediate);
  connection.execute(copy_text_);
  for (schema::Index index : change_.after.indexes) {
    index.name = OnlineNames::index_of_copy(index.name);
    index.sql.clear();
    connection.execute(dialect_.create_index(names_.copy, index));
  }
  connection.execute("CREATE TABLE " + dialect_.quote(names_.log) + " (" + key_.log_list() + ")");
  connection.execute("CREATE TABLE " + state + " (change, phase, \"rows\", " + key_.log_list() +
                     ")");
  connection.execute("INSERT INTO " + state + " (change, phase, \"rows\") VALUES (?1, ?2, 0)",
                     {identity(), std::string(copying)});
  for (const Capture& trigger : capture()) connection.execute(trigger.sql);
  transaction.commit();
}

bool OnlineCopy::is_begun(engine::Connection& connection, const std::string& table) {
  const engine::Value name = OnlineNames(table).state;
  return connection.scalar("SELECT 1 FROM sqlite_schema WHERE name = ?1", {&name, 1}).has_value();
}

bool OnlineCopy::resumes(engine::Connection& connection) const {
  if (!is_begun(connection, change_.after.name)) return false;
  return connection.scalar("SELECT change FROM " + dialect_.quote(names_.state)) ==
         engine::Value{identity()};
}

OnlineCopy::State OnlineCopy::state(engine::Connection& connection) const {
  const auto rows = connection.rows("SELECT phase, \"rows\", " + key_.log_list() + " FROM " +
                                    dialect_.quote(names_.state));
  State state{.phase = std::get<std::string>(rows[0][0]),
              .rows = std::get<std::int64_t>(rows[0][1]),
              .last = {rows[0].begin() + 2, rows[0].end()}};
  if (std::holds_alternative<engine::Null>(state.last[0])) state.last.clear();
  return state;
}

void OnlineCopy::note(engine::Connection& connection, const State& state) const {
  std::string keys;
  Key values = state.last;
  values.resize(key_.size());
  for (std::size_t i = 0; i < key_.size(); ++i)
    keys += ", k" + std::to_string(i) + " = " + dialect_.literal(values[i]);
  connection.execute(
      "UPDATE " + dialect_.quote(names_.state) + " SET phase = ?1, \"rows\" = ?2" + keys,
      {state.phase, state.rows});
}

bool OnlineCopy::is_ready(engine::Connection& connection) const {
  return resumes(connection) && state(connection).phase == ready;
}

void OnlineCopy::run(engine::Connection& connection, Losses losses, const OnlineOptions& options) {
  if (!resumes(connection)) begin(connection);
  State now = state(connection);
  Pace pace(options.longest_lock);
  while (now.phase != ready) {
    const auto phase =
        now.phase == copying ? OnlineProgress::Phase::copy : OnlineProgress::Phase::compare;
    const auto began = std::chrono::steady_clock::now();
    advance(connection, now, losses, pace.rows());
    const std::chrono::nanoseconds took = std::chrono::steady_clock::now() - began;
    pace.took(took);
    between(options.between,
            {.table = change_.after.name, .phase = phase, .rows = now.rows, .took = took});
  }
}

// Where others write all the time, the lock may not be had at the first try.
void OnlineCopy::advance(engine::Connection& connection, State& state, Losses losses,
                         std::size_t rows) const {
  constexpr int tries = 12;
  for (int attempt = 1;; ++attempt) {
    try {
      return advance_once(connection, state, losses, rows);
    } catch (const engine::BusyError&) {
      if (attempt == tries) throw;
    }
  }
}

// One transaction: the next rows, and those behind that were touched since.
void OnlineCopy::advance_once(engine::Connection& connection, State& state, Losses losses,
                              std::size_t rows) const {
  engine::Transaction transaction(connection, engine::Mode::immediate);
  const Key last = bound(connection, state.last, rows);
  if (state.phase == copying)
    copy(connection, state, last);
  else
    compare(connection, state, last, losses);
  State next = state;
  next.last = last;
  next.rows += static_cast<std::int64_t>(rows);
  if (last.empty()) {
    next.phase = state.phase == copying ? comparing : ready;
    next.rows = 0;
  }
  note(connection, next);
  transaction.commit();
  state = std::move(next);
}

// The last key of the next rows; empty where they are the rest.
OnlineCopy::Key OnlineCopy::bound(engine::Connection& connection, const Key& last,
                                  std::size_t rows) const {
  const auto found = connection.rows(
      "SELECT " + key_.list() + " FROM " + dialect_.quote(change_.before->name) +
          (last.empty() ? "" : " WHERE " + key_.compare("", ">", 1)) + " ORDER BY " + key_.list() +
          " LIMIT 1 OFFSET " + std::to_string(rows - 1),
      last);
  return found.empty() ? Key() : found[0];
}

// Behind the last key, up to the bound: their parameters stand in this order.
std::string OnlineCopy::range(const std::string& prefix, const State& state, bool bounded) const {
  std::string text = state.last.empty() ? "" : key_.compare(prefix, ">", 1);
  if (bounded)
    text += (text.empty() ? "" : " AND ") + key_.compare(prefix, "<=", 1 + state.last.size());
  return text.empty() ? "1" : text;
}

std::string OnlineCopy::insert_from(const std::string& condition) const {
  const auto [columns, values] = copied_values(change_, dialect_);
  return "INSERT OR ABORT INTO " + dialect_.quote(names_.copy) + " (" + columns + ") SELECT " +
         values + " FROM " + dialect_.quote(change_.before->name) + " WHERE " + condition;
}

// Rows that were touched are copied again, where they still are and were copied before. Their copies go
// before anything comes, since another row may have their unique values by now.
std::vector<Step> OnlineCopy::replay(const std::string& copied) const {
  const std::string log = dialect_.quote(names_.log);
  const std::string why = "rows that were changed meanwhile";
  return {step("DELETE FROM " + dialect_.quote(names_.copy) + " WHERE " + key_.in(log), why),
          step(insert_from(key_.in(log) + " AND " + copied), why, Step::Kind::copy),
          step("DELETE FROM " + log, why)};
}

void OnlineCopy::copy(engine::Connection& connection, const State& state, const Key& bound) const {
  Plan plan{.steps = replay(state.last.empty() ? "0" : key_.compare("", "<=", 1))};
  plan.steps[1].parameters = state.last;
  Step rows =
      step(insert_from(range("", state, !bound.empty())), "copy the rows", Step::Kind::copy);
  rows.parameters = state.last;
  std::ranges::copy(bound, std::back_inserter(rows.parameters));
  plan.steps.push_back(std::move(rows));
  execute(connection, plan);
}

void OnlineCopy::compare(engine::Connection& connection, const State& state, const Key& bound,
                         Losses losses) const {
  Key keys = state.last;
  std::ranges::copy(bound, std::back_inserter(keys));
  Plan plan{.steps = replay("1")};
  const auto rows = [&](const std::string& name) {
    return range(name + ".", state, !bound.empty());
  };
  for (Step& check : compare_copy(change_, names_.copy, dialect_, rows)) {
    plan.steps.push_back(step(std::move(check.sql), check.reason, check.kind));
    plan.steps.back().faults_alone = std::move(check.faults_alone);
    plan.steps.back().parameters = keys;
  }
  execute(connection, plan, losses);
}

}  // namespace retort::migrate::sqlite
