#include <retort/orm/detail/schema_map.h>

#include <algorithm>

namespace retort::orm::detail {

std::string_view SchemaMap::of(std::string_view schema) const {
  const auto found = std::ranges::find(list, schema, &SchemaName::model);
  return found == list.end() ? schema : std::string_view(found->database);
}

std::string quoted_table(const engine::Dialect& dialect, const Mapper& mapper,
                         const SchemaMap* map) {
  return dialect.quote(schema_of(mapper, map), mapper.name);
}

}  // namespace retort::orm::detail
