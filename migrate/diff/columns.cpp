// Columns of a table that both sides have.

#include <algorithm>
#include <ranges>

#include <retort/migrate/detail/comparison.h>
#include <retort/migrate/detail/expression.h>
#include <retort/migrate/error.h>
#include <retort/schema/name.h>

namespace retort::migrate::detail {

namespace {

using schema::same_name;

std::string fill_of(const Answers& answers, const std::string& table, const std::string& column) {
  for (const auto& [name, fill] : answers.fill)
    if (same_name(name, table + "." + column)) return fill;
  return "";
}

// Generated columns after the columns that they are computed from.
std::vector<const schema::Column*> used_first(std::vector<const schema::Column*> columns) {
  std::vector<const schema::Column*> sorted;
  const auto visit = [&](const auto& self, const schema::Column* column) -> void {
    if (std::ranges::find(sorted, column) != sorted.end()) return;
    if (column->generated)
      for (const schema::Column* other : columns)
        if (other != column && mentions(column->generated->expression, other->name))
          self(self, other);
    sorted.push_back(column);
  };
  for (const schema::Column* column : columns) visit(visit, column);
  return sorted;
}

std::vector<const schema::Column*> missing_in(const schema::Table& other,
                                              const schema::Table& side) {
  std::vector<const schema::Column*> missing;
  for (const schema::Column& column : side.columns)
    if (!column.hidden && !other.find_column(column.name)) missing.push_back(&column);
  return used_first(std::move(missing));
}

bool same_generation(const schema::Column& now, const schema::Column& after) {
  if (!now.generated || !after.generated) return !now.generated && !after.generated;
  return now.generated->stored == after.generated->stored &&
         same_expression(now.generated->expression, after.generated->expression);
}

bool same_default(const schema::Column& now, const schema::Column& after) {
  if (!now.server_default || !after.server_default)
    return now.server_default == after.server_default;
  return same_expression(*now.server_default, *after.server_default);
}

AlterColumn changes_of(const schema::Column& now, const schema::Column& after) {
  return {.before = now,
          .after = after,
          .type = now.type != after.type,
          .nullable =
              now.nullable != after.nullable || now.not_null_conflict != after.not_null_conflict,
          .server_default = !same_default(now, after),
          .collation = !same_name(now.collation, after.collation),
          .generated = !same_generation(now, after)};
}

}  // namespace

void compare_columns(const Comparison& comparison, const schema::Table& now,
                     const schema::Table& after) {
  Changes& changes = comparison.changes;
  for (const schema::Column* column : missing_in(now, after))
    changes.add(
        Stage::alter_tables,
        AddColumn{after.name, *column, fill_of(comparison.answers, after.name, column->name)});
  for (const schema::Column& column : after.columns) {
    const schema::Column* is = now.find_column(column.name);
    if (is == nullptr || column.hidden) continue;
    AlterColumn alter = changes_of(*is, column);
    if (!(alter.type || alter.nullable || alter.server_default || alter.collation ||
          alter.generated))
      continue;
    alter.table = after.name;
    if (is->nullable && !column.nullable)
      alter.fill = fill_of(comparison.answers, after.name, column.name);
    changes.add(Stage::alter_tables, std::move(alter));
  }
  for (const schema::Column* column : missing_in(after, now) | std::views::reverse)
    changes.add(Stage::alter_tables, DropColumn{after.name, *column});
}

void check_fills(const Comparison& comparison) {
  for (const auto& [name, fill] : comparison.answers.fill) {
    const auto is_named = [&](const schema::Table& table) {
      return std::ranges::any_of(table.columns, [&](const schema::Column& column) {
        return same_name(table.name + "." + column.name, name);
      });
    };
    if (!std::ranges::any_of(comparison.after.tables, is_named) &&
        !std::ranges::any_of(comparison.before.tables, is_named))
      throw MigrateError("the answer fill " + name +
                         " does not fit: the wanted schema has no such column");
  }
}

}  // namespace retort::migrate::detail
