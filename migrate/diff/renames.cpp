// Renames: what the answers say, and changes of case alone.

#include <algorithm>

#include <retort/migrate/detail/comparison.h>
#include <retort/migrate/detail/rename_order.h>
#include <retort/migrate/error.h>
#include <retort/schema/name.h>

namespace retort::migrate::detail {

namespace {

using schema::same_name;

bool has_origin(const std::vector<Rename>& renames, const std::string& name) {
  return std::ranges::any_of(renames, [&](const Rename& r) { return same_name(r.from, name); });
}
bool has_result(const std::vector<Rename>& renames, const std::string& name) {
  return std::ranges::any_of(renames, [&](const Rename& r) { return same_name(r.to, name); });
}

[[noreturn]] void misfit(const std::string& answer, const std::string& why) {
  throw MigrateError("the answer " + answer + " does not fit: " + why);
}

std::vector<Rename> table_renames(const schema::Metadata& before, const schema::Metadata& after,
                                  const Answers& answers) {
  std::vector<Rename> renames;
  for (const auto& [from, to] : answers.rename_table) {
    const std::string answer = "rename_table " + from + " to " + to;
    const schema::Table* origin = before.find_table(from);
    const schema::Table* result = after.find_table(to);
    // Answers outlive the change they were given for: what has the new name already needs none, and what
    // keeps the old one is not dropped for want of it.
    if (origin == nullptr && before.find_table(to)) continue;
    if (result == nullptr && origin && after.find_table(from)) continue;
    if (origin == nullptr) misfit(answer, "the schema as it is has no table " + from);
    if (result == nullptr) misfit(answer, "the wanted schema has no table " + to);
    if (has_result(renames, to)) misfit(answer, "another table is renamed to that already");
    renames.push_back({origin->name, result->name});
  }
  for (const schema::Table& table : after.tables) {
    const schema::Table* same = before.find_table(table.name);
    if (same && same->name != table.name && !has_origin(renames, same->name) &&
        !has_result(renames, table.name))
      renames.push_back({same->name, table.name});
  }
  return renames;
}

// What the answers say about the columns of one table, by its name before.
std::vector<Rename> column_renames(const schema::Table& before, const std::string& old_table,
                                   const schema::Table& after, const Answers& answers) {
  std::vector<Rename> renames;
  for (const schema::Column& column : before.columns) {
    for (const auto& [from, to] : answers.rename_column) {
      if (!same_name(from, old_table + "." + column.name)) continue;
      const std::string answer = "rename_column " + from + " to " + to;
      const schema::Column* result = after.find_column(to);
      if (result == nullptr && after.find_column(column.name)) continue;
      if (result == nullptr)
        misfit(answer, "table " + after.name + " of the wanted schema has no column " + to);
      if (has_result(renames, to)) misfit(answer, "another column is renamed to that already");
      renames.push_back({column.name, result->name});
    }
  }
  for (const schema::Column& column : after.columns) {
    const schema::Column* same = before.find_column(column.name);
    if (same && same->name != column.name && !has_origin(renames, same->name) &&
        !has_result(renames, column.name))
      renames.push_back({same->name, column.name});
  }
  return renames;
}

// "table.column" of each column that an answer can mean; names may hold dots themselves.
std::vector<std::string> meanings(const schema::Metadata& before, const std::string& answer) {
  std::vector<std::string> found;
  for (const schema::Table& table : before.tables)
    for (const schema::Column& column : table.columns)
      if (same_name(table.name + "." + column.name, answer))
        found.push_back("column " + column.name + " of table " + table.name);
  return found;
}

// Whether the rename of a column to `to` has been made already; the table may have its old name in the
// answer.
bool is_done(const schema::Metadata& before, const Answers& answers, const std::string& from,
             const std::string& to) {
  const auto is_in = [&](const std::string& table) {
    return same_name(from.substr(0, table.size() + 1), table + ".");
  };
  return std::ranges::any_of(before.tables, [&](const schema::Table& table) {
    const bool is_named =
        is_in(table.name) || std::ranges::any_of(answers.rename_table, [&](const auto& rename) {
          return same_name(rename.second, table.name) && is_in(rename.first);
        });
    return is_named && table.find_column(to);
  });
}

// A rename that names no column of any table is a slip of the pen, and taken for nothing it would
// drop a column.
void check_column_answers(const schema::Metadata& before, const Answers& answers) {
  for (const auto& [from, to] : answers.rename_column) {
    const std::string answer = "rename_column " + from + " to " + to;
    const std::vector<std::string> meant = meanings(before, from);
    if (meant.size() > 1) misfit(answer, "it can mean " + meant[0] + " and " + meant[1]);
    if (meant.empty() && !is_done(before, answers, from, to))
      misfit(answer, "the schema as it is has no such column");
  }
}

template <class Objects>
std::vector<std::string> names_of(const Objects& objects) {
  std::vector<std::string> names;
  for (const auto& object : objects) names.push_back(object.name);
  return names;
}

}  // namespace

std::vector<Operation> find_renames(const schema::Metadata& before, const schema::Metadata& after,
                                    const Answers& answers) {
  check_column_answers(before, answers);
  std::vector<Operation> result;
  schema::Metadata now = before;
  const std::vector<Rename> tables = table_renames(before, after, answers);
  for (const Rename& rename : in_possible_order(tables, names_of(before.tables))) {
    result.push_back(RenameTable{rename.from, rename.to});
    migrate::apply(result.back(), now);
  }
  for (const schema::Table& table : after.tables) {
    const schema::Table* same = now.find_table(table.name);
    if (same == nullptr) continue;
    const auto renamed = std::ranges::find_if(
        tables, [&](const Rename& rename) { return same_name(rename.to, table.name); });
    const std::string& old_name = renamed == tables.end() ? same->name : renamed->from;
    const std::vector<Rename> columns = column_renames(*same, old_name, table, answers);
    for (const Rename& rename : in_possible_order(columns, names_of(same->columns)))
      result.push_back(AlterColumn{.table = table.name,
                                   .before = {.name = rename.from},
                                   .after = {.name = rename.to},
                                   .rename = true});
  }
  return result;
}

}  // namespace retort::migrate::detail
