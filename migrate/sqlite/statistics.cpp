#include <retort/migrate/sqlite/statistics.h>

namespace retort::migrate::sqlite {

std::string outdated_statistics(const TableChange& change, const engine::Dialect& dialect) {
  const schema::Table& before = *change.before;
  std::string kept;
  for (const schema::Index& index : change.after.indexes)
    if (const schema::Index* was = before.find_index(index.name); was && *was == index)
      kept += " OR idx = " + dialect.literal(index.name);
  // The index of a key has a number for its name, or the table's name where that is its key.
  if (before.primary_key == change.after.primary_key && before.uniques == change.after.uniques)
    kept += " OR idx GLOB 'sqlite_autoindex_*' OR idx = " + dialect.literal(before.name);
  return "NOT (idx IS NULL" + kept + ")";
}

}  // namespace retort::migrate::sqlite
