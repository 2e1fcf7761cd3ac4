#include <retort/migrate/sqlite/foreign_key_watch.h>

#include <algorithm>

namespace retort::migrate::sqlite {

namespace {

using schema::same_name;

bool is_key_of(const schema::Table& table, std::vector<std::string> columns) {
  const auto equals = [&](const std::vector<schema::IndexedColumn>& terms) {
    std::vector<std::string> names = column_names(terms);
    const bool plain =
        std::ranges::all_of(terms, [](const auto& term) { return term.collation.empty(); });
    return plain && names.size() == terms.size() && names.size() == columns.size() &&
           std::ranges::is_permutation(names, columns, same_name);
  };
  if (table.primary_key && equals(table.primary_key->columns)) return true;
  return std::ranges::any_of(table.uniques, [&](const auto& u) { return equals(u.columns); }) ||
         std::ranges::any_of(table.indexes, [&](const auto& index) {
           return index.unique && index.where.empty() && equals(index.columns);
         });
}

// Whether SQLite can check the foreign keys of the table at all. One that refers to columns which
// are no key of their table is an error ("foreign key mismatch") to whoever looks.
bool is_checkable(const schema::Table& table, const schema::Metadata& metadata) {
  return std::ranges::all_of(table.foreign_keys, [&](const schema::ForeignKey& key) {
    const schema::Table* parent = metadata.find_table(key.referred_table);
    if (parent == nullptr) return true;
    if (!key.referred_columns.empty()) return is_key_of(*parent, key.referred_columns);
    return parent->primary_key && parent->primary_key->columns.size() == key.columns.size();
  });
}

// Rows that refer to nothing, counted: child, row, n. A table that is not there at all is left out,
// since that is a mistake of the schema, not of the rows.
std::string violations(const std::string& tables) {
  return "SELECT tables.column2 AS child, broken.rowid AS \"row\", count(*) AS n FROM (VALUES " +
         tables + ") AS tables, pragma_foreign_key_check(tables.column1) AS broken WHERE EXISTS " +
         "(SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = broken.parent COLLATE "
         "NOCASE)"
         " GROUP BY 1, 2";
}

}  // namespace

ForeignKeyWatch::ForeignKeyWatch(const schema::Metadata& now, const engine::Dialect& dialect)
    : before_(now), dialect_(dialect) {
  for (const schema::Table& table : now.tables) old_names_[table.name] = table.name;
}

void ForeignKeyWatch::renamed(const std::string& table, const std::string& new_name) {
  auto node = old_names_.extract(table);
  if (node.empty()) return;
  node.key() = new_name;
  old_names_.insert(std::move(node));
}

void ForeignKeyWatch::replaced(const std::string& table) { old_names_.erase(table); }

void ForeignKeyWatch::surround(std::vector<Step>& steps, const schema::Metadata& after,
                               const std::set<std::string, schema::NameLess>& touched) const {
  std::string then;
  std::string now;
  const auto add = [this](std::string& list, const std::string& name, const std::string& label) {
    list += (list.empty() ? "(" : ", (") + dialect_.literal(name) + ", " + dialect_.literal(label) +
            ')';
  };
  for (const schema::Table& table : after.tables) {
    const bool is_touched =
        touched.contains(table.name) ||
        std::ranges::any_of(table.foreign_keys, [&](const schema::ForeignKey& key) {
          return touched.contains(key.referred_table);
        });
    if (!is_touched || table.foreign_keys.empty() || !is_checkable(table, after)) continue;
    const auto old_name = old_names_.find(table.name);
    const schema::Table* was =
        old_name == old_names_.end() ? nullptr : before_.find_table(old_name->second);
    if (was && !is_checkable(*was, before_)) continue;
    if (was && !was->foreign_keys.empty()) add(then, was->name, table.name);
    add(now, table.name, table.name);
  }
  if (now.empty()) return;

  const std::string note = "CREATE TEMP TABLE _retort_broken ";
  steps.insert(steps.begin(),
               {.sql = note + (then.empty() ? "(child, \"row\", n)" : "AS " + violations(then)),
                .reason = "note which rows refer to nothing already"});
  steps.push_back({.sql = "SELECT child AS \"table\", \"row\" AS \"rowid\" FROM (" +
                          violations(now) +
                          ") AS found WHERE n > coalesce((SELECT was.n FROM temp._retort_broken AS "
                          "was WHERE was.child = found.child AND was.\"row\" IS found.\"row\"), 0) "
                          "LIMIT 4",
                   .reason = "rows would refer to rows that are not there",
                   .kind = Step::Kind::must_be_empty});
  steps.push_back({.sql = "DROP TABLE temp._retort_broken", .reason = "the note has served"});
}

}  // namespace retort::migrate::sqlite
