#include <retort/migrate/sqlite/online.h>

#include <algorithm>
#include <chrono>
#include <list>

#include <retort/engine/dialect.h>
#include <retort/engine/transaction.h>
#include <retort/introspect/introspect.h>
#include <retort/migrate/error.h>
#include <retort/migrate/sqlite/alter.h>
#include <retort/migrate/sqlite/checks.h>
#include <retort/migrate/sqlite/edit_probe.h>
#include <retort/migrate/sqlite/losses.h>
#include <retort/migrate/sqlite/online_copy.h>
#include <retort/migrate/sqlite/parts.h>
#include <retort/migrate/sqlite/schema_edit.h>

namespace retort::migrate::sqlite {

namespace {

// Fewer rows are copied faster than this begins.
constexpr std::int64_t few_rows = 500;

bool has_few_rows(engine::Connection& connection, const std::string& table) {
  return connection.scalar("SELECT count(*) FROM (SELECT 1 FROM " +
                           connection.dialect().quote(table) + " LIMIT " +
                           std::to_string(few_rows + 1) + ")") <= engine::Value{few_rows};
}

void run(engine::Connection& connection, const std::string& sql) { connection.execute(sql); }

// The rest of one run: tables whose rows are still to be deleted, some at a time.
class Clearing {
 public:
  Clearing(engine::Connection& connection, const OnlineOptions& options)
      : connection_(connection), options_(options) {}

  void clear() {
    struct Object {
      std::string type, name;
    };
    std::vector<Object> objects;
    for (const auto& row :
         connection_.rows("SELECT type, name FROM sqlite_schema WHERE name GLOB '" +
                          std::string(online_pattern) + "' ORDER BY type = 'trigger' DESC, type"))
      objects.push_back({std::get<std::string>(row[0]), std::get<std::string>(row[1])});
    // Triggers first, while there is still what they write to.
    for (const Object& object : objects) {
      const std::string name = connection_.dialect().quote(object.name);
      if (object.type == "table") {
        delete_rows(object.name);
        run(connection_, "DROP TABLE " + name);
      } else {
        run(connection_, "DROP " + object.type + ' ' + name);
      }
    }
  }

 private:
  std::string key_of(const std::string& table) {
    const engine::Value name = table;
    std::string key;
    for (const auto& row : connection_.rows(
             "SELECT c.name FROM pragma_table_list AS l, pragma_table_info(l.name) AS c WHERE "
             "l.name = ?1 AND l.wr AND c.pk > 0 ORDER BY c.pk",
             {&name, 1}))
      key += (key.empty() ? "" : ", ") + connection_.dialect().quote(std::get<std::string>(row[0]));
    return key.empty() ? "rowid" : key;
  }

  void delete_rows(const std::string& table) {
    constexpr std::int64_t at_once = 2000;
    const std::string name = connection_.dialect().quote(table);
    const std::string key = key_of(table);
    const std::string sql = "DELETE FROM " + name + " WHERE (" + key + ") IN (SELECT " + key +
                            " FROM " + name + " LIMIT " + std::to_string(at_once) + ")";
    OnlineProgress progress{.table = table, .phase = OnlineProgress::Phase::clear};
    while (true) {
      const auto began = std::chrono::steady_clock::now();
      const std::int64_t deleted = connection_.execute(sql);
      progress.rows += deleted;
      if (deleted < at_once) return;
      progress.took = std::chrono::steady_clock::now() - began;
      between(options_.between, progress);
    }
  }

  engine::Connection& connection_;
  const OnlineOptions& options_;
};

bool is_left(engine::Connection& connection, const std::string& pattern) {
  return connection.scalar("SELECT 1 FROM sqlite_schema WHERE name GLOB '" + pattern + "' LIMIT 1")
      .has_value();
}

}  // namespace

void prepare_online(engine::Connection& connection, const std::vector<Operation>& operations,
                    Losses losses_of_run, const OnlineOptions& options) {
  const std::vector<Part> all = parts(operations);
  if (all.empty()) return;
  if (is_rebuild_ahead(all, 0))
    throw MigrateError(
        "a table is rebuilt behind SQL or renames of the same revision, so that it cannot be "
        "copied "
        "online; give it a revision of its own, or run it without --online");
  if (all.front().kind != Part::Kind::batch) return;

  const engine::Dialect& dialect = connection.dialect();
  const schema::Metadata before = introspect::introspect(connection);
  schema::Metadata after = before;
  const std::vector<TableChange> changes = collect_changes(all.front().changes, after, dialect);
  EditProbe probe(connection, {});
  std::list<OnlineCopy> copies;
  for (const TableChange& change : changes) {
    if (!change.before || change.dropped || alter(change, dialect, {.constraints = true}) ||
        !edit_schema(change, before, dialect, probe).steps.empty() ||
        has_few_rows(connection, change.before->name))
      continue;
    copies.emplace_back(change, dialect);
  }
  const bool all_resume =
      std::ranges::all_of(copies, [&](const OnlineCopy& copy) { return copy.resumes(connection); });
  if (copies.empty() || !all_resume) clear_online(connection, options);
  if (copies.empty()) return;

  // What would stop the revision stops it here, before hours of copying.
  const MadeHere nothing;
  Plan first{.steps = losses(all.front().changes, changes, before, nothing, dialect)};
  for (const TableChange& change : changes)
    if (change.before && !change.dropped && !remedies(change, changes, after, dialect).empty())
      throw MigrateError("the script deletes or fills rows of table " + change.after.name +
                         ", which takes the lock; run it without --online");
  for (const TableChange& change : changes)
    if (change.before && !change.dropped)
      std::ranges::move(checks(change, changes, after, dialect), std::back_inserter(first.steps));
  execute(connection, first, losses_of_run);
  try {
    for (OnlineCopy& copy : copies) copy.run(connection, losses_of_run, options);
  } catch (const DecisionNeeded&) {
    clear_online(connection, options);
    throw;
  }
}

bool is_online_left(engine::Connection& connection) { return is_left(connection, online_pattern); }

void clear_online(engine::Connection& connection, const OnlineOptions& options) {
  if (is_online_left(connection)) Clearing(connection, options).clear();
}

}  // namespace retort::migrate::sqlite
