#include <retort/migrate/version_table.h>

#include <algorithm>
#include <set>

#include <retort/engine/dialect.h>
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

std::vector<std::string> without(const std::vector<std::string>& rows,
                                 const std::vector<std::string>& others) {
  const std::set<std::string> left_out(others.begin(), others.end());
  std::vector<std::string> result;
  std::ranges::copy_if(rows, std::back_inserter(result),
                       [&](const std::string& row) { return !left_out.contains(row); });
  return result;
}

}  // namespace

bool VersionTable::exists(engine::Connection& connection) const {
  const engine::Value parameter = name_;
  return connection.scalar(connection.dialect().table_exists(), {&parameter, 1}).has_value();
}

std::vector<std::string> VersionTable::rows(engine::Connection& connection) const {
  if (!exists(connection)) return {};
  return rows_of_existing(connection);
}

std::vector<std::string> VersionTable::rows_of_existing(engine::Connection& connection) const {
  std::vector<std::string> result;
  auto select = connection.prepare("SELECT version_num FROM " + connection.dialect().quote(name_));
  while (select.step()) result.emplace_back(select.text(0));
  std::ranges::sort(result);
  return result;
}

void VersionTable::move(engine::Connection& connection, const std::vector<std::string>& before,
                        const std::vector<std::string>& after) const {
  const engine::Dialect& dialect = connection.dialect();
  const std::string table = dialect.quote(name_);
  if (!exists(connection)) connection.execute(dialect.create_table(definition(name_)));

  const auto one_row = [&](const std::string& sql,
                           std::initializer_list<engine::Value> parameters) {
    if (connection.execute(sql, parameters) != 1)
      throw MigrateError("the version table " + name_ +
                         " was changed by someone else while a revision ran; nothing was changed");
  };
  std::string first, second;
  dialect.placeholder(first, 1);
  dialect.placeholder(second, 2);

  // A row that goes and one that comes are one UPDATE, as Alembic does it.
  const std::vector<std::string> gone = without(before, after);
  const std::vector<std::string> come = without(after, before);
  const std::size_t replaced = std::min(gone.size(), come.size());
  for (std::size_t i = 0; i < replaced; ++i)
    one_row("UPDATE " + table + " SET version_num=" + first + " WHERE version_num = " + second,
            {come[i], gone[i]});
  for (std::size_t i = replaced; i < gone.size(); ++i)
    one_row("DELETE FROM " + table + " WHERE version_num = " + first, {gone[i]});
  for (std::size_t i = replaced; i < come.size(); ++i)
    one_row("INSERT INTO " + table + " (version_num) VALUES (" + first + ")", {come[i]});
}

}  // namespace retort::migrate
