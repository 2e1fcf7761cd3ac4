#include <retort/orm/detail/key_columns.h>

#include <utility>

#include <retort/orm/object/snapshot.h>

namespace retort::orm::detail {

KeyColumns::KeyColumns(const Mapper& child_mapper, const MappedForeignKey& foreign_key)
    : key(&foreign_key),
      child(&child_mapper),
      target(&foreign_key.target()),
      declared(&foreign_key.declared) {
  for (const auto& name : foreign_key.columns) from.push_back(child_mapper.find_column(name));
  for (const auto& name : foreign_key.referred) to.push_back(target->find_column(name));
  from_set = set_of(child_mapper, from);
  for (const auto* column : from) {
    if (column->codec->nullable) nullable.set(position_of(child_mapper, *column));
  }
}

KeyValues values_in(const std::vector<const MappedColumn*>& columns, const void* entity) {
  KeyValues values;
  for (const auto* column : columns) {
    if (!column->codec->is_set(column->in(entity))) return {};
    values.push_back(column->codec->get(column->in(entity)));
    if (std::holds_alternative<engine::Null>(values.back())) return {};
  }
  return values;
}

KeyValues stored_values_in(const std::vector<const MappedColumn*>& columns,
                           const Instance& instance) {
  KeyValues values;
  for (const auto* column : columns) {
    auto value = stored_value(instance, *column);
    if (!value || std::holds_alternative<engine::Null>(*value)) return {};
    values.push_back(std::move(*value));
  }
  return values;
}

}  // namespace retort::orm::detail
