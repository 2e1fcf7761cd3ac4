// The list of registered models.

#include <algorithm>

#include <retort/orm/mapping/mapper.h>
#include <retort/orm/registry.h>

namespace retort::orm {

namespace detail {

namespace {

/// Function-local, so that it is there whichever file's models register first.
std::vector<MapperFunction>& models() {
  static std::vector<MapperFunction> list;
  return list;
}

using Mappers = std::vector<const Mapper*>;

void add(const Mapper& mapper, Mappers& list) {
  if (std::ranges::find(list, &mapper) == list.end()) list.push_back(&mapper);
}

/// The list grows while it is walked: what is reached refers to others in its turn.
void add_what_they_refer_to(Mappers& list) {
  for (std::size_t i = 0; i < list.size(); ++i) {
    const Mapper& mapper = *list[i];
    for (const auto& key : mapper.foreign_keys) add(key.target(), list);
    for (const auto& relationship : mapper.declared_relationships) add(relationship.target(), list);
  }
}

}  // namespace

bool register_model(MapperFunction mapper) {
  models().push_back(mapper);
  return true;
}

schema::Metadata metadata_of(const std::vector<MapperFunction>& models) {
  Mappers mappers;
  for (const auto& mapper : models) add(mapper(), mappers);
  add_what_they_refer_to(mappers);
  schema::Metadata metadata;
  for (const auto* mapper : mappers) metadata.tables.push_back(mapper->table);
  return metadata;
}

}  // namespace detail

schema::Metadata metadata() { return detail::metadata_of(detail::models()); }

}  // namespace retort::orm
