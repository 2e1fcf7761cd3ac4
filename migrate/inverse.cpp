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

Answers inverse(const Answers& answers) {
  Answers result;
  for (const auto& [before, after] : answers.rename_table) result.rename_table[after] = before;
  for (const auto& [before, after] : answers.rename_column) {
    const std::size_t dot = before.rfind('.');
    if (dot == std::string::npos) continue;
    result.rename_column[renamed(before.substr(0, dot), answers) + "." + after] =
        before.substr(dot + 1);
  }
  return result;
}

}  // namespace retort::migrate::detail
