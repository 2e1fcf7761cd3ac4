// The list of registered models.

#include <retort/orm/registry.h>

namespace retort::orm {

namespace detail {

namespace {

/// Function-local, so that it is there whichever file's models register first.
std::vector<MapperFunction>& models() {
  static std::vector<MapperFunction> list;
  return list;
}

}  // namespace

bool register_model(MapperFunction mapper) {
  models().push_back(mapper);
  return true;
}

schema::Metadata metadata_of(const std::vector<MapperFunction>& models) {
  schema::Metadata metadata;
  for (const auto& mapper : models) metadata.tables.push_back(mapper().table);
  return metadata;
}

}  // namespace detail

schema::Metadata metadata() { return detail::metadata_of(detail::models()); }

}  // namespace retort::orm
