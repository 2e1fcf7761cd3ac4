// apply() of whole tables: create, drop, rename, options.

#include <retort/migrate/detail/apply.h>
#include <retort/migrate/detail/expression.h>
#include <retort/migrate/error.h>
#include <retort/schema/name.h>

namespace retort::migrate::detail {

using schema::same_name;

schema::Table& table_to_change(schema::Metadata& metadata, std::string_view name) {
  schema::Table* table = metadata.find_table(name);
  if (table == nullptr) throw MigrateError("there is no table " + std::string(name));
  table->sql.clear();
  return *table;
}

void require_free_name(const schema::Metadata& metadata, std::string_view name) {
  const auto taken = [&](const std::string& by) {
    throw MigrateError("there is " + by + " " + std::string(name) + " already");
  };
  if (metadata.find_table(name)) taken("a table");
  if (metadata.find_view(name)) taken("a view");
  if (metadata.find_virtual_table(name)) taken("a virtual table");
  for (const schema::Table& table : metadata.tables)
    if (table.find_index(name)) taken("an index");
}

void apply_to(schema::Metadata& metadata, const CreateTable& op) {
  require_free_name(metadata, op.table.name);
  for (const schema::Index& index : op.table.indexes) require_free_name(metadata, index.name);
  metadata.tables.push_back(op.table);
}

// Its indexes and triggers go with it; views and foreign keys that name it stay, and are broken
// until somebody drops them or makes the table again.
void apply_to(schema::Metadata& metadata, const DropTable& op) {
  table_to_change(metadata, op.table.name);
  std::erase_if(metadata.tables,
                [&](const schema::Table& table) { return same_name(table.name, op.table.name); });
  std::erase_if(metadata.triggers, [&](const schema::Trigger& trigger) {
    return same_name(trigger.table, op.table.name);
  });
}

namespace {

// The table's name may stand before a column: CHECK (artists.year > 0).
void rename_qualifiers(schema::Table& table, const std::string& from, const std::string& to) {
  for (schema::Check& check : table.checks)
    if (has_qualifier(check.expression, from))
      check.expression = rename_qualifier(check.expression, from, to);
}

}  // namespace

void apply_to(schema::Metadata& metadata, const RenameTable& op) {
  schema::Table& table = table_to_change(metadata, op.table);
  if (!same_name(op.table, op.new_name)) require_free_name(metadata, op.new_name);
  table.name = op.new_name;
  rename_qualifiers(table, op.table, op.new_name);
  for (schema::Index& index : table.indexes) index.sql.clear();
  for (schema::Table& other : metadata.tables)
    for (schema::ForeignKey& key : other.foreign_keys)
      if (same_name(key.referred_table, op.table)) key.referred_table = op.new_name;
  for (schema::Trigger& trigger : metadata.triggers)
    if (same_name(trigger.table, op.table)) trigger.table = op.new_name;
}

void apply_to(schema::Metadata& metadata, const AlterTableOptions& op) {
  table_to_change(metadata, op.table).options = op.after;
}

}  // namespace retort::migrate::detail
