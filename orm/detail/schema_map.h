// detail::SchemaMap: which schemas of the database a session means by those of the models.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <retort/engine/dialect.h>
#include <retort/orm/mapping/mapper.h>
#include <retort/orm/session_options.h>

namespace retort::orm::detail {

struct SchemaMap {
  std::vector<SchemaName> list;

  std::string_view of(std::string_view schema) const;
};

/// Of a model's table; `map` is null where models mean what they say.
inline std::string_view schema_of(const Mapper& mapper, const SchemaMap* map) {
  return map ? map->of(mapper.schema) : mapper.schema;
}

/// The table in SQL: `artists`, `archive.artists`.
std::string quoted_table(const engine::Dialect& dialect, const Mapper& mapper,
                         const SchemaMap* map);

}  // namespace retort::orm::detail
