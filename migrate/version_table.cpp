#include <retort/migrate/version_table.h>

#include <algorithm>

#include <retort/engine/dialect.h>
#include <retort/engine/error.h>
#include <retort/engine/transaction.h>
#include <retort/migrate/detail/rows.h>
#include <retort/migrate/error.h>

namespace retort::migrate {

namespace {

schema::Table definition(const std::string& name) {
  schema::Table table{.name = name};
  table.columns.push_back({.name = "version_num", .type = {"VARCHAR(32)"}, .nullable = false});
  table.primary_key =
      schema::PrimaryKey{.name = name + "_pkc", .columns = schema::indexed({"version_num"})};
  return table;
}

}  // namespace

bool VersionTable::exists(engine::Connection& connection) const {
  return detail::table_exists(connection, name_);
}

std::vector<std::string> VersionTable::rows(engine::Connection& connection) const {
  if (connection.in_transaction()) {
    // Where a statement that fails may be the end of the transaction.
    if (!exists(connection)) return {};
    return rows_of_existing(connection);
  }
  try {
    return rows_of_existing(connection);
  } catch (const engine::DatabaseError&) {
    // Mostly there is no such table yet. Another runner may make it between two looks, unless they are one
    // transaction.
    const engine::Transaction at_one_time(connection);
    return rows(connection);
  }
}

std::vector<std::string> VersionTable::rows_of_existing(engine::Connection& connection) const {
  std::vector<std::string> result;
  auto select = detail::prepare_on(connection, name_, "version_num", "version_table",
                                   "SELECT version_num FROM " + connection.dialect().quote(name_));
  while (select.step()) result.emplace_back(select.text(0));
  std::ranges::sort(result);
  return result;
}

std::vector<Step> VersionTable::statements(const engine::Dialect& dialect,
                                           const std::vector<std::string>& before,
                                           const std::vector<std::string>& after,
                                           bool create) const {
  const std::string table = dialect.quote(name_);
  std::string first, second;
  dialect.placeholder(first, 1);
  dialect.placeholder(second, 2);
  std::vector<Step> steps;
  const auto add = [&](std::string sql, std::vector<engine::Value> parameters) {
    steps.push_back({.sql = std::move(sql),
                     .parameters = std::move(parameters),
                     .reason = "the version table"});
  };
  if (create) add(dialect.create_table(definition(name_)), {});
  // A row that goes and one that comes are one UPDATE, as Alembic does it.
  const std::vector<std::string> gone = detail::without(before, after);
  const std::vector<std::string> come = detail::without(after, before);
  const std::size_t replaced = std::min(gone.size(), come.size());
  for (std::size_t i = 0; i < replaced; ++i)
    add("UPDATE " + table + " SET version_num = " + first + " WHERE version_num = " + second,
        {come[i], gone[i]});
  for (std::size_t i = replaced; i < gone.size(); ++i)
    add("DELETE FROM " + table + " WHERE version_num = " + first, {gone[i]});
  for (std::size_t i = replaced; i < come.size(); ++i)
    add("INSERT INTO " + table + " (version_num) VALUES (" + first + ")", {come[i]});
  return steps;
}

Step VersionTable::guard(const engine::Dialect& dialect,
                         const std::vector<std::string>& rows) const {
  const std::string table = dialect.quote(name_);
  const std::string count = std::to_string(rows.size());
  std::string list, names;
  for (const std::string& row : rows) {
    list += (list.empty() ? "" : ", ") + dialect.literal(row);
    names += (names.empty() ? "" : ", ") + row;
  }
  std::string sql = "SELECT version_num FROM " + table;
  if (!rows.empty())
    sql = "SELECT 1 FROM (SELECT count(*) AS n FROM " + table +
          ") AS present, (SELECT count(*) AS n FROM " + table + " WHERE version_num IN (" + list +
          ")) AS expected WHERE present.n <> " + count + " OR expected.n <> " + count;
  return {.sql = std::move(sql),
          .reason = rows.empty() ? "the database has revisions already"
                                 : "the database is not at " + names,
          .kind = Step::Kind::must_be_empty};
}

void VersionTable::move(engine::Connection& connection, const std::vector<std::string>& before,
                        const std::vector<std::string>& after) const {
  // Where there are rows there is a table.
  const bool create = before.empty() && !exists(connection);
  for (const Step& step : statements(connection.dialect(), before, after, create)) {
    const std::int64_t changed = connection.execute(step.sql, step.parameters);
    if (!step.parameters.empty() && changed != 1)
      throw MigrateError("the version table " + name_ +
                         " was changed by someone else while a revision ran; nothing was changed");
  }
}

}  // namespace retort::migrate
