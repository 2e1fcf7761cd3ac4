// Tables: created, dropped, or compared inside.

#include <algorithm>
#include <map>
#include <ranges>

#include <retort/migrate/detail/comparison.h>
#include <retort/migrate/detail/same.h>
#include <retort/migrate/error.h>
#include <retort/schema/name.h>

namespace retort::migrate::detail {

namespace {

using schema::same_name;

using Place = std::map<std::string_view, std::size_t, schema::NameLess>;

// Whether a foreign key refers to columns that its table has on this side only.
bool refers_to_one_sided_columns(const schema::ForeignKey& key, const schema::Metadata& side,
                                 const schema::Metadata& other) {
  const schema::Table* referred = other.find_table(key.referred_table);
  const std::vector<std::string> columns = in_full(key, side).referred_columns;
  return referred && std::ranges::any_of(columns, [&](const std::string& column) {
           return referred->find_column(column) == nullptr;
         });
}

// Takes out of `table` the foreign keys that cannot be made along with it, nor dropped along: those
// to a table that comes later among the ones of `places`, and those to columns that are made after all
// tables, and dropped before them.
std::vector<schema::ForeignKey> take_separate_keys(schema::Table& table, const Place& places,
                                                   const schema::Metadata& side,
                                                   const schema::Metadata& other) {
  std::vector<schema::ForeignKey> separate;
  std::erase_if(table.foreign_keys, [&](const schema::ForeignKey& key) {
    const auto referred = places.find(key.referred_table);
    const bool is_later = referred != places.end() && referred->second > places.at(table.name);
    if (!is_later && !refers_to_one_sided_columns(key, side, other)) return false;
    separate.push_back(key);
    return true;
  });
  return separate;
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
    for (schema::ForeignKey& key :
         take_separate_keys(table, created.places, comparison.after, comparison.now))
      comparison.changes.add(Stage::add_foreign_keys, AddConstraint{table.name, std::move(key)});
    comparison.changes.add(Stage::create_tables, CreateTable{std::move(table)});
  }
}

void drop_tables(const Comparison& comparison) {
  const OneSided dropped = missing_in(comparison.after, comparison.now);
  for (const schema::Table* unwanted : dropped.tables | std::views::reverse) {
    schema::Table table = *unwanted;
    for (schema::ForeignKey& key :
         take_separate_keys(table, dropped.places, comparison.now, comparison.after))
      comparison.changes.add(Stage::drop_foreign_keys, DropConstraint{table.name, std::move(key)});
    comparison.changes.add(Stage::drop_tables, DropTable{std::move(table)});
  }
}

}  // namespace

void check_drops(const Comparison& comparison) {
  for (const std::string& name : comparison.answers.drop) {
    const auto is_named = [&](const schema::Table& table) {
      return same_name(table.name, name) ||
             std::ranges::any_of(table.columns, [&](const schema::Column& column) {
               return same_name(table.name + "." + column.name, name);
             });
    };
    if (std::ranges::any_of(comparison.after.tables, is_named))
      throw MigrateError("the answer drop " + name + " does not fit: the wanted schema has it");
  }
}

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
