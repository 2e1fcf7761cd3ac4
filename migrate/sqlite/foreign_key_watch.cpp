#include <retort/migrate/sqlite/foreign_key_watch.h>

#include <algorithm>

#include <retort/migrate/sqlite/rename_entry.h>

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

// Rows that refer to nothing, counted: name, label, row, n. A table that is not there at all is left
// out, since that is a mistake of the schema, not of the rows.
std::string violations(const std::string& tables) {
  return "SELECT tables.column1 AS name, tables.column2 AS label, broken.rowid AS \"row\", "
         "count(*) "
         "AS n FROM (VALUES " +
         tables + ") AS tables, pragma_foreign_key_check(tables.column1) AS broken WHERE EXISTS " +
         "(SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = broken.parent COLLATE "
         "NOCASE)"
         " GROUP BY 1, 2, 3";
}

}  // namespace

bool ForeignKeyWatch::is_affected(const schema::Table& table) const {
  return everything_ || touched_.contains(table.name) ||
         std::ranges::any_of(table.foreign_keys, [&](const schema::ForeignKey& key) {
           return touched_.contains(key.referred_table);
         });
}

std::vector<Step> ForeignKeyWatch::note_all(const schema::Metadata& now) {
  everything_ = true;
  return note(now, now, {});
}

std::vector<Step> ForeignKeyWatch::note(const schema::Metadata& now, const schema::Metadata& after,
                                        const TableNames& touched) {
  touched_.insert(touched.begin(), touched.end());
  std::string tables;
  for (const schema::Table& table : now.tables) {
    const schema::Table* then = after.find_table(table.name);
    if (noted_.contains(table.name) ||
        !(is_affected(table) || (then != nullptr && is_affected(*then))))
      continue;
    const Noted noted = {.label = std::to_string(++labels_),
                         .is_checkable = is_checkable(table, now)};
    noted_[table.name] = noted;
    if (!noted.is_checkable || table.foreign_keys.empty()) continue;
    tables += (tables.empty() ? "(" : ", (") + dialect_.literal(table.name) + ", " +
              dialect_.literal(noted.label) + ')';
  }
  std::vector<Step> steps;
  if (tables.empty()) return steps;
  const std::string reason = "note which rows refer to nothing already";
  if (!has_table_)
    steps.push_back(
        {.sql = "CREATE TEMP TABLE _retort_broken (label, \"row\", n)", .reason = reason});
  has_table_ = true;
  steps.push_back({.sql = "INSERT INTO temp._retort_broken SELECT label, \"row\", n FROM (" +
                          violations(tables) + ")",
                   .reason = reason});
  return steps;
}

void ForeignKeyWatch::renamed(const std::string& table, const std::string& new_name) {
  rename_entry(noted_, table, new_name);
  rename_entry(touched_, table, new_name);
}

void ForeignKeyWatch::replaced(const std::string& table) { noted_.erase(table); }

std::vector<Step> ForeignKeyWatch::compare(const schema::Metadata& after) const {
  std::string tables;
  for (const schema::Table& table : after.tables) {
    if (table.foreign_keys.empty() || !is_affected(table) || !is_checkable(table, after)) continue;
    const auto noted = noted_.find(table.name);
    if (noted != noted_.end() && !noted->second.is_checkable) continue;
    tables += (tables.empty() ? "(" : ", (") + dialect_.literal(table.name) + ", " +
              dialect_.literal(noted == noted_.end() ? "" : noted->second.label) + ')';
  }
  std::vector<Step> steps;
  if (!tables.empty()) {
    std::string reason = "rows would refer to rows that are not there";
    if (everything_)
      reason +=
          " (in a revision that rebuilds a table, foreign keys and their actions such as ON DELETE "
          "CASCADE are off; put what relies on them into a revision of its own)";
    const std::string was =
        has_table_ ? "coalesce((SELECT was.n FROM temp._retort_broken AS was WHERE was.label = "
                     "found.label AND was.\"row\" IS found.\"row\"), 0)"
                   : "0";
    steps.push_back({.sql = "SELECT name AS \"table\", \"row\" AS \"rowid\" FROM (" +
                            violations(tables) + ") AS found WHERE n > " + was + " LIMIT 4",
                     .reason = std::move(reason),
                     .kind = Step::Kind::must_be_empty});
  }
  if (has_table_)
    steps.push_back({.sql = "DROP TABLE temp._retort_broken", .reason = "the note has served"});
  return steps;
}

}  // namespace retort::migrate::sqlite
