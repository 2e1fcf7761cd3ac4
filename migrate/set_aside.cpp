#include <retort/migrate/detail/set_aside.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include <retort/migrate/detail/expression.h>
#include <retort/schema/name.h>

namespace retort::migrate::detail {

namespace {

using schema::same_name;

// Takes out of `objects` those that `is_seen` is false for.
template <class Objects, class Seen>
Objects unseen(Objects& objects, Seen is_seen) {
  Objects taken;
  const auto rest = std::ranges::stable_partition(objects, is_seen);
  std::ranges::move(rest, std::back_inserter(taken));
  objects.erase(rest.begin(), rest.end());
  return taken;
}

schema::Metadata take(const Filter& filter, std::string_view schema, schema::Metadata& side) {
  if (!looks_at(filter, FilterKind::schema, schema)) return std::exchange(side, {});
  const auto sees_table = [&](std::string_view name) {
    return looks_at(filter, FilterKind::table, name);
  };
  const auto sees_owner = [&](const schema::Trigger& trigger) {
    return side.find_view(trigger.table) ? looks_at(filter, FilterKind::view, trigger.table)
                                         : sees_table(trigger.table);
  };
  schema::Metadata taken;
  taken.triggers = unseen(side.triggers, [&](const auto& trigger) {
    return looks_at(filter, FilterKind::trigger, trigger.name) && sees_owner(trigger);
  });
  taken.tables = unseen(side.tables, [&](const auto& table) { return sees_table(table.name); });
  taken.virtual_tables =
      unseen(side.virtual_tables, [&](const auto& table) { return sees_table(table.name); });
  taken.views = unseen(
      side.views, [&](const auto& view) { return looks_at(filter, FilterKind::view, view.name); });
  return taken;
}

std::vector<CreateIndex> take_indexes(const Filter& filter, schema::Metadata& side) {
  std::vector<CreateIndex> taken;
  for (schema::Table& table : side.tables)
    for (schema::Index& index : unseen(table.indexes, [&](const schema::Index& one) {
           return looks_at(filter, FilterKind::index, one.name);
         }))
      taken.push_back({table.name, std::move(index)});
  return taken;
}

bool uses(const std::vector<schema::IndexedColumn>& terms, const std::string& column) {
  return std::ranges::any_of(terms, [&](const schema::IndexedColumn& term) {
    return term.column.empty() ? mentions(term.expression, column) : same_name(term.column, column);
  });
}
bool uses(const schema::Unique& unique, const std::string& column) {
  return uses(unique.columns, column);
}
bool uses(const schema::ForeignKey& key, const std::string& column) {
  return std::ranges::any_of(key.columns,
                             [&](const std::string& name) { return same_name(name, column); });
}
bool uses(const schema::Check& check, const std::string& column) {
  return mentions(check.expression, column);
}
bool uses(const schema::Index& index, const std::string& column) {
  return uses(index.columns, column) || mentions(index.where, column);
}

// Makes the objects that use a column those of the database.
template <class Objects>
void adopt(Objects& objects, const Objects& of_database, const std::string& column) {
  std::erase_if(objects, [&](const auto& object) { return uses(object, column); });
  for (const auto& object : of_database)
    if (uses(object, column)) objects.push_back(object);
}

void adopt_column(schema::Table& table, const schema::Table& of_database,
                  const std::string& column) {
  const schema::Column* is = of_database.find_column(column);
  schema::Column* declared = table.find_column(column);
  if (is && declared) {
    *declared = *is;
    return;
  }
  if (is) table.columns.push_back(*is);
  adopt(table.uniques, of_database.uniques, column);
  adopt(table.foreign_keys, of_database.foreign_keys, column);
  adopt(table.checks, of_database.checks, column);
  adopt(table.indexes, of_database.indexes, column);
  if (!is)
    std::erase_if(table.columns,
                  [&](const schema::Column& one) { return same_name(one.name, column); });
}

void adopt_columns(const Filter& filter, const schema::Metadata& database, schema::Metadata& side) {
  for (schema::Table& table : side.tables) {
    const schema::Table* is = database.find_table(table.name);
    if (is == nullptr) continue;
    std::vector<std::string> names;
    for (const schema::Table* one : {is, static_cast<const schema::Table*>(&table)})
      for (const schema::Column& column : one->columns)
        if (!looks_at(filter, FilterKind::column, table.name + "." + column.name))
          names.push_back(column.name);
    for (const std::string& name : names) adopt_column(table, *is, name);
  }
}

template <class List>
void append(List& to, List from) {
  std::ranges::move(from, std::back_inserter(to));
}

}  // namespace

void leave_out(const Filter& filter, std::string_view schema, schema::Metadata& metadata) {
  take(filter, schema, metadata);
  take_indexes(filter, metadata);
}

void set_aside(const Filter& filter, std::string_view schema, Comparison& comparison) {
  if (filter.empty()) return;
  schema::Metadata taken = take(filter, schema, comparison.database);
  append(comparison.others.tables, std::move(taken.tables));
  append(comparison.others.virtual_tables, std::move(taken.virtual_tables));
  append(comparison.others.views, std::move(taken.views));
  append(comparison.others.triggers, std::move(taken.triggers));
  append(comparison.other_indexes, take_indexes(filter, comparison.database));
  const auto narrow = [&](schema::Metadata& side) {
    leave_out(filter, schema, side);
    adopt_columns(filter, comparison.database, side);
  };
  narrow(comparison.models);
  if (comparison.history) narrow(*comparison.history);
}

}  // namespace retort::migrate::detail
