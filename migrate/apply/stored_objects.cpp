// apply() of what stands beside the tables: indexes, views, triggers, virtual tables.

#include <algorithm>

#include <retort/migrate/detail/apply.h>
#include <retort/migrate/error.h>
#include <retort/schema/name.h>

namespace retort::migrate::detail {

namespace {

using schema::same_name;

template <class Objects>
void drop_by_name(Objects& objects, const std::string& name, const char* kind) {
  const auto dropped =
      std::erase_if(objects, [&](const auto& object) { return same_name(object.name, name); });
  if (dropped == 0) throw MigrateError("there is no " + std::string(kind) + " " + name);
}

// An index is found by its name alone, since that is all some scripts say.
schema::Table& table_with_index(schema::Metadata& metadata, const std::string& index) {
  const auto holds = [&](const schema::Table& table) { return table.find_index(index) != nullptr; };
  const auto table = std::ranges::find_if(metadata.tables, holds);
  if (table == metadata.tables.end()) throw MigrateError("there is no index " + index);
  return *table;
}

}  // namespace

void apply_to(schema::Metadata& metadata, const CreateIndex& op) {
  require_free_name(metadata, op.index.name);
  schema::Table* table = metadata.find_table(op.table);
  if (table == nullptr) throw MigrateError("there is no table " + op.table);
  for (const std::string& column : schema::column_names(op.index.columns))
    if (!table->find_column(column))
      throw MigrateError("table " + table->name + " has no column " + column);
  table->indexes.push_back(op.index);
}

void apply_to(schema::Metadata& metadata, const DropIndex& op) {
  drop_by_name(table_with_index(metadata, op.index.name).indexes, op.index.name, "index");
}

void apply_to(schema::Metadata& metadata, const RenameIndex& op) {
  std::vector<schema::Index>& indexes = table_with_index(metadata, op.name).indexes;
  if (!same_name(op.name, op.new_name)) require_free_name(metadata, op.new_name);
  const auto index = std::ranges::find_if(
      indexes, [&](const schema::Index& each) { return same_name(each.name, op.name); });
  index->name = op.new_name;
  index->sql.clear();
}

void apply_to(schema::Metadata& metadata, const CreateView& op) {
  require_free_name(metadata, op.view.name);
  metadata.views.push_back(op.view);
}

void apply_to(schema::Metadata& metadata, const DropView& op) {
  drop_by_name(metadata.views, op.view.name, "view");
  std::erase_if(metadata.triggers, [&](const schema::Trigger& trigger) {
    return same_name(trigger.table, op.view.name);
  });
}

void apply_to(schema::Metadata& metadata, const CreateTrigger& op) {
  if (metadata.find_trigger(op.trigger.name))
    throw MigrateError("there is a trigger " + op.trigger.name + " already");
  if (!metadata.find_table(op.trigger.table) && !metadata.find_view(op.trigger.table))
    throw MigrateError("there is no table or view " + op.trigger.table);
  metadata.triggers.push_back(op.trigger);
}

void apply_to(schema::Metadata& metadata, const DropTrigger& op) {
  drop_by_name(metadata.triggers, op.trigger.name, "trigger");
}

void apply_to(schema::Metadata& metadata, const CreateVirtualTable& op) {
  require_free_name(metadata, op.table.name);
  metadata.virtual_tables.push_back(op.table);
}

void apply_to(schema::Metadata& metadata, const DropVirtualTable& op) {
  drop_by_name(metadata.virtual_tables, op.table.name, "virtual table");
}

}  // namespace retort::migrate::detail
