#include <retort/migrate/detail/answer_names.h>

#include <algorithm>

#include <retort/schema/name.h>

namespace retort::migrate::detail {

using schema::same_name;

std::vector<ColumnPlace> columns_named(const schema::Metadata& metadata, std::string_view name,
                                       const std::map<std::string, std::string>& renamed) {
  std::vector<ColumnPlace> found;
  for (const schema::Table& table : metadata.tables) {
    std::vector<std::string> names = {table.name};
    for (const auto& [from, to] : renamed)
      if (same_name(from, table.name) && !same_name(from, to)) names.push_back(to);
    for (const schema::Column& column : table.columns)
      for (const std::string& table_name : names)
        if (!column.hidden && same_name(table_name + "." + column.name, name))
          found.push_back({&table, &column});
  }
  return found;
}

std::string new_table_name(const Answers& answers, const std::string& old_name) {
  for (const auto& [from, to] : answers.rename_table)
    if (same_name(from, old_name)) return to;
  return old_name;
}

std::string old_table_name(const Answers& answers, const std::string& new_name) {
  for (const auto& [from, to] : answers.rename_table)
    if (same_name(to, new_name)) return from;
  const bool left = std::ranges::any_of(
      answers.rename_table, [&](const auto& one) { return same_name(one.first, new_name); });
  return left ? "" : new_name;
}

std::string old_column_name(const Answers& answers, const std::string& old_table,
                            const std::string& new_name) {
  for (const auto& [from, to] : answers.rename_column)
    if (same_name(to, new_name) && from.size() > old_table.size() &&
        same_name(from.substr(0, old_table.size() + 1), old_table + "."))
      return from.substr(old_table.size() + 1);
  const bool left = std::ranges::any_of(answers.rename_column, [&](const auto& one) {
    return same_name(one.first, old_table + "." + new_name);
  });
  return left ? "" : new_name;
}

std::vector<std::string> all_names(const schema::Metadata& metadata) {
  std::vector<std::string> names;
  for (const schema::Table& table : metadata.tables) {
    names.push_back(table.name);
    for (const schema::Column& column : table.columns)
      names.push_back(table.name + "." + column.name);
  }
  return names;
}

}  // namespace retort::migrate::detail
