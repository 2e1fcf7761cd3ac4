// Tables: created, dropped, or compared inside.

#include <algorithm>
#include <map>
#include <ranges>

#include <retort/migrate/detail/comparison.h>
#include <retort/schema/name.h>

namespace retort::migrate::detail {

namespace {

using schema::same_name;

using Place = std::map<std::string_view, std::size_t, schema::NameLess>;

// Takes out of `table` the foreign keys that point to a table which comes later among those created
// with it: databases that check at once cannot have these before both tables are there.
std::vector<schema::ForeignKey> take_later_keys(schema::Table& table, const Place& places) {
  std::vector<schema::ForeignKey> later;
  std::erase_if(table.foreign_keys, [&](const schema::ForeignKey& key) {
    const auto referred = places.find(key.referred_table);
    if (referred == places.end() || referred->second <= places.at(table.name)) return false;
    later.push_back(key);
    return true;
  });
  return later;
}

// The tables of one side that the other does not have, parents first, with their places.
struct OneSided {
  std::vector<const schema::Table*> tables;
  Place places;
};

OneSided missing_in(const schema::Metadata& other, const schema::Metadata& side) {
  OneSided result;
  for (const schema::Table* table : sorted_tables(side)) {
    if (other.find_table(table->name)) continue;
    result.places[table->name] = result.tables.size();
    result.tables.push_back(table);
  }
  return result;
}

void create_tables(const Comparison& comparison) {
  const OneSided created = missing_in(comparison.now, comparison.after);
  for (const schema::Table* wanted : created.tables) {
    schema::Table table = *wanted;
    table.indexes.clear();
    table.sql.clear();
    for (schema::ForeignKey& key : take_later_keys(table, created.places))
      comparison.changes.add(Stage::add_foreign_keys, AddConstraint{table.name, std::move(key)});
    comparison.changes.add(Stage::create_tables, CreateTable{std::move(table)});
  }
}

void drop_tables(const Comparison& comparison) {
  const OneSided dropped = missing_in(comparison.after, comparison.now);
  for (const schema::Table* unwanted : dropped.tables | std::views::reverse) {
    schema::Table table = *unwanted;
    for (schema::ForeignKey& key : take_later_keys(table, dropped.places))
      comparison.changes.add(Stage::drop_foreign_keys, DropConstraint{table.name, std::move(key)});
    comparison.changes.add(Stage::drop_tables, DropTable{std::move(table)});
  }
}

}  // namespace

void compare_tables(const Comparison& comparison) {
  create_tables(comparison);
  for (const schema::Table* after : sorted_tables(comparison.after)) {
    const schema::Table* now = comparison.now.find_table(after->name);
    if (now == nullptr) continue;
    drop_constraints(comparison, *now, *after);
    if (now->options != after->options)
      comparison.changes.add(Stage::alter_tables,
                             AlterTableOptions{after->name, now->options, after->options});
    compare_columns(comparison, *now, *after);
    add_constraints(comparison, *now, *after);
  }
  drop_tables(comparison);
}

}  // namespace retort::migrate::detail
