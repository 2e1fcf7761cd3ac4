#include <retort/migrate/sqlite/dependents_check.h>

#include <algorithm>
#include <string_view>
#include <vector>

#include <retort/engine/dialect.h>
#include <retort/engine/error.h>
#include <retort/engine/sqlite/ddl/parse.h>
#include <retort/engine/transaction.h>
#include <retort/schema/name.h>

namespace retort::migrate::sqlite {

namespace {

namespace ddl = engine::sqlite::ddl;
using Event = ddl::CreateTrigger::Event;

// Functions and collations are an application's own, and no migration takes them away: where it is not
// the application that migrates, they are not here.
bool is_of_the_connection(std::string_view message) {
  return message.starts_with("no such function:") ||
         message.starts_with("no such collation sequence:");
}

class Check {
 public:
  explicit Check(engine::Connection& connection) : connection_(connection) {}

  detail::Dependents all() && {
    read_schema();
    for (const std::string& view : views_)
      result_["view " + view] = problem("SELECT * FROM main." + quote(view));
    for (const auto& [fired_by, names] : triggers_) check(fired_by, names);
    return std::move(result_);
  }

 private:
  // A statement fires all the triggers that a table has for it.
  using FiredBy = std::pair<std::string, Event>;
  using Names = std::vector<std::string>;

  std::string quote(const std::string& name) const { return connection_.dialect().quote(name); }

  void read_schema() {
    engine::Statement objects = connection_.prepare(
        "SELECT type, name, tbl_name, sql FROM main.sqlite_schema"
        " WHERE type IN ('view', 'trigger') ORDER BY name");
    while (objects.step()) {
      const std::string name(objects.text(1));
      if (objects.text(0) == "view") {
        views_.push_back(name);
        continue;
      }
      const std::string sql(objects.text(3));
      const ddl::Tokens tokens = ddl::tokenize(sql);
      const Event event = ddl::parse_as<ddl::CreateTrigger>(tokens).event;
      triggers_[{std::string(objects.text(2)), event}].push_back(name);
    }
  }

  // What SQLite says against a statement; with EXPLAIN before it, it only shows what it would do. As a
  // script it is prepared anew: one from the cache would show what it did before.
  std::string problem(const std::string& sql) {
    try {
      connection_.execute_script("EXPLAIN " + sql);
      return "";
    } catch (const engine::DatabaseError& error) {
      return is_of_the_connection(error.message()) ? "" : error.message();
    }
  }

  std::string firing(const FiredBy& fired_by) {
    const std::string table = "main." + quote(fired_by.first);
    if (fired_by.second == Event::remove) return "DELETE FROM " + table;
    if (fired_by.second == Event::insert) return "INSERT INTO " + table + " DEFAULT VALUES";
    std::string assignments;
    const engine::Value name = fired_by.first;
    engine::Statement columns =
        connection_.prepare("SELECT name FROM pragma_table_xinfo(?) WHERE hidden = 0");
    columns.bind_all({&name, 1});
    while (columns.step()) {
      const std::string column = quote(std::string(columns.text(0)));
      assignments += (assignments.empty() ? "" : ", ") + column + " = " + column;
    }
    return "UPDATE " + table + " SET " + assignments;
  }

  void check(const FiredBy& fired_by, const Names& names) {
    const std::string sql = firing(fired_by);
    const bool works = problem(sql).empty();
    for (const std::string& name : names)
      result_["trigger " + name] =
          works ? "" : problem_without_others(sql, fired_by.first, name, names);
  }

  // Of several triggers SQLite does not say which one it means, nor whether it means the table: an
  // error that stays without the trigger is not the trigger's. A view without it takes no change.
  std::string problem_without_others(const std::string& sql, const std::string& table,
                                     const std::string& name, const Names& names) {
    const engine::Savepoint nothing_stays(connection_);
    const auto drop = [&](const std::string& trigger) {
      connection_.execute("DROP TRIGGER main." + quote(trigger));
    };
    for (const std::string& other : names)
      if (other != name) drop(other);
    std::string found = problem(sql);
    const auto is_table = [&](const std::string& view) { return schema::same_name(view, table); };
    if (std::ranges::any_of(views_, is_table)) return found;
    drop(name);
    return problem(sql).empty() ? found : "";
  }

  engine::Connection& connection_;
  Names views_;
  std::map<FiredBy, Names> triggers_;
  detail::Dependents result_;
};

}  // namespace

detail::Dependents dependents(engine::Connection& connection) { return Check(connection).all(); }

}  // namespace retort::migrate::sqlite
