#include <algorithm>
#include <iterator>

#include <retort/migrate/detail/overloaded.h>
#include <retort/migrate/detail/ownership.h>

namespace retort::migrate::detail {

void Ownership::add(const schema::Metadata& metadata) {
  for (const auto& table : metadata.tables) {
    names_.insert(table.name);
    for (const auto& index : table.indexes) names_.insert(index.name);
  }
  for (const auto& view : metadata.views) names_.insert(view.name);
  for (const auto& trigger : metadata.triggers) names_.insert(trigger.name);
  for (const auto& table : metadata.virtual_tables) names_.insert(table.name);
}

void Ownership::add(const Graph& history) {
  const auto add_name =
      Overloaded{[&](const CreateTable& create) { names_.insert(create.table.name); },
                 [&](const RenameTable& rename) { names_.insert(rename.new_name); },
                 [&](const CreateIndex& create) { names_.insert(create.index.name); },
                 [&](const CreateView& create) { names_.insert(create.view.name); },
                 [&](const CreateTrigger& create) { names_.insert(create.trigger.name); },
                 [&](const CreateVirtualTable& create) { names_.insert(create.table.name); },
                 [](const auto&) {}};
  for (const Revision& revision : history.revisions())
    for (const Operation& operation : load(revision).upgrade) std::visit(add_name, operation);
}

void Ownership::add_table(const schema::Metadata& database, const std::string& name) {
  const schema::Table* table = database.find_table(name);
  if (table == nullptr) return;
  names_.insert(table->name);
  for (const schema::Index& index : table->indexes) names_.insert(index.name);
  for (const schema::Trigger& trigger : database.triggers)
    if (schema::same_name(trigger.table, name)) names_.insert(trigger.name);
}

schema::Metadata Ownership::take_others(schema::Metadata& database) const {
  schema::Metadata others;
  const auto take = [&](auto& objects, auto& taken) {
    const auto first_other = std::ranges::stable_partition(
        objects, [&](const auto& object) { return names_.contains(object.name); });
    std::ranges::move(first_other, std::back_inserter(taken));
    objects.erase(first_other.begin(), first_other.end());
  };
  take(database.tables, others.tables);
  take(database.views, others.views);
  take(database.triggers, others.triggers);
  take(database.virtual_tables, others.virtual_tables);
  return others;
}

std::vector<CreateIndex> Ownership::take_other_indexes(schema::Metadata& database) const {
  std::vector<CreateIndex> others;
  for (schema::Table& table : database.tables) {
    const auto first_other = std::ranges::stable_partition(
        table.indexes, [&](const auto& index) { return names_.contains(index.name); });
    for (schema::Index& index : first_other) others.push_back({table.name, std::move(index)});
    table.indexes.erase(first_other.begin(), first_other.end());
  }
  return others;
}

}  // namespace retort::migrate::detail
