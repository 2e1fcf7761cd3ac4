// Indexes. They are found by name in the whole schema, since that is how databases name them.

#include <retort/migrate/detail/comparison.h>
#include <retort/migrate/detail/same.h>
#include <retort/schema/name.h>

namespace retort::migrate::detail {

namespace {

using schema::same_name;

struct Place {
  const schema::Table* table = nullptr;
  const schema::Index* index = nullptr;
};

Place find_index(const schema::Metadata& metadata, const std::string& name) {
  for (const schema::Table& table : metadata.tables)
    if (const schema::Index* index = table.find_index(name)) return {&table, index};
  return {};
}

bool same(const Place& a, const Place& b) {
  return a.index && b.index && same_name(a.table->name, b.table->name) &&
         a.index->name == b.index->name && same_content(*a.index, *b.index);
}

template <class Visit>
void for_each_index(const schema::Metadata& metadata, Visit visit) {
  for (const schema::Table& table : metadata.tables)
    for (const schema::Index& index : table.indexes) visit(Place{&table, &index});
}

}  // namespace

void compare_indexes(const Comparison& comparison) {
  const schema::Metadata& after = comparison.after;
  const auto is_kept = [&](const Place& place) {
    return same(place, find_index(after, place.index->name));
  };
  for_each_index(comparison.now, [&](const Place& place) {
    // A table takes its indexes along when it goes.
    if (!after.find_table(place.table->name) || is_kept(place)) return;
    // The drop comes before the renames, so it is the index as it was.
    const Place was = find_index(comparison.before, place.index->name);
    comparison.changes.add(Stage::drop_indexes, DropIndex{was.table->name, *was.index});
  });
  for_each_index(after, [&](const Place& place) {
    if (same(place, find_index(comparison.now, place.index->name))) return;
    schema::Index index = *place.index;
    index.sql.clear();
    comparison.changes.add(Stage::create_indexes, CreateIndex{place.table->name, std::move(index)});
  });
}

}  // namespace retort::migrate::detail
