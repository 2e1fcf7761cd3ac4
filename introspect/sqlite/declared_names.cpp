#include <retort/introspect/sqlite/declared_names.h>

#include <map>
#include <string_view>

#include <retort/introspect/sqlite/terms.h>
#include <retort/schema/name.h>

namespace retort::introspect::sqlite {

namespace {

using Tables = std::map<std::string_view, const schema::Table*, schema::NameLess>;

void use_declared_names(const Tables& tables, schema::ForeignKey& key) {
  const auto referred = tables.find(key.referred_table);
  if (referred == tables.end()) return;
  key.referred_table = referred->second->name;
  for (std::string& column : key.referred_columns)
    column = declared_name(*referred->second, column);
}

}  // namespace

void use_declared_names(schema::Metadata& metadata) {
  Tables tables;
  for (const schema::Table& table : metadata.tables) tables.emplace(table.name, &table);
  for (schema::Table& table : metadata.tables)
    for (schema::ForeignKey& key : table.foreign_keys) use_declared_names(tables, key);
  for (schema::Trigger& trigger : metadata.triggers) {
    if (const auto table = tables.find(trigger.table); table != tables.end())
      trigger.table = table->second->name;
    else if (const schema::View* view = metadata.find_view(trigger.table))
      trigger.table = view->name;
  }
}

}  // namespace retort::introspect::sqlite
