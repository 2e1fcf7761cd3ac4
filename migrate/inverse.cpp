#include <retort/migrate/detail/inverse.h>
#include <retort/schema/name.h>

namespace retort::migrate::detail {

namespace {

// Answers name tables as the schema before has them, so the way back needs the new name.
std::string renamed(const std::string& table, const Answers& answers) {
  for (const auto& [before, after] : answers.rename_table)
    if (schema::same_name(before, table)) return after;
  return table;
}

}  // namespace

Answers inverse(const Answers& answers, const schema::Metadata& before) {
  Answers result;
  for (const auto& [from, to] : answers.rename_table) result.rename_table[to] = from;
  // Names may hold dots themselves, so that only the schema says where the table's name ends.
  for (const schema::Table& table : before.tables)
    for (const schema::Column& column : table.columns)
      for (const auto& [from, to] : answers.rename_column)
        if (schema::same_name(from, table.name + "." + column.name))
          result.rename_column[renamed(table.name, answers) + "." + to] = column.name;
  for (const schema::Table& table : before.tables)
    for (const schema::Column& column : table.columns)
      for (const auto& [name, fill] : answers.fill)
        if (schema::same_name(name, table.name + "." + column.name)) result.fill[name] = fill;
  return result;
}

}  // namespace retort::migrate::detail
