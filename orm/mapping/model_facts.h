// detail::ModelFacts: what a model says of itself, as data, from which compiled code makes its Mapper.

#pragma once

#include <cstddef>
#include <string_view>

#include <retort/orm/expression/tree.h>
#include <retort/orm/loading.h>
#include <retort/orm/mapping/declared.h>
#include <retort/orm/object/entity_storage.h>

namespace retort::orm::detail {

class ColumnBase;

struct ModelFacts {
  std::string_view name;
  const EntityStorage* entity_storage = nullptr;
  std::string_view kind_name{};
  std::string_view discriminator_name{};
  Loading polymorphic = Loading::joined;
  std::string_view table_renamed_from{};
  std::string_view view_sql{};
  NodePtr (*scope)() = nullptr;
  MapperFunction base = nullptr;
  /// Those of a model that has nothing but columns, and what finds their places in an entity.
  const ColumnBase* const* columns = nullptr;
  std::size_t column_count = 0;
  void (*find_places)(void* entity, const void** places) = nullptr;
  /// Of any other model: adds its members, which lie in `entity`.
  void (*describe_members)(Mapper& mapper, void* entity) = nullptr;
  /// Null for none.
  void (*describe_constraints)(Mapper& mapper) = nullptr;
};

void add_facts(Mapper& mapper, const ModelFacts& facts);

/// A model as data. It lives as long as the program.
const Mapper& make_mapper(const ModelFacts& facts);

}  // namespace retort::orm::detail
