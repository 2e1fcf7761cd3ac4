// RF: foreign keys that are slow, or that no row can satisfy.

#include <algorithm>
#include <optional>

#include <retort/migrate/detail/constraint_text.h>
#include <retort/migrate/detail/lint_rules.h>

namespace retort::migrate::detail {

namespace {

using schema::same_name;

bool begins_with(const std::vector<schema::IndexedColumn>& terms,
                 const std::vector<std::string>& columns) {
  if (terms.size() < columns.size()) return false;
  // In any order: all of them are compared with one value each.
  return std::ranges::all_of(columns, [&](const std::string& column) {
    const auto end = terms.begin() + static_cast<std::ptrdiff_t>(columns.size());
    return std::any_of(terms.begin(), end, [&](const schema::IndexedColumn& term) {
      return same_name(term.column, column);
    });
  });
}

bool has_index(const schema::Table& table, const std::vector<std::string>& columns) {
  if (table.primary_key && begins_with(table.primary_key->columns, columns)) return true;
  return std::ranges::any_of(
             table.uniques,
             [&](const auto& unique) { return begins_with(unique.columns, columns); }) ||
         std::ranges::any_of(table.indexes, [&](const schema::Index& index) {
           return index.where.empty() && begins_with(index.columns, columns);
         });
}

bool is_key(const std::vector<schema::IndexedColumn>& terms,
            const std::vector<std::string>& columns) {
  return terms.size() == columns.size() && begins_with(terms, columns);
}

bool has_key(const schema::Table& table, const std::vector<std::string>& columns) {
  if (table.primary_key && is_key(table.primary_key->columns, columns)) return true;
  return std::ranges::any_of(table.uniques,
                             [&](const auto& unique) { return is_key(unique.columns, columns); }) ||
         std::ranges::any_of(table.indexes, [&](const schema::Index& index) {
           return index.unique && index.where.empty() && is_key(index.columns, columns);
         });
}

void look(const std::string& table, const schema::ForeignKey& key, const schema::Metadata& at_end,
          const Report& report) {
  const std::string what = constraint_text(table, Constraint{key});
  const schema::Table* child = at_end.find_table(table);
  // Dropped or renamed by the same script.
  if (!child) return;
  if (!has_index(*child, key.columns))
    report("RF101", what,
           "no index of table " + table + " begins with " + list_text(key.columns) +
               ": each change of " + key.referred_table + " reads all of " + table + " for the " +
               what);
  const schema::Table* parent = at_end.find_table(key.referred_table);
  if (!parent) return;
  const bool has_parent_key =
      key.referred_columns.empty()
          ? parent->primary_key && parent->primary_key->columns.size() == key.columns.size()
          : has_key(*parent, key.referred_columns);
  if (!has_parent_key)
    report("RF102", what,
           "the columns of table " + parent->name + " that the " + what +
               " refers to are neither its primary key nor unique: every change of either table "
               "fails");
}

}  // namespace

// By the schema at the end: the index may come behind the key.
void lint_references(const LintScript& script, const Report& report) {
  for (const Operation& operation : script.script.upgrade) {
    if (const auto* create = std::get_if<CreateTable>(&operation))
      for (const schema::ForeignKey& key : create->table.foreign_keys)
        look(create->table.name, key, script.after, report);
    if (const auto* add = std::get_if<AddConstraint>(&operation))
      if (const auto* key = std::get_if<schema::ForeignKey>(&add->constraint))
        look(add->table, *key, script.after, report);
  }
}

}  // namespace retort::migrate::detail
